"""Points in the calendar that may lack their year, and how a record writes them."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass

from press_extract.record import Granularity

OPEN_YEAR = "XXXX"
# A leap year, so that 29 February without a year is a day.
_ANY_YEAR = 2000


@dataclass(frozen=True, slots=True)
class Point:
    """Name a day, month, quarter or year; what the text leaves open is None.

    Attributes:
        quarter: 1 to 4, with `month` and `day` None.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None

    @classmethod
    def of(cls, day: datetime.date) -> Point:
        """Return the point of one day."""
        return cls(day.year, day.month, day.day)

    def exists(self) -> bool:
        """Tell whether the calendar has this point."""
        if self.month is None:
            return True
        if not 1 <= self.month <= 12:
            return False
        return self.day is None or 1 <= self.day <= days_in(self.year, self.month)

    def in_year(self, year: int | None) -> Point:
        """Return the same point in `year`."""
        return Point(year, self.month, self.day, self.quarter)

    def iso(self) -> str:
        """Return the value as a record writes it, with `XXXX` for an open year."""
        year = OPEN_YEAR if self.year is None else f"{self.year:04d}"
        if self.quarter is not None:
            return f"{year}-Q{self.quarter}"
        month = "" if self.month is None else f"-{self.month:02d}"
        return year + month + ("" if self.day is None else f"-{self.day:02d}")

    def middle(self, year: int) -> datetime.date:
        """Return the day that stands for this point when it is set in `year`."""
        month = self.month or (7 if self.quarter is None else 3 * self.quarter - 1)
        return datetime.date(year, month, min(self.day or 15, days_in(year, month)))

    def granularity(self) -> Granularity:
        """Name the length of what the point names."""
        if self.quarter is not None:
            return "quarter"
        if self.day is not None:
            return "day"
        return "year" if self.month is None else "month"


# The two ends of a period; one point alone has no second.
Ends = tuple[Point, Point | None]


def days_in(year: int | None, month: int) -> int:
    """Return the number of days of a month."""
    return calendar.monthrange(year or _ANY_YEAR, month)[1]


def shifted(month: Point, months: int) -> Point:
    """Return the month that lies `months` after `month`; an open year stays open."""
    total = (month.month or 1) - 1 + months
    year = None if month.year is None else month.year + total // 12
    return Point(year, total % 12 + 1)
