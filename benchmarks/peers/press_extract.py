"""press-extract itself, through the same protocol as the others.

Its figures know the dates, as in its pipeline; with `--speed` they go alone, so that each reader has its own time.
"""

from __future__ import annotations

import datetime
import sys

from peers.protocol import Found, serve
from press_extract.normalize.dates import find_dates
from press_extract.normalize.figures import find_figures
from press_extract.normalize.numbers import find_numbers
from press_extract.pack import load_pack
from press_extract.text import shadow

PACK = load_pack("fr")


def dates(text: str, published: datetime.date | None) -> list[Found]:
    found = find_dates(shadow(text), published, PACK)
    return [{"start": date.start, "end": date.end, "value": date.value} for date in found]


def figures(text: str, published: datetime.date | None) -> list[Found]:
    read = shadow(text)
    known = [] if "--speed" in sys.argv else find_dates(read, published, PACK)
    taken = [(date.start, date.end) for date in known]
    return [
        {"start": one.start, "end": one.end, "value": one.value, "upper": one.upper, "unit": one.unit}
        for one in find_figures(read, PACK, taken=taken)
    ]


def numbers(text: str, _published: datetime.date | None) -> list[Found]:
    return [
        {"start": one.start, "end": one.end, "value": one.value} for one in find_numbers(shadow(text), PACK.numbers)
    ]


if __name__ == "__main__":
    serve(dates=dates, figures=figures, numbers=numbers)
