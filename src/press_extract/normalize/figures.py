"""Find the figures of a text: every quantity that carries news, with its value, bound and unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from press_extract.mentions import FigureMention
from press_extract.normalize.figure_bounds import read_bound
from press_extract.normalize.figure_candidates import candidates
from press_extract.normalize.figure_context import read_measure, read_tense
from press_extract.normalize.figure_ellipsis import fill_ellipses
from press_extract.normalize.figure_pairs import join_pairs
from press_extract.normalize.figure_parts import Quantity, Scene
from press_extract.normalize.figure_tables import fill_tables
from press_extract.normalize.figure_units import read_quantity
from press_extract.normalize.figure_wholes import fractions, hours, one_and_a_half
from press_extract.normalize.numbers import NumberSpan
from press_extract.pack import LanguagePack

_MINUS = "-−–"


def find_figures(
    text: str, pack: LanguagePack, *, taken: Sequence[tuple[int, int]] = (), dollar: str = "USD"
) -> list[FigureMention]:
    """Return the figures of `text`, a shadow, in order and without overlap.

    `taken` are spans (start, end) of dates, whose numbers are no figures. `dollar` is the currency that a bare dollar
    means where the text does not speak of a country of its own.
    """
    scene = Scene(text, pack, dollar)
    quantities = join_pairs(scene, list(_read(scene, candidates(scene, taken))))
    fill_tables(scene, quantities)
    fill_ellipses(scene, quantities)
    quantities = join_pairs(scene, quantities)  # again: a partner may just have got its unit
    counted = (quantity for quantity in quantities if quantity.unit is not None and not _is_anaphor(scene, quantity))
    figures = [
        _mention(scene, quantity) for quantity in [*counted, *fractions(scene), *hours(scene), *one_and_a_half(scene)]
    ]
    return list(_apart(figures))


def _read(scene: Scene, numbers: Iterable[NumberSpan]) -> Iterator[Quantity]:
    """Yield each number with its unit; one within the unit before it, or glued to a word, is passed over."""
    end = 0
    for number in numbers:
        quantity = read_quantity(scene, number)
        glued = quantity.unit is None and scene.text[number.end : number.end + 1].isalpha()
        if number.start >= end and not glued:
            _sign(scene, quantity)
            yield quantity
            end = quantity.end


def _sign(scene: Scene, quantity: Quantity) -> None:
    """Take in the sign before a figure; a bullet or a hyphen is none."""
    before = scene.text[max(0, quantity.start - 2) : quantity.start]
    if quantity.kind not in {"unit", "money"} or not before or before[-1] not in f"+{_MINUS}":
        return
    if before[:-1].isalnum() or (before[:-1] in {"", "\n"} and before[-1] != "+"):
        return
    quantity.start -= 1
    if before[-1] in _MINUS:
        quantity.number = replace(quantity.number, value=-quantity.number.value)


def _is_anaphor(scene: Scene, quantity: Quantity) -> bool:
    """Tell whether the figure only takes up what went before: the two towns."""
    if quantity.kind != "noun" or quantity.number.form != "words" or quantity.number.value > 2:
        return False
    before = scene.before(quantity.start, 20).split()
    return bool(before) and before[-1].casefold() in scene.data.anaphors


def _mention(scene: Scene, quantity: Quantity) -> FigureMention:
    bound = read_bound(scene, quantity)
    return FigureMention(
        quantity.start,
        quantity.end,
        value=quantity.value,
        upper=quantity.upper_value,
        bound=bound,
        unit=quantity.unit or "",
        measure=read_measure(scene, quantity),
        tense=read_tense(scene, quantity),
        confidence=quantity.confidence,
        doubt=quantity.doubt,
    )


def _apart(figures: Iterable[FigureMention]) -> Iterator[FigureMention]:
    """Yield the figures in order, each but where it overlaps the one before."""
    end = 0
    for figure in sorted(figures, key=lambda figure: (figure.start, -figure.end)):
        if figure.start >= end:
            yield figure
            end = figure.end
