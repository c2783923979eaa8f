"""quantulum3 (MIT), with its classifier of units. It reads English only, so this is a test of symbols, not of words.

To give it its best shot, the decimal comma between two digits becomes the point that it expects. Its classifier was
trained with an older scikit-learn and loads with 1.5 to 1.7 (1.4 and 1.9 were tried: an internal module is missing).
"""

from __future__ import annotations

import datetime
import re
from importlib import import_module
from typing import Any

from peers.protocol import Found, serve

parse: Any = import_module("quantulum3.parser").parse

UNITS = {
    "percentage": "%", "hectare": "ha", "degree celsius": "Cel", "kilometre": "km", "metre": "m", "mile": "mile",
    "foot": "foot", "tonne": "t", "metric ton": "t", "kilogram": "kg", "litre": "L", "square metre": "m2",
    "square kilometre": "km2", "megawatt": "MW", "gigawatt": "GW", "kilowatt": "kW", "gigawatt hour": "GWh",
    "megawatt hour": "MWh", "kilovolt": "kV", "year": "a", "month": "mo", "week": "wk", "day": "d", "hour": "h",
    "minute": "min", "cubic metre": "m3", "cubic metre per day": "m3/d", "cubic metre per hour": "m3/h",
    "litre per second": "L/s", "litre per day": "L/d", "job": "job", "person": "person",
}  # fmt: skip
_COMMA = re.compile(r"(?<=\d),(?=\d)")


def unit(quantity: Any) -> str | None:
    name: str = quantity.unit.name
    code: str | None = getattr(quantity.unit, "currency_code", None)
    return None if name == "dimensionless" else code or UNITS.get(name.lower(), name)


def figures(text: str, _published: datetime.date | None) -> list[Found]:
    return [
        {"start": found.span[0], "end": found.span[1], "value": found.value, "unit": unit(found)}
        for found in parse(_COMMA.sub(".", text), lang="en_US")
    ]


if __name__ == "__main__":
    serve(figures=figures)
