"""Find the day that a release speaks from: the date of its dateline, or the next best that it gives itself."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from press_extract.normalize.date_patterns import Found
from press_extract.normalize.date_readings import Reading, fits, read
from press_extract.normalize.date_values import Point
from press_extract.pack.dates import DateData
from press_extract.record import ResolvedFrom

_HEAD = 600  # characters: a headline, a sub-headline, and the first sentence with the dateline
_DATELINE = 100  # characters: no place name that opens a line is longer
_AFTER_DATELINE = 30  # characters: a dash, with the sign of an agency before it
_OUTLIVED = 3  # years: an older day is history beside the others of the text, not the day that it speaks from


@dataclass(frozen=True, slots=True)
class Anchor:
    """Hold the day that relative dates are counted from; the year, or all but the year, may be unknown.

    Attributes:
        firm: False where the day only says about when the text was written.
        dated: True where it is the day of the text itself, as told or as its dateline has it.
    """

    point: Point
    source: ResolvedFrom = "dateline"
    firm: bool = True
    dated: bool = True

    @property
    def day(self) -> datetime.date | None:
        """Return the full date, or None."""
        point = self.point
        if point.year and point.month and point.day:
            return datetime.date(point.year, point.month, point.day)
        return None


@dataclass(frozen=True, slots=True)
class _Candidate:
    point: Point
    start: int
    this: bool
    dateline: bool


def anchor_of(text: str, found: Sequence[Found], data: DateData) -> Anchor | None:
    """Return what the text itself tells of its day: a dateline wins over the first full day of the head."""
    newest_year = max((each.number("year", "year2") or 0 for each in found), default=0)
    days = [
        candidate
        for each in found
        if each.rule.kind in _DATED
        for candidate in _candidates(text, each, data, newest_year)
    ]
    full = [each for each in days if each.point.year]
    newest = max((each.point.year or 0 for each in full), default=0)
    recent: Callable[[_Candidate], bool] = lambda each: (each.point.year or 0) >= newest - _OUTLIVED  # noqa: E731
    partial = [each for each in days if not each.point.year and each.start < _HEAD]
    for choices, firm, dated in (
        ([each for each in full if each.dateline], True, True),
        ([each for each in partial if each.dateline], True, True),
        ([each for each in full if each.start < _HEAD and recent(each)], True, False),
        ([each for each in partial if each.this], True, True),
        ([each for each in full if recent(each)], False, False),
    ):
        if choices:
            return Anchor(choices[0].point, firm=firm, dated=dated)
    return _headline_year(text, found)


def _headline_year(text: str, found: Iterable[Found]) -> Anchor | None:
    """Return the only year that the first line names, as what the dates below it most likely lie in."""
    line = len(text) - len(text.lstrip()) + len(text.strip().partition("\n")[0])
    years = [each.number("year") for each in found if each.rule.kind == "year" and each.end <= line]
    return Anchor(Point(years[0]), firm=False, dated=False) if len(years) == 1 and line < len(text.rstrip()) else None


_DATED = frozenset({"day", "days", "month", "pair", "range"})


def _candidates(text: str, found: Found, data: DateData, newest_year: int) -> Iterable[_Candidate]:
    for reading in read(found):
        point = reading.last or reading.first
        if point.year is None and reading.weekday is not None and newest_year:
            near = range(newest_year - 1, newest_year + 2)
            fitting = [year for year in near if fits(point, reading.weekday, year)]
            point = point.in_year(fitting[0]) if len(fitting) == 1 else point
        dateline = reading.last is None and _in_dateline(text, reading, data)
        if point.month and (point.day or (point.year and dateline)):
            yield _Candidate(point, reading.start, found.written("this") is not None, dateline)


def _in_dateline(text: str, reading: Reading, data: DateData) -> bool:
    before = text[max(0, reading.start - _DATELINE) : reading.start].rpartition("\n")[2]
    after = text[reading.end : reading.end + _AFTER_DATELINE]
    opening, closing = data.context.dateline_before, data.context.dateline_after
    return len(before) < _DATELINE and bool(opening.search(before)) and bool(closing.search(after))
