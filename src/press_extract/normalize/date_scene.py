"""What surrounds a date: the anchor of the text, the date before it, the tense of its clause."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from press_extract.normalize.date_anchor import Anchor
from press_extract.normalize.date_values import Point
from press_extract.pack.dates import DateData

_REACH = 160  # characters to either side in which a verb is taken to speak of the date
_OPENING = 8  # characters
_BESIDE = 12  # characters: room for a preposition and an article
_AFTER = 1.5  # a verb after the date counts as this much farther off than one before it


@dataclass(frozen=True, slots=True)
class Scene:
    """Hold all that a date without a year, or without anything absolute, is resolved by.

    Attributes:
        before: the day-level point last settled before this one, where it ends, or None.
    """

    text: str
    data: DateData
    anchor: Anchor | None
    before: Point | None = None

    def after(self, point: Point) -> Scene:
        """Return the scene for what follows the settled `point`."""
        return replace(self, before=point) if point.day else self

    def tense(self, start: int, end: int) -> int:
        """Return the tense of the clause around a span.

        Returns:
            Below 0 for the past, above 0 for the future, 0 where nothing tells; 2 is a verb beside the date, 1 one
            farther off.
        """
        breaks = re.compile(self.data.context.clause_break)
        head = self.text[max(0, start - _REACH) : start].lower()
        tail = self.text[end : end + _REACH].lower()
        cuts = [each.end() for each in breaks.finditer(head)]
        head = head[cuts[-1] if cuts else 0 :]
        if cut := breaks.search(tail):
            tail = tail[: cut.start()]
        nearest, tense = float(_REACH), 0
        for sign, cue in self.data.cues.items():
            distances = [float(len(head) - each.end()) for each in cue.finditer(head)]
            distances += [_AFTER * (each.start() + 1) for each in cue.finditer(tail)]
            if distances and min(distances) < nearest:
                nearest = min(distances)
                tense = 2 * sign if nearest < _BESIDE else sign
        return tense

    def opens_line(self, start: int) -> bool:
        """Tell whether nothing but a bullet or a short word stands before `start` on its line."""
        return start < _OPENING or "\n" in self.text[start - _OPENING : start]
