"""Read a date form as points in the calendar, before anything around it is looked at."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

from press_extract.normalize.date_patterns import Found
from press_extract.normalize.date_values import Point, days_in, shifted
from press_extract.record import Granularity

_LAST = -1  # of an ordinal: the last of its kind
_QUARTERS, _HALVES = 4, 2


@dataclass(frozen=True, slots=True)
class Reading:
    """Say what the words of a mention give by themselves.

    Attributes:
        last: the end of an interval, or None.
        weekday: the day of the week that the words name, 0 for Monday.
        direction: -1, 0 or 1 where the words say past, current or coming.
        relyear: the year counted from that of the anchor, where the words say so.
        year_only: the month only serves to choose the year.
        loose: the month is that of the day named before.
        same_year: the year is that of the date named before.
        following: 1 or -1 where the words say that it follows or goes before the date named before.
        literal: a value that nothing can change.
    """

    start: int
    end: int
    confidence: float
    first: Point
    last: Point | None = None
    weekday: int | None = None
    direction: int | None = None
    relyear: int | None = None
    year_only: bool = False
    loose: bool = False
    same_year: bool = False
    following: int | None = None
    granularity: Granularity | None = None
    literal: str | None = None


def read(found: Found) -> list[Reading]:
    """Return the readings of an absolute form: one, several for a list, none where the calendar has no such day."""
    readings = [_with_tail(reading, found) for reading in _READERS[found.rule.kind](found)]
    return [each for each in readings if each.first.exists() and (each.last is None or each.last.exists())]


def is_absolute(found: Found) -> bool:
    """Tell whether `read` knows the form; the others are counted from an anchor."""
    return found.rule.kind in _READERS


def _with_tail(reading: Reading, found: Found) -> Reading:
    direction = found.number("direction", "direction1")
    same_year = found.written("same_year") is not None
    relyear, following = found.number("relyear"), found.number("following")
    if direction is None and relyear is None and following is None and not same_year:
        return reading
    return replace(reading, direction=direction, relyear=relyear, same_year=same_year, following=following)


def _plain(found: Found, first: Point, last: Point | None = None) -> Reading:
    return Reading(found.start, found.end, found.rule.confidence, first, last)


def _month(found: Found, copy: str = "") -> int | None:
    return found.number(f"month{copy}", f"monthnum{copy}", f"mm{copy}")


def _year(found: Found) -> int | None:
    short = found.number("shortyear")
    return found.number("year", "year3") if short is None else 2000 + short


def _day(found: Found) -> list[Reading]:
    point = Point(_year(found), _month(found), found.number("day"))
    return [replace(_plain(found, point), weekday=found.number("weekday"))] if point.day else []


def _ends(found: Found) -> tuple[Point, Point]:
    """Return both ends of a form with two; what the first leaves out it has from the second."""
    last = Point(found.number("year2", "year", "year3"), _month(found, "2"), found.number("day2"))
    month = _month(found, "1") or found.number("month3") or last.month
    year = found.number("year1")
    if last.month is None and last.day is not None and month is not None:  # "from 28 June to Friday 4"
        last = shifted(Point(year, month), int(last.day < (found.number("day1") or 0)))
        last = replace(last, day=found.number("day2"))
    if year is None and last.year is not None:
        year = last.year - (month is not None and last.month is not None and month > last.month)
    if (short := found.number("nextyear")) is not None and year is not None:
        century = year - year % 100
        last = replace(last, year=century + short + (100 if short <= year % 100 else 0))
    return Point(year, month, found.number("day1")), last


def _range(found: Found) -> list[Reading]:
    first, last = _ends(found)
    same_year = first.year == last.year
    if first.month is None and first.year == (last.year or 0) + 1:  # one year over the other
        return _years(found)
    if same_year and first.month == last.month and (first.day or 0) >= (last.day or 1):
        return []
    if first.year and last.year and not 0 <= last.year - first.year <= 150:
        return []
    return [replace(_plain(found, first, last), weekday=found.number("weekday1"))]


def _bare_range(found: Found) -> list[Reading]:
    first, last = found.number("day1"), found.number("day2")
    if first is None or last is None or first >= last:
        return []
    reading = _plain(found, Point(day=first), Point(day=last))
    return [replace(reading, weekday=found.number("weekday1"), loose=True)]


def _either(found: Found) -> list[Reading]:
    first, last = _ends(found)
    head = found.bounds("weekday1", "day1", "month1", "year1")
    tail = found.bounds("weekday2", "day2", "month2", "year", "direction", "relyear")
    readings = (
        Reading(*head, found.rule.confidence, first, weekday=found.number("weekday1")),
        Reading(*tail, found.rule.confidence, last, weekday=found.number("weekday2")),
    )
    return list(readings)


def _pair(found: Found) -> list[Reading]:
    first, last = _ends(found)
    return _range(found) if _follows(first, last) else _either(found)


def _follows(day: Point, other: Point) -> bool:
    """Tell whether `other` is the day after `day`; a month without a year is that of a leap year or not."""
    if not (day.month and day.day and other.month and other.day):
        return False
    if day.month == other.month:
        return other.day == day.day + 1
    return other.day == 1 and day.day == days_in(day.year, day.month) and other.month == day.month % 12 + 1


def _days(found: Found) -> list[Reading]:
    start = found.match.start("days")
    written = re.finditer(r"\d+", found.written("days") or "")
    month = Point(found.number("year"), _month(found))
    readings = [
        Reading(start + each.start(), start + each.end(), found.rule.confidence, replace(month, day=int(each[0])))
        for each in written
    ]
    last = replace(month, day=found.number("day"))
    readings.append(Reading(found.match.start("day"), found.end, found.rule.confidence, last))
    if all(_follows(before.first, after.first) for before, after in pairwise(readings)):
        return [_plain(found, readings[0].first, last)]
    return readings


def _quarter(found: Found) -> list[Reading]:
    number = found.number("ordinal", "quarter", "quarter2")
    return [_plain(found, Point(_year(found), quarter=_QUARTERS if number == _LAST else number))]


def _half(found: Found) -> list[Reading]:
    year, number = _year(found), found.number("ordinal", "half", "half2") or 1
    if number > _HALVES:
        return []
    opening = 6 * (_HALVES if number == _LAST else number) - 5
    return [replace(_plain(found, Point(year, opening), Point(year, opening + 5)), granularity="half")]


def _years(found: Found) -> list[Reading]:
    at = found.start
    return [
        Reading(at + each.start(), at + each.end(), found.rule.confidence, Point(int(each[0])))
        for each in re.finditer(r"\d{4}", found.match[0])
    ]


def _months(found: Found) -> list[Reading]:
    table, start = found.data.values["month"], found.match.start()
    return [
        Reading(start + word.start(), start + word.end(), found.rule.confidence, Point(_year(found), table[word[0]]))
        for word in re.finditer(r"[^\W\d]+", found.match[0])
        if word[0] in table
    ]


def _decade(found: Found) -> list[Reading]:
    readings = []
    for name in ("decade", "decade_word", "decade1", "decade2"):
        if (decade := found.number(name)) is not None:
            span = found.bounds(name) if name[-1].isdigit() else (found.start, found.end)
            if decade < 100:  # a name of two figures is that of the last century, but for its first decades
                decade += 1900 if decade >= 30 else 2000
            point = Point(decade)
            readings.append(
                Reading(*span, found.rule.confidence, point, literal=f"{decade // 10}X", granularity="decade")
            )
    return readings


def _season(found: Found) -> list[Reading]:
    return [replace(_plain(found, Point(month=found.number("season"))), year_only=True)]


_READERS: dict[str, Callable[[Found], list[Reading]]] = {
    "day": _day,
    "days": _days,
    "bare_range": _bare_range,
    "next_day": lambda found: [replace(each, loose=True) for each in _day(found)],
    "next_days": lambda found: [replace(each, loose=True) for each in _days(found)],
    "month": lambda found: [_plain(found, Point(_year(found), _month(found)))],
    "months": _months,
    "either": _either,
    "pair": _pair,
    "range": _range,
    "quarter": _quarter,
    "half": _half,
    "year": lambda found: [_plain(found, Point(_year(found)))],
    "years": _years,
    "decade": _decade,
    "season": _season,
}


def fits(point: Point, weekday: int, year: int) -> bool:
    """Tell whether the day falls on `weekday` in `year`."""
    if point.month is None or point.day is None or not point.in_year(year).exists():
        return False
    return datetime.date(year, point.month, point.day).weekday() == weekday
