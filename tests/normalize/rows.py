"""The tables of cases: texts with marks, as rows of TOML."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

_MARK = re.compile(r"\[([^][]+)\]\(([^()]+)\)|\{([^{}]+)\}")
_CASES = Path(__file__).parents[1] / "cases"


class Marked(NamedTuple):
    """Hold a plain text, its marks as (start, end, value), and the spans that are marked as taken."""

    text: str
    marks: list[tuple[int, int, str]]
    taken: list[tuple[int, int]]


def unmarked(row: str) -> Marked:
    text, at = "", 0
    marks, taken = [], []
    for mark in _MARK.finditer(row):
        text += row[at : mark.start()]
        words = mark[1] or mark[3]
        span = (len(text), len(text) + len(words))
        if mark[3]:
            taken.append(span)
        else:
            marks.append((*span, mark[2]))
        text += words
        at = mark.end()
    return Marked(text + row[at:], marks, taken)


def rows(name: str) -> Iterator[tuple[str, str, Any]]:
    """Yield the id, the marked text and the day of publication of each row of a table."""
    table = tomllib.loads((_CASES / name).read_text("utf-8"))
    for group in table.get("group", [table]):
        for row_id, row in group["rows"]:
            yield row_id, row, group.get("published")
