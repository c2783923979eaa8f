"""Count relative dates from their anchor: so many days, weeks, months or years away, and bare weekdays."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace

from press_extract.normalize.date_patterns import Found
from press_extract.normalize.date_readings import Reading
from press_extract.normalize.date_scene import Scene
from press_extract.normalize.date_values import Point, days_in, shifted
from press_extract.normalize.date_years import Settled, settle
from press_extract.normalize.numbers import parse_number
from press_extract.pack.numbers import NumberData

_SATURDAY = 5
_ANY_YEAR = 2001


def counted(found: Found, scene: Scene, numbers: NumberData) -> int | None:
    """Return the number that a form counts with, None where it has none that can be read."""
    if (one := found.number("one", "cardinal_first")) is not None:
        return one
    if found.written("count") is None:
        return None
    number = parse_number(scene.text[slice(*found.match.span("count"))], numbers)
    return number.value if number and isinstance(number.value, int) else None


def relate(found: Found, scene: Scene, count: int | None) -> Settled | None:
    """Return the value of a relative form, None where nothing tells what it is counted from."""
    if found.written("count") is not None and count is None:
        return None
    value = _RELATIVES[found.rule.kind](found, scene, count)
    if value is None:
        return None
    first, last = value
    reading = Reading(found.start, found.end, found.rule.confidence, first, last)
    if found.rule.kind in _FROM_TEXT:
        return settle(reading, scene)
    source = scene.anchor.source if scene.anchor else "text"
    return Settled(reading, source)


_Value = tuple[Point, Point | None]


def _shift(found: Found, scene: Scene, count: int | None) -> _Value | None:
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
            return (Point(point.year + step), None) if point.year else None
        case "month":
            return (shifted(point, step), None) if point.month else None
        case "week":
            return _week(scene, step)
        case _:
            return _day_away(scene, step)


def _week(scene: Scene, step: int) -> _Value | None:
    day = _firm_day(scene)
    if day is None:
        return None
    monday = day + datetime.timedelta(days=7 * step - day.weekday())
    return Point.of(monday), Point.of(monday + datetime.timedelta(days=6))


def _day_away(scene: Scene, step: int) -> _Value | None:
    """Count days; where the anchor has no year, the day that it comes to has none either."""
    assert scene.anchor is not None
    if (day := _firm_day(scene)) is not None:
        return Point.of(day + datetime.timedelta(days=step)), None
    point = scene.anchor.point
    if point.year or not (point.month and point.day) or (point.month, point.day) == (2, 29):
        return None
    away = datetime.date(_ANY_YEAR, point.month, point.day) + datetime.timedelta(days=step)
    return Point.of(away).in_year(None), None


def _firm_day(scene: Scene) -> datetime.date | None:
    return scene.anchor.day if scene.anchor and scene.anchor.firm else None


def _weekday(found: Found, scene: Scene, _: int | None) -> _Value | None:
    day, weekday = _firm_day(scene), found.number("weekday")
    assert weekday is not None
    if day is None:
        this = found.written("this") and scene.anchor and scene.anchor.firm
        return (scene.anchor.point, None) if this and scene.anchor and scene.anchor.point.day else None
    ago = (day.weekday() - weekday) % 7
    direction = found.number("direction")
    if direction == -1:
        ago = ago or 7
    elif direction == 1 or (scene.tense(found.start, found.end) > 0 and (ago or not found.written("this"))):
        ago -= 7
    return Point.of(day - datetime.timedelta(days=ago)), None


def _weekend(found: Found, scene: Scene, _: int | None) -> _Value | None:
    if (number := found.number("day")) is not None:
        return _weekend_of(Point(found.number("year"), found.number("month"), number), scene)
    day = _firm_day(scene)
    if day is None:
        return None
    saturday = day + datetime.timedelta(days=_SATURDAY - day.weekday())
    direction = found.number("direction")
    if direction is None and day.weekday() < _SATURDAY and scene.tense(found.start, found.end) < 0:
        direction = -1
    if direction == -1 and saturday >= day - datetime.timedelta(days=1):
        saturday -= datetime.timedelta(days=7)
    elif direction == 1 and saturday <= day:
        saturday += datetime.timedelta(days=7)
    return _two_days(saturday)


def _weekend_of(point: Point, scene: Scene) -> _Value | None:
    """Return the week-end next to a day, or from the day on where its year is open."""
    settled = settle(Reading(0, 0, 1.0, point), replace(scene, text=""))
    first = settled.reading.first if settled else point
    if first.exists() and first.year and first.month and first.day:
        day = datetime.date(first.year, first.month, first.day)
        nearest = min((-1, 0, 1, -2, 2, -3, 3), key=lambda away: ((day.weekday() + away) % 7 != _SATURDAY, abs(away)))
        return _two_days(day + datetime.timedelta(days=nearest))
    if not point.exists() or point.day == days_in(None, point.month or 1):
        return None
    return point, replace(point, day=(point.day or 0) + 1)


def _two_days(saturday: datetime.date) -> _Value:
    return Point.of(saturday), Point.of(saturday + datetime.timedelta(days=1))


def _later(found: Found, scene: Scene, count: int | None) -> _Value | None:
    before = scene.before
    if before is None or not (before.year and before.month and before.day):
        return None
    days = datetime.timedelta(days=(count or 1) * (found.rule.amount or 1))
    return Point.of(datetime.date(before.year, before.month, before.day) + days), None


def _first_months(found: Found, scene: Scene, count: int | None) -> _Value | None:
    year = found.number("year")
    if year is None and scene.anchor and scene.anchor.point.year:
        year = scene.anchor.point.year + (found.number("relyear") or 0)
    if count is None or year is None or not 2 <= count <= 12:
        return None
    return Point(year, 1), Point(year, count)


def _day_in_words(found: Found, _: Scene, count: int | None) -> _Value | None:
    point = Point(found.number("year"), found.number("month"), count)
    return (point, None) if count and point.exists() else None


_RELATIVES: dict[str, Callable[[Found, Scene, int | None], _Value | None]] = {
    "shift": _shift,
    "weekday": _weekday,
    "weekend": _weekend,
    "later": _later,
    "first_months": _first_months,
    "worded_day": _day_in_words,
}
_FROM_TEXT = frozenset({"first_months", "worded_day"})
