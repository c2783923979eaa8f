"""Count relative dates from their anchor: so many days, weeks, months or years away, and bare weekdays."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from press_extract.normalize.date_parts import first_months, fortnight, part_of_year, same_month, season, year_beside
from press_extract.normalize.date_patterns import Found
from press_extract.normalize.date_readings import Reading
from press_extract.normalize.date_scene import Scene
from press_extract.normalize.date_values import Ends, Point, shifted
from press_extract.normalize.date_weeks import week, week_of, weekday, weekdays, weekend
from press_extract.normalize.date_years import Settled, settle
from press_extract.normalize.numbers import parse_number
from press_extract.pack.numbers import NumberData

_ANY_YEAR = 2001


def counted(found: Found, scene: Scene, numbers: NumberData) -> int | None:
    """Return the number that a form counts with, None where it has none that can be read."""
    if (one := found.number("one", "cardinal_first")) is not None:
        return one
    if found.written("about_days") is not None:
        words = scene.text[slice(*found.match.span("about_days"))].rpartition(" ")[0]
    elif found.written("count") is not None:
        words = scene.text[slice(*found.match.span("count"))]
    else:
        return None
    number = parse_number(words, numbers)
    return number.value if number and isinstance(number.value, int) else None


def relate(found: Found, scene: Scene, count: int | None) -> Settled | None:
    """Return the value of a relative form, None where nothing tells what it is counted from."""
    if found.written("count") is not None and count is None:
        return None
    try:
        value = _RELATIVES[found.rule.kind](found, scene, count)
    except OverflowError:  # so many days away that no calendar has the day
        return None
    if value is None or not all(
        point.year is None or datetime.MINYEAR <= point.year <= datetime.MAXYEAR for point in value if point
    ):
        return None
    first, last = value
    reading = Reading(found.start, found.end, found.rule.confidence, first, last)
    if found.rule.kind in _FROM_TEXT:
        return settle(reading, scene)
    source = scene.anchor.source if scene.anchor else "text"
    return Settled(reading, source).less_sure(*_second_reading(found, scene, first))


def _second_reading(found: Found, scene: Scene, value: Point) -> tuple[float, str | None]:
    """Return by how much another reading lowers the confidence, and what it would be."""
    day = scene.firm_day
    if (days := found.number("about_days")) is not None:
        return 0.9, f"may also be a round number, {days} days"
    if found.rule.kind != "weekday" or day is None or value.day is None:
        return 1.0, None
    told = any(found.written(name) is not None for name in ("direction", "weeks_on", "this"))
    if told or value == Point.of(day) or scene.tense(found.start, found.end):
        return 1.0, None
    assert value.year is not None and value.month is not None
    read = datetime.date(value.year, value.month, value.day)
    other = read + datetime.timedelta(days=7 if read < day else -7)
    return 0.8, f"may also be {other.isoformat()}"


def _shift(found: Found, scene: Scene, count: int | None) -> Ends | None:
    if scene.anchor is None:
        return None
    step = 1 if found.rule.amount is None else found.rule.amount
    direction = found.number("direction")
    if count is not None:
        step *= count * (found.number("ahead") or 1)
    elif direction is not None:
        step *= direction
    point = scene.anchor.point
    match found.rule.unit:
        case "year":
            sure = point.year and (count is None or scene.anchor.firm)
            return (Point(point.year + step), None) if point.year and sure else None
        case "month":
            return (shifted(point, step), None) if point.month else None
        case "quarter" | "half":
            return part_of_year(point, step, 3 if found.rule.unit == "quarter" else 6)
        case "season":
            return season(point, step)
        case "week":
            return week(scene, step)
        case _:
            return _day_away(scene, step)


def _day_away(scene: Scene, step: int) -> Ends | None:
    """Count days; where the anchor has no year, the day that it comes to has none either."""
    assert scene.anchor is not None
    if (day := scene.firm_day) is not None:
        return Point.of(day + datetime.timedelta(days=step)), None
    point = scene.anchor.point
    if point.year or not (point.month and point.day) or (point.month, point.day) == (2, 29):
        return None
    away = datetime.date(_ANY_YEAR, point.month, point.day) + datetime.timedelta(days=step)
    return Point.of(away).in_year(None), None


def _later(found: Found, scene: Scene, count: int | None) -> Ends | None:
    before = scene.before
    if before is None or not (before.year and before.month and before.day):
        return None
    next_to = found.number("next_to")
    days = datetime.timedelta(days=(count or 1) * (found.rule.amount or 1) if next_to is None else next_to)
    return Point.of(datetime.date(before.year, before.month, before.day) + days), None


def _day_in_words(found: Found, _: Scene, count: int | None) -> Ends | None:
    point = Point(found.number("year"), found.number("month"), count)
    return (point, None) if count and point.exists() else None


_RELATIVES: dict[str, Callable[[Found, Scene, int | None], Ends | None]] = {
    "shift": _shift,
    "weekday": weekday,
    "weekdays": weekdays,
    "weekend": weekend,
    "week_of": week_of,
    "fortnight": fortnight,
    "same_month": same_month,
    "year_beside": year_beside,
    "later": _later,
    "first_months": first_months,
    "worded_day": _day_in_words,
}
_FROM_TEXT = frozenset({"first_months", "worded_day"})
