"""Give a date without a year the year that its text makes most likely."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from press_extract.normalize.date_readings import Reading, fits
from press_extract.normalize.date_scene import Scene
from press_extract.normalize.date_values import Point, shifted
from press_extract.record import ResolvedFrom

# A date on the wrong side of its verb counts as so many times farther off; one that has passed, and of which no verb
# speaks, is a little less likely than one to come: a release announces.
_AGAINST_TENSE = {1: 4.0, 2: 10.0}
_PASSED = 1.5
_OPEN_QUESTION = 1.6  # two years whose distances differ by less than this factor leave a doubt
_LOOSE_REACH = 250  # characters from one day to another that takes its month
_NEAR = 100  # days within which no other year is worth a doubt


@dataclass(frozen=True, slots=True)
class Settled:
    """Hold a reading whose points are as full as its text allows."""

    reading: Reading
    source: ResolvedFrom = "text"
    doubt: str | None = None

    def less_sure(self, factor: float, doubt: str | None) -> Settled:
        """Return the same with its confidence scaled and its doubt told."""
        if factor == 1:
            return self
        reading = replace(self.reading, confidence=round(self.reading.confidence * factor, 3))
        return Settled(reading, self.source, doubt)


def settle(reading: Reading, scene: Scene) -> Settled | None:
    """Return the reading with its year, None where it names nothing without an anchor that is not there."""
    if reading.literal is not None:
        return Settled(reading)
    if reading.first.day is not None and reading.first.month is None:
        return _settle_loose(reading, scene) if reading.loose else _settle_month(reading, scene)
    if reading.first.year is not None:
        return _check_weekday(reading)
    if reading.same_year and scene.latest is not None and scene.latest.year is not None:
        return _check_weekday(_in_year(reading, scene.latest.year))
    if reading.following and scene.latest is not None and scene.latest.year is not None:
        return Settled(_in_year(reading, _year_after(reading.first, scene.latest, reading.following)))
    if scene.anchor is None or scene.anchor.point.year is None:
        latest = scene.latest
        if latest is not None and latest.year and scene.in_one_sentence(reading.start, scene.latest_end):
            return Settled(_in_year(reading, latest.year)).less_sure(0.8, None)
        return None if reading.year_only else Settled(reading).less_sure(0.9, None)
    return _with_chosen_year(reading, scene, scene.anchor.point)


def _year_after(point: Point, other: Point, side: int) -> int:
    """Return the year in which `point` first comes after `other`, or last before it where `side` is -1."""
    assert other.year is not None
    own, known = (point.month or 3 * (point.quarter or 0), point.day or 0), (other.month or 0, other.day or 0)
    return other.year + (own <= known if side > 0 else -(own >= known))


def settled_day(point: Point, scene: Scene) -> datetime.date | None:
    """Return the full day of `point`, whatever the words around; None where its year stays open."""
    settled = settle(Reading(0, 0, 1.0, point), replace(scene, text=""))
    first = settled.reading.first if settled else point
    if not (first.exists() and first.year and first.month and first.day):
        return None
    return datetime.date(first.year, first.month, first.day)


def _check_weekday(reading: Reading) -> Settled:
    """Keep an explicit date whose weekday contradicts it, and say so."""
    settled = Settled(reading)
    point = reading.first
    if reading.weekday is None or point.year is None or fits(point, reading.weekday, point.year):
        return settled
    return settled.less_sure(0.6, f"{point.iso()} does not fall on the weekday that the text names")


def _with_chosen_year(reading: Reading, scene: Scene, anchor: Point) -> Settled | None:
    assert scene.anchor is not None and anchor.year is not None
    if reading.relyear is not None:
        return Settled(_in_year(reading, anchor.year + reading.relyear), scene.anchor.source)
    years = [
        year
        for year in range(anchor.year - 1, anchor.year + 2)
        if reading.first.in_year(year).exists() and _on_side(reading, anchor, year)
    ]
    if not years:
        return None
    source = scene.anchor.source
    doubt = None
    if reading.weekday is not None:
        fitting = [year for year in years if fits(reading.first, reading.weekday, year)]
        if fitting:
            years, source = fitting, "weekday"
        else:
            doubt = "the weekday that the text names fits no year nearby"
    if len(years) > 1:
        tense = scene.tense(reading.start, reading.end)
        costs = sorted((_cost(reading, scene, year, tense), year) for year in years)
    else:
        costs = [(0.0, years[0])]
    settled = Settled(_in_year(reading, costs[0][1]), source)
    if doubt is None and len(costs) > 1 and costs[0][0] > _NEAR and costs[1][0] < _OPEN_QUESTION * costs[0][0]:
        doubt = f"may also be {_in_year(reading, costs[1][1]).first.iso()}"
    return settled.less_sure(0.7, doubt) if doubt else settled.less_sure(0.95, None)


def _in_year(reading: Reading, year: int) -> Reading:
    """Set both ends; an interval whose end comes earlier in the year runs into the next."""
    first = Point(year) if reading.year_only else reading.first.in_year(year)
    last = reading.last
    if last is not None and last.year is None:
        wraps = (last.month or 0, last.day or 0) < (first.month or 0, first.day or 0)
        last = last.in_year(year + wraps)
    return replace(reading, first=first, last=last)


def _on_side(reading: Reading, anchor: Point, year: int) -> bool:
    """Tell whether the point set in `year` lies where a word for last, this or next wants it."""
    if reading.direction is None:
        return True
    assert anchor.year is not None
    if reading.direction == 0:
        return year == anchor.year
    point = reading.first
    month = point.month or 3 * (point.quarter or 0) - 1
    own = (year, month, point.day or 0)
    now = (anchor.year, anchor.month or 0, (anchor.day or 0) if point.day else 0)
    return own < now if reading.direction < 0 else own > now


def _cost(reading: Reading, scene: Scene, year: int, tense: int) -> float:
    """Return how many days a year lies from the anchor, more where the verb speaks of the other side."""
    assert scene.anchor is not None
    here = scene.anchor.point
    now = scene.anchor.day or here.middle(here.year or year)
    then = reading.first.middle(year)
    if _within_the_span(scene, then):
        return 0
    distance = _days_away(reading, year, now)
    length = 1 if reading.first.day else 32 if reading.first.month else 95
    if not scene.anchor.dated:  # no verb speaks from that day
        return abs(distance) * (_AGAINST_TENSE[2] if _runs_back(reading, scene, then) else 1)
    if tense:
        return abs(distance) * (_AGAINST_TENSE[abs(tense)] if distance * tense < -length else 1)
    if distance >= -length:
        return abs(distance)
    return abs(distance) * (_AGAINST_TENSE[2] if _continues(reading, scene, then, now) else _PASSED)


def _days_away(reading: Reading, year: int, now: datetime.date) -> int:
    """Return how far the reading set in `year` lies from `now`: what is under way is at hand."""
    first = reading.first.middle(year)
    last = _in_year(reading, year).last if reading.last else None
    final = last.middle(last.year) if last is not None and last.year is not None else first
    return 0 if first <= now <= final else min((first - now).days, (final - now).days, key=abs)


def _within_the_span(scene: Scene, then: datetime.date) -> bool:
    """Tell whether a day lies between the two days of the span named before it in its sentence."""
    first, last = scene.opening, scene.before
    if first is None or last is None or first == last or not (first.year and last.year):
        return False
    return first.middle(first.year) <= then <= last.middle(last.year)


def _runs_back(reading: Reading, scene: Scene, then: datetime.date) -> bool:
    """Tell whether the date would lie before the one that its own sentence names before it."""
    latest = scene.latest
    if latest is None or latest.year is None or not scene.in_one_sentence(reading.start, scene.latest_end):
        return False
    return latest.middle(latest.year) > then


def _continues(reading: Reading, scene: Scene, then: datetime.date, now: datetime.date) -> bool:
    """Tell whether the date is a line or an item of a programme that has already run past the anchor."""
    before, start = scene.latest, reading.start
    if before is None or before.year is None:
        return False
    if not (scene.in_one_sentence(start, scene.latest_end) or (reading.first.day and scene.opens_line(start))):
        return False
    return before.middle(before.year) > max(now, then)


def _settle_loose(reading: Reading, scene: Scene) -> Settled | None:
    """Set a bare day, or a span of them, in the month of the day named before, else in that of the anchor."""
    number = reading.first.day or 0
    by_month = scene.latest_end > scene.before_end
    opening: Point | None = scene.latest if by_month else scene.opening
    source: ResolvedFrom = scene.anchor.source if scene.anchor else "text"
    if opening is None or opening.month is None or reading.start - scene.latest_end > _LOOSE_REACH:
        if scene.anchor is None or not scene.anchor.firm or scene.anchor.day is None:
            return None
        opening, source = scene.anchor.point, scene.anchor.source
        tense = scene.tense(reading.start, reading.end)
        if reading.last is None and tense <= 0:
            return None
        if tense < 0 and number > (opening.day or 0):
            opening = replace(shifted(opening, -1), day=1)
    month = opening if number >= (opening.day or 0) or opening.day == 1 else shifted(opening, 1)
    first = Point(month.year, month.month, number)
    last = None if reading.last is None else replace(first, day=reading.last.day)
    fitting = reading.weekday is None or first.year is None or fits(first, reading.weekday, first.year)
    if not fitting or not first.exists() or (last is not None and not last.exists()):
        return None
    return Settled(replace(reading, first=first, last=last), source)


def _settle_month(reading: Reading, scene: Scene) -> Settled | None:
    """Find the month of a weekday with its number, or of a day "of this month" (then the direction says which)."""
    source: ResolvedFrom = "weekday"
    months = []
    if reading.weekday is not None and scene.before is not None and scene.before.year is not None:
        months += [scene.before, shifted(scene.before, 1)]
    if scene.anchor is not None and scene.anchor.firm and scene.anchor.day is not None:
        source = scene.anchor.source if reading.weekday is None else source
        steps = [reading.direction or 0] if reading.weekday is None else [0, 1, -1]
        months += [shifted(scene.anchor.point, step) for step in steps]
    points = [Point(month.year, month.month, reading.first.day) for month in months]
    fitting = [
        point
        for point in points
        if point.exists() and point.year and (reading.weekday is None or fits(point, reading.weekday, point.year))
    ]
    if not fitting:
        return None
    return Settled(replace(reading, first=_on_the_side_of_its_verb(fitting, reading, scene)), source)


def _on_the_side_of_its_verb(points: list[Point], reading: Reading, scene: Scene) -> Point:
    """Return the first of `points` that lies where the verb puts it, else the first."""
    day = scene.anchor.day if scene.anchor else None
    tense = scene.tense(reading.start, reading.end) if day and len(points) > 1 and reading.weekday is not None else 0
    for point in points:
        if day and tense and point.year and (point.middle(point.year) - day).days * tense >= 0:
            return point
    return points[0]
