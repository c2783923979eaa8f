"""Stretches of months: quarters, halves, school years, and those that lean on a date named before."""

from __future__ import annotations

from dataclasses import replace

from press_extract.normalize.date_patterns import Found
from press_extract.normalize.date_readings import Reading
from press_extract.normalize.date_scene import Scene
from press_extract.normalize.date_values import Ends, Point, days_in, shifted
from press_extract.normalize.date_years import settle

_QUARTER = 3  # months
_SUMMER = 7  # the first month of a school or sports year
_ENDING = (5, 6)


def part_of_year(point: Point, step: int, months: int) -> Ends | None:
    """Count quarters or halves of a year."""
    if point.month is None:
        return None
    opening = shifted(Point(point.year, point.month - (point.month - 1) % months), step * months)
    assert opening.month is not None
    if months == _QUARTER:
        return Point(opening.year, quarter=opening.month // months + 1), None
    return opening, shifted(opening, months - 1)


def season(point: Point, step: int) -> Ends | None:
    """Count the years of schools and sports, which run from summer to summer; as one ends, it is the last one."""
    if point.year is None or point.month is None:
        return None
    opening = point.year + step - (point.month < _SUMMER)
    if step < 0 and point.month in _ENDING:
        opening += 1
    return Point(opening), Point(opening + 1)


def year_beside(found: Found, scene: Scene, _: int | None) -> Ends | None:
    """Return the year before or after the one that the text named last."""
    step = found.number("following")
    return (Point(scene.year + step), None) if scene.year and step and scene.closed_year else None


def same_month(found: Found, scene: Scene, _: int | None) -> Ends | None:
    """Return the month of the date before it in another year."""
    year = _year(found, scene)
    return (Point(year, scene.latest.month), None) if scene.latest and year else None


def first_months(found: Found, scene: Scene, count: int | None) -> Ends | None:
    """Return the first months of a year."""
    year = _year(found, scene)
    if count is None or year is None or not 2 <= count <= 12:
        return None
    return Point(year, 1), Point(year, count)


def _year(found: Found, scene: Scene) -> int | None:
    """Return the year that a form names, or counts from that of the anchor."""
    year = found.number("year")
    if year is None and scene.anchor and scene.anchor.point.year:
        return scene.anchor.point.year + (found.number("relyear") or 0)
    return year


def _reading(found: Found, point: Point) -> Reading:
    """Return the reading of a form that is still to get its year."""
    direction, relyear = found.number("direction"), found.number("relyear")
    return Reading(found.start, found.end, 1.0, point, direction=direction, relyear=relyear)


def fortnight(found: Found, scene: Scene, _: int | None) -> Ends | None:
    """Return one half of a month."""
    half = found.number("ordinal")
    settled = settle(_reading(found, Point(found.number("year"), found.number("month"))), scene)
    if settled is None or half not in {1, 2, -1}:
        return None
    month = settled.reading.first
    if half == 1:
        return replace(month, day=1), replace(month, day=15)
    return replace(month, day=16), replace(month, day=days_in(month.year, month.month or 1))
