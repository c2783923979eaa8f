"""What surrounds a date: the anchor of the text, the date before it, the tense of its clause."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from typing import Any

from press_extract.normalize.date_anchor import Anchor
from press_extract.normalize.date_values import Point
from press_extract.pack.dates import DateData

_REACH = 160  # characters to either side in which a verb is taken to speak of the date
_OPENING = 8  # characters
_BESIDE = 12  # characters: room for a preposition and an article
# A verb after the date counts as this much farther off than one before it, and more so after a comma.
_AFTER = 1.5
_PAUSED = 5


@dataclass(frozen=True, slots=True)
class Scene:
    """Hold all that a date without a year, or without anything absolute, is resolved by.

    Attributes:
        before: the day last settled before this one, or None; `before_end` is where it ends.
        opening: the first day of it where it was a span of days, else the same.
        latest: the day or month last settled before this one, or None; `latest_end` is where it ends.
        year: the last year named, or None; `closed_year` tells that it ends no span.
    """

    text: str
    data: DateData
    anchor: Anchor | None
    before: Point | None = None
    opening: Point | None = None
    before_end: int = 0
    latest: Point | None = None
    latest_end: int = 0
    year: int | None = None
    closed_year: bool = True

    @property
    def firm_day(self) -> datetime.date | None:
        """Return the day that days and weeks may be counted from, or None."""
        return self.anchor.day if self.anchor and self.anchor.firm else None

    def after(self, first: Point, last: Point | None, end: int) -> Scene:
        """Return the scene for what follows a settled date, which ends at the offset `end`."""
        point = last or first
        told: dict[str, Any] = {}
        if point.year:
            told |= {"year": point.year, "closed_year": first.year == point.year}
        if month := point.month or 3 * (point.quarter or 0):
            told |= {"latest": Point(point.year, month, point.day), "latest_end": end}
        if point.day:
            told |= {"before": point, "opening": first, "before_end": end}
        return replace(self, **told)

    def tense(self, start: int, end: int) -> int:
        """Return the tense of the clause around a span.

        Returns:
            Below 0 for the past, above 0 for the future, 0 where nothing tells; 2 is a verb beside the date, 1 one
            farther off.
        """
        head = self.text[max(0, start - _REACH) : start].lower()
        if self.data.context.pointing.search(head):
            return 2
        if self.data.context.reporting.search(head):
            return -2
        tail = self.text[end : end + _REACH].lower()
        cuts = [each.end() for each in self.data.context.clause_break.finditer(head)]
        head = head[cuts[-1] if cuts else 0 :]
        if cut := self.data.context.clause_break.search(tail):
            tail = tail[: cut.start()]
        pause = self.data.context.pause.search(tail)
        nearest, tense = float(_PAUSED * _REACH), 0
        for sign, cue in self.data.cues.items():
            distances = [float(len(head) - each.end()) for each in cue.finditer(head)]
            distances += [
                (_AFTER if not pause or each.start() < pause.start() else _PAUSED) * (each.start() + 1)
                for each in cue.finditer(tail)
            ]
            if distances and min(distances) < nearest:
                nearest = min(distances)
                tense = 2 * sign if nearest < _BESIDE else sign
        return tense

    def in_one_sentence(self, start: int, end: int) -> bool:
        """Tell whether no sentence ends between a date that ends at `end` and `start`."""
        return not self.data.context.clause_break.search(self.text[end:start])

    def opens_line(self, start: int) -> bool:
        """Tell whether nothing but a bullet or a short word stands before `start` on its line."""
        return start < _OPENING or "\n" in self.text[start - _OPENING : start]
