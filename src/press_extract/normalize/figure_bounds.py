"""Read the bound of a figure from the cues before and after it."""

from __future__ import annotations

from press_extract.normalize.figure_parts import Quantity, Scene
from press_extract.record import Bound


def read_bound(scene: Scene, quantity: Quantity) -> Bound:
    """Return the bound of `quantity`, which grows over the cue."""
    found: Bound = "approx" if quantity.number.approx else "exact"
    if quantity.upper is not None:
        return "range"
    if cue := scene.bound_cue(quantity.start):
        quantity.start, kind = cue
        found = _bound(kind)
    elif (match := scene.data.bounds.after.match(scene.text, quantity.end)) and (word := match.lastgroup):
        quantity.end = match.end()
        found = _bound(word)
    return found


def _bound(kind: str) -> Bound:
    return "min" if kind == "min" else "max" if kind == "max" else "approx"
