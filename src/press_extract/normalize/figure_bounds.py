"""Read the bound of a figure from the cues before and after it."""

from __future__ import annotations

from press_extract.normalize.figure_parts import Quantity, Scene
from press_extract.record import Bound

_REACH = 110


def read_bound(scene: Scene, quantity: Quantity) -> Bound:
    """Return the bound of `quantity`, which grows over the cue."""
    bounds = scene.data.bounds
    before = scene.before(quantity.start, _REACH)
    found: Bound = "approx" if quantity.number.approx else "exact"
    if quantity.upper is not None:
        return "range"
    if (match := bounds.before.search(before)) and (kind := match.lastgroup):
        quantity.start -= len(before) - match.start()
        found = _bound(kind)
    elif (match := bounds.after.match(scene.text, quantity.end)) and (kind := match.lastgroup):
        quantity.end = match.end()
        found = _bound(kind)
    return found


def _bound(kind: str) -> Bound:
    return "min" if kind == "min" else "max" if kind == "max" else "approx"
