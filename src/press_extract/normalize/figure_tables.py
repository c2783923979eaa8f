"""Give the bare numbers of a table the unit that its heading names ("in millions of euros")."""

from __future__ import annotations

import re

from press_extract.normalize.figure_parts import Quantity, Scene

_LONGEST_ROW = 140
_OPENED = re.compile(r"\)? ?: ?(?=[\d+−–-])")
_CLAUSE = re.compile(r"[;\n]|\.(?!\d)|$")
_PROSE = re.compile(r"[.!?;:] *$")


def fill_tables(scene: Scene, quantities: list[Quantity]) -> None:
    """Give unit and magnitude to each bare number in the rows below a heading that names them."""
    for match in scene.data.tables.header.finditer(scene.text):
        unit = scene.data.unit_after.match(scene.text, match.end())
        if unit is None:
            continue
        sign, word = unit["sign"], unit["word"]
        form = scene.data.unit_signs[sign] if sign else scene.data.unit_words[word.casefold()]
        if not form.money and match["scale"] is None:
            continue
        name = scene.currency(form.unit, match.start()) if form.shared else form.unit
        scale = match["scale"]
        factor = scene.pack.numbers.power(scale) if scale else 1
        first, last = _rest(scene.text, unit.end()) or _rows(scene.text, unit.end())
        for quantity in quantities:
            if first <= quantity.start < last and quantity.unit is None and not quantity.is_year:
                quantity.unit, quantity.kind = name, "money" if form.money else "unit"
                quantity.factor, quantity.confidence = factor, 0.85


def _rest(text: str, position: int) -> tuple[int, int] | None:
    """Return the span of the clause that a heading opens on its own line: "(in millions of euros): 412.3, …"."""
    opened = _OPENED.match(text, position)
    return (opened.end(), _CLAUSE.search(text, opened.end()).start()) if opened else None  # type: ignore[union-attr]


def _rows(text: str, position: int) -> tuple[int, int]:
    """Return the span of the lines below `position` that may be rows, up to the first line of prose."""
    start = end = text.find("\n", position) + 1 or len(text)
    seen = blank = False
    while end < len(text):
        stop = text.find("\n", end)
        stop = len(text) if stop < 0 else stop
        line = text[end:stop].strip()
        if line and (len(line) > _LONGEST_ROW or _PROSE.search(line) or (blank and not any(map(str.isdigit, line)))):
            break
        blank = seen and not line
        seen = seen or bool(line)
        end = min(stop + 1, len(text))
    return start, end
