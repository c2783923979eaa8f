"""dateparser (BSD-3-Clause): `search_dates` in French, with the published day as RELATIVE_BASE.

`search_dates` always gives a whole day. The parts that the words themselves said are asked for afterwards, so that
"avril 2023" counts as a month. Where no day of publication is known the words are read from two days far apart: what
moves with them is relative and is left out, and a day without a year keeps its year open. An hour alone is no date.
PREFER_DATES_FROM stays at its default: past and future were tried, and both gave fewer right values.
"""

from __future__ import annotations

import datetime
from functools import cache
from importlib import import_module
from typing import Any

from peers.protocol import Found, partial, serve, week

search_dates: Any = import_module("dateparser.search").search_dates
DateDataParser: Any = import_module("dateparser.date").DateDataParser

BASES = (datetime.datetime(2001, 1, 15), datetime.datetime(2012, 8, 23))


def settings(base: datetime.datetime) -> dict[str, Any]:
    return {"RELATIVE_BASE": base, "DATE_ORDER": "DMY"}


@cache
def parser(base: datetime.datetime) -> Any:
    return DateDataParser(languages=["fr"], settings=settings(base))


def value(words: str, when: datetime.datetime, base: datetime.datetime, known: bool) -> str | None:
    """Return the value at the precision of the words, or None where nothing but today could complete them."""
    data = parser(base).get_date_data(words)
    if data.date_obj is None or data.date_obj.date() != when.date():
        return when.date().isoformat() if known else None
    if data.period == "week":
        return week(when.date()) if known else None
    parts = set(data.parts)
    if "time" in parts and abs(when - base) < datetime.timedelta(days=1):  # "14 h" alone is an hour, no date
        return None
    return partial(
        when.year if known or "year" in parts else None,
        when.month if parts & {"month", "day"} else None,
        when.day if "day" in parts else None,
    )


def search(text: str, base: datetime.datetime, known: bool) -> list[Found]:
    found, at = [], 0
    for words, when in search_dates(text, languages=["fr"], settings=settings(base)) or []:
        start = max(text.find(words, at), 0)
        at = start + len(words)
        if (read := value(words, when, base, known)) is not None:
            found.append({"start": start, "end": at, "value": read})
    return found


def dates(text: str, published: datetime.date | None) -> list[Found]:
    if published is not None:
        return search(text, datetime.datetime.combine(published, datetime.time()), known=True)
    one, other = (search(text, base, known=False) for base in BASES)
    return [found for found in one if found in other]


if __name__ == "__main__":
    serve(dates=dates)
