"""Give the bare numbers of a table the unit that its heading names ("in millions of euros")."""

from __future__ import annotations

import bisect
import re

from press_extract.normalize.figure_parts import Quantity, Scene
from press_extract.pack.figures import UnitForm

_LONGEST_ROW = 140
_OPENED = re.compile(r"\)? ?: ?(?=[\d+−–-])")
_CLAUSE = re.compile(r"[;\n]|\.(?!\d)")
_PROSE = re.compile(r"[.!?;:] *$")


def fill_tables(scene: Scene, quantities: list[Quantity]) -> None:
    """Give unit and magnitude to each bare number in the rows below a heading that names them."""
    starts = [quantity.start for quantity in quantities]
    headings = list(scene.data.tables.header.finditer(scene.text))
    limits = [*(heading.start() for heading in headings[1:]), len(scene.text)]
    for heading, limit in zip(headings, limits, strict=False):
        unit = scene.data.unit_after.match(scene.text, heading.end())
        if unit is None:
            continue
        form = scene.data.unit_signs[unit["sign"]] if unit["sign"] else scene.data.unit_words[unit["word"].casefold()]
        if form.money or heading["scale"] is not None:
            first, last = _rest(scene.text, unit.end()) or _rows(scene.text, unit.end(), limit)
            rows = slice(bisect.bisect_left(starts, first), bisect.bisect_left(starts, min(last, limit)))
            _fill(scene, quantities[rows], form, heading)


def _fill(scene: Scene, quantities: list[Quantity], form: UnitForm, heading: re.Match[str]) -> None:
    name, doubt = scene.currency(form.unit, heading.start()) if form.shared else (form.unit, None)
    factor = scene.pack.numbers.power(heading["scale"]) if heading["scale"] else 1
    for quantity in quantities:
        if quantity.unit is None and not quantity.is_year:
            quantity.unit, quantity.kind, quantity.doubt = name, "money" if form.money else "unit", doubt
            quantity.factor, quantity.confidence = factor, 0.6 if doubt else 0.85


def _rest(text: str, position: int) -> tuple[int, int] | None:
    """Return the span of the clause that a heading opens on its own line: "(in millions of euros): 412.3, …"."""
    opened = _OPENED.match(text, position)
    if opened is None:
        return None
    closed = _CLAUSE.search(text, opened.end())
    return opened.end(), closed.start() if closed else len(text)


def _rows(text: str, position: int, limit: int) -> tuple[int, int]:
    """Return the span of the lines below `position` that may be rows, up to the first line of prose or to `limit`."""
    start = end = text.find("\n", position) + 1 or len(text)
    seen = blank = False
    while end < limit:
        stop = text.find("\n", end)
        stop = len(text) if stop < 0 else stop
        line = text[end:stop].strip()
        if line and (len(line) > _LONGEST_ROW or _PROSE.search(line) or (blank and not any(map(str.isdigit, line)))):
            break
        blank = seen and not line
        seen = seen or bool(line)
        end = min(stop + 1, len(text))
    return start, end
