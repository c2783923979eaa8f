"""Read from the words around a figure what it measures, and whether it is a fact or a plan."""

from __future__ import annotations

from press_extract.normalize.figure_parts import Quantity, Scene
from press_extract.record import Tense

_BEFORE, _AFTER = 80, 40
_MONEY = "¤"


def read_measure(scene: Scene, quantity: Quantity) -> str:
    """Return what is measured: the first measure of the data whose unit and cue fit, else `count`."""
    around = _around(scene, quantity)
    unit = _MONEY if quantity.kind == "money" else quantity.unit
    for name, measure in scene.data.measures.items():
        if unit in measure.units and measure.cue.search(around):
            return name
    return "count"


def read_tense(scene: Scene, quantity: Quantity) -> Tense | None:
    """Return whether the words around speak of a plan or of a fact; None where they do not tell."""
    around = _around(scene, quantity)
    if scene.data.tenses.planned.search(around):
        return "planned"
    return "actual" if scene.data.tenses.actual.search(around) else None


def _around(scene: Scene, quantity: Quantity) -> str:
    first, last = scene.sentence_span(quantity.start)
    return scene.text[max(first, quantity.start - _BEFORE) : min(last, quantity.end + _AFTER)]
