"""Days and stretches of the week, counted from the anchor."""

from __future__ import annotations

import datetime
from dataclasses import replace

from press_extract.normalize.date_patterns import Found
from press_extract.normalize.date_scene import Scene
from press_extract.normalize.date_values import Ends, Point, days_in
from press_extract.normalize.date_years import settled_day

_SATURDAY = 5
_NEAR = 100  # characters


def week(scene: Scene, step: int) -> Ends | None:
    """Return a whole week, from Monday on, so many weeks away."""
    day = scene.firm_day
    return _week_with(day + datetime.timedelta(days=7 * step)) if day else None


def weekday(found: Found, scene: Scene, _: int | None) -> Ends | None:
    """Return the day of the week on the side that its words or its verb say; without them, the last such day."""
    day, weekday = scene.firm_day, found.number("weekday")
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


def weekdays(found: Found, scene: Scene, _: int | None) -> Ends | None:
    """Return two days of the week as an interval; None where no word tells whether they have passed."""
    day, first, last = scene.firm_day, found.number("weekday1"), found.number("weekday2")
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


def week_of(found: Found, scene: Scene, _: int | None) -> Ends | None:
    """Return the week, from Monday to Sunday, of a day whose year can be told."""
    day = settled_day(Point(found.number("year"), found.number("month"), found.number("day")), scene)
    return _week_with(day) if day else None


def _week_with(day: datetime.date) -> Ends:
    monday = day - datetime.timedelta(days=day.weekday())
    return Point.of(monday), Point.of(monday + datetime.timedelta(days=6))


def weekend(found: Found, scene: Scene, _: int | None) -> Ends | None:
    """Return the week-end of a day, or the one that the words point to."""
    if (number := found.number("day")) is not None:
        return _weekend_of(Point(found.number("year"), found.number("month"), number), scene)
    day = scene.firm_day
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


def _weekend_of(point: Point, scene: Scene) -> Ends | None:
    """Return the week-end next to a day, or from the day on where its year is open."""
    if (day := settled_day(point, scene)) is not None:
        nearest = min((-1, 0, 1, -2, 2, -3, 3), key=lambda away: ((day.weekday() + away) % 7 != _SATURDAY, abs(away)))
        return _two_days(day + datetime.timedelta(days=nearest))
    if not point.exists() or point.day == days_in(None, point.month or 1):
        return None
    return point, replace(point, day=(point.day or 0) + 1)


def _two_days(saturday: datetime.date) -> Ends:
    return Point.of(saturday), Point.of(saturday + datetime.timedelta(days=1))
