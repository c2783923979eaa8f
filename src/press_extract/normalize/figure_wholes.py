"""Read the figures that are told as a whole: fractions in words, hours with their minutes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from press_extract.normalize.figure_parts import Quantity, Scene
from press_extract.normalize.numbers import NumberSpan, exact

_REACH = 40


def fractions(scene: Scene) -> Iterator[Quantity]:
    """Yield the fractions that are told in percent."""
    for match in scene.data.fraction.finditer(scene.text):
        number = NumberSpan(*match.span(), scene.data.percentages[match[0].casefold()], approx=False, form="words")
        yield Quantity(number, *match.span(), unit="%", kind="unit", confidence=0.6)


def hours(scene: Scene) -> Iterator[Quantity]:
    """Yield the lengths in hours and minutes, as hours; a time of day is none."""
    cues = scene.data.hours
    for match in cues.pattern.finditer(scene.text):
        if cues.cue.search(scene.before(match.start(), _REACH)):
            value = exact(round(Decimal(match["hours"]) + Decimal(match["minutes"]) / 60, 2))
            number = NumberSpan(*match.span(), value, approx=False, form="mixed")
            yield Quantity(number, *match.span(), unit="h", kind="unit", confidence=0.7)


def one_and_a_half(scene: Scene) -> Iterator[Quantity]:
    """Yield the units with a half that an article counts: a year and a half."""
    numbers, units = scene.pack.numbers, scene.data.unit_words
    for match in numbers.one_and_a_half.finditer(scene.text):
        form = units.get(match["unit"].casefold())
        if form is not None:
            number = NumberSpan(*match.span(), exact(Decimal("1.5") * form.factor), approx=False, form="words")
            yield Quantity(number, *match.span(), unit=form.unit, kind="unit", confidence=0.85)
