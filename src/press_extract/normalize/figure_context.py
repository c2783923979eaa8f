"""Read from the words around a figure what it measures, and whether it is a fact or a plan."""

from __future__ import annotations

import re

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
    """Return whether the nearest cue in the sentence speaks of a plan or of a fact; None where none stands near."""
    first, last = scene.sentence_span(quantity.start)
    before = scene.text[max(first, quantity.start - _BEFORE) : quantity.start]
    after = scene.text[quantity.end : min(last, quantity.end + _AFTER)]
    tenses = scene.data.tenses
    planned, actual = _distance(tenses.planned, before, after), _distance(tenses.actual, before, after)
    if planned is None and actual is None:
        return None
    return "planned" if actual is None or (planned is not None and planned <= actual) else "actual"


def _distance(cue: re.Pattern[str], before: str, after: str) -> int | None:
    """Return how many characters lie between a figure and the nearest match of `cue`."""
    distances = [len(before) - match.end() for match in cue.finditer(before)]
    distances += [match.start() for match in cue.finditer(after)]
    return min(distances, default=None)


def _around(scene: Scene, quantity: Quantity) -> str:
    first, last = scene.sentence_span(quantity.start)
    return scene.text[max(first, quantity.start - _BEFORE) : min(last, quantity.end + _AFTER)]
