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
_QUARTER = 3  # months
_NEAR = 100  # characters
_SUMMER = 7  # the first month of a school or sports year
_ENDING = (5, 6)
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
    value = _RELATIVES[found.rule.kind](found, scene, count)
    if value is None:
        return None
    first, last = value
    reading = Reading(found.start, found.end, found.rule.confidence, first, last)
    if found.rule.kind in _FROM_TEXT:
        return settle(reading, scene)
    source = scene.anchor.source if scene.anchor else "text"
    return Settled(reading, source).less_sure(*_second_reading(found, scene, first))


_Value = tuple[Point, Point | None]


def _second_reading(found: Found, scene: Scene, value: Point) -> tuple[float, str | None]:
    """Return by how much another reading lowers the confidence, and what it would be."""
    day = _firm_day(scene)
    if (days := found.number("about_days")) is not None:
        return 0.9, f"may also be a round number, {days} days"
    if found.rule.kind != "weekday" or day is None or value.day is None:
        return 1.0, None
    told = any(found.written(name) is not None for name in ("direction", "weeks_on", "this"))
    if told or value == Point.of(day) or scene.tense(found.start, found.end):
        return 1.0, None
    assert value.year is not None and value.month is not None
    other = datetime.date(value.year, value.month, value.day) + datetime.timedelta(days=7)
    return 0.8, f"may also be {other.isoformat()}"


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
            sure = point.year and (count is None or scene.anchor.firm)
            return (Point(point.year + step), None) if point.year and sure else None
        case "month":
            return (shifted(point, step), None) if point.month else None
        case "quarter" | "half":
            return _part_of_year(point, step, 3 if found.rule.unit == "quarter" else 6)
        case "season":
            return _season(point, step)
        case "week":
            return _week(scene, step)
        case _:
            return _day_away(scene, step)


def _part_of_year(point: Point, step: int, months: int) -> _Value | None:
    """Count quarters or halves of a year."""
    if point.month is None:
        return None
    opening = shifted(Point(point.year, point.month - (point.month - 1) % months), step * months)
    assert opening.month is not None
    if months == _QUARTER:
        return Point(opening.year, quarter=opening.month // months + 1), None
    return opening, shifted(opening, months - 1)


def _year_beside(found: Found, scene: Scene, _: int | None) -> _Value | None:
    """Return the year before or after the one that the text named last."""
    step = found.number("following")
    return (Point(scene.year + step), None) if scene.year and step and scene.closed_year else None


def _season(point: Point, step: int) -> _Value | None:
    """Count the years of schools and sports, which run from summer to summer; as one ends, it is the last one."""
    if point.year is None or point.month is None:
        return None
    opening = point.year + step - (point.month < _SUMMER)
    if step < 0 and point.month in _ENDING:
        opening += 1
    return Point(opening), Point(opening + 1)


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
    elif (weeks := found.number("weeks_on")) is not None:
        ago -= 7 * (weeks + 1)
    elif (
        direction == 1
        or _to_come(found, scene, day)
        or (scene.tense(found.start, found.end) > 0 and (ago or not found.written("this")))
    ):
        ago -= 7
    return Point.of(day - datetime.timedelta(days=ago)), None


def _to_come(found: Found, scene: Scene, day: datetime.date) -> bool:
    """Tell whether a weekday without a verb follows a day that is still to come."""
    before = scene.before
    if before is None or not before.year or scene.tense(found.start, found.end):
        return False
    return found.start - scene.before_end < _NEAR and before.middle(before.year) > day


def _weekdays(found: Found, scene: Scene, _: int | None) -> _Value | None:
    """Return two days of the week as an interval; None where no word tells whether they have passed."""
    day, first, last = _firm_day(scene), found.number("weekday1"), found.number("weekday2")
    assert first is not None and last is not None
    side = found.number("direction") or scene.tense(found.start, found.end)
    if day is not None and found.written("this") is not None:
        ahead = datetime.timedelta(days=(first - day.weekday()) % 7)
        return Point.of(day + ahead), Point.of(day + ahead + datetime.timedelta(days=(last - first) % 7))
    if day is None or not (side or found.rule.amount == 0):
        return None
    ago = (day.weekday() - last) % 7 - (7 if side > 0 else 0)
    end = day - datetime.timedelta(days=ago)
    return Point.of(end - datetime.timedelta(days=(last - first) % 7)), Point.of(end)


def _week_of(found: Found, scene: Scene, _: int | None) -> _Value | None:
    """Return the week, from Monday to Sunday, of a day; the day itself where its year is open."""
    day = _settled_day(Point(found.number("year"), found.number("month"), found.number("day")), scene)
    if day is None:
        return None
    monday = day - datetime.timedelta(days=day.weekday())
    return Point.of(monday), Point.of(monday + datetime.timedelta(days=6))


def _fortnight(found: Found, scene: Scene, _: int | None) -> _Value | None:
    half = found.number("ordinal")
    settled = settle(_reading(found, Point(found.number("year"), found.number("month"))), scene)
    if settled is None or half not in {1, 2, -1}:
        return None
    month = settled.reading.first
    if half == 1:
        return replace(month, day=1), replace(month, day=15)
    return replace(month, day=16), replace(month, day=days_in(month.year, month.month or 1))


def _reading(found: Found, point: Point) -> Reading:
    return Reading(
        found.start, found.end, 1.0, point, direction=found.number("direction"), relyear=found.number("relyear")
    )


def _settled_day(point: Point, scene: Scene) -> datetime.date | None:
    settled = settle(Reading(0, 0, 1.0, point), replace(scene, text=""))
    first = settled.reading.first if settled else point
    if not (first.exists() and first.year and first.month and first.day):
        return None
    return datetime.date(first.year, first.month, first.day)


def _same_month(found: Found, scene: Scene, _: int | None) -> _Value | None:
    year = found.number("year")
    if year is None and scene.anchor and scene.anchor.point.year:
        year = scene.anchor.point.year + (found.number("relyear") or 0)
    if scene.latest is None or year is None:
        return None
    return Point(year, scene.latest.month), None


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
    if (day := _settled_day(point, scene)) is not None:
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
    next_to = found.number("next_to")
    days = datetime.timedelta(days=(count or 1) * (found.rule.amount or 1) if next_to is None else next_to)
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
    "weekdays": _weekdays,
    "weekend": _weekend,
    "week_of": _week_of,
    "fortnight": _fortnight,
    "same_month": _same_month,
    "year_beside": _year_beside,
    "later": _later,
    "first_months": _first_months,
    "worded_day": _day_in_words,
}
_FROM_TEXT = frozenset({"first_months", "worded_day"})
