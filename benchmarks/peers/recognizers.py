"""Microsoft Recognizers-Text (MIT), French culture, with the published day as reference.

The Python package imports a name that emoji dropped in its version 2, so it is installed with emoji below 2. Where
it gives two readings, one before and one after the reference, the nearer is taken. Seasons it leaves unresolved are
given the year that they name, as press-extract does. Where no day of publication is known the text is read from two
days far apart: what moves with them is relative and is left out. A full stop right after a date spoils its reading
("mardi 6 mai 2025." loses its year), so for dates the full stop at the end of a word is made a space.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from peers.protocol import Found, serve

CULTURE = "fr-fr"
_dated: Any = import_module("recognizers_date_time").DateTimeRecognizer(CULTURE)
_number: Any = import_module("recognizers_number").NumberRecognizer(CULTURE)
_unit: Any = import_module("recognizers_number_with_unit").NumberWithUnitRecognizer(CULTURE)
DATES = _dated.get_datetime_model()
NUMBERS = _number.get_number_model()
WITH_UNIT = [
    _number.get_percentage_model(), _unit.get_currency_model(), _unit.get_dimension_model(),
    _unit.get_temperature_model(), _unit.get_age_model(),
]  # fmt: skip

BASES = (datetime.datetime(2001, 1, 15), datetime.datetime(2012, 8, 23))
UNITS = {
    "Euro": "EUR", "Dollar": "USD", "Dollar États-Unis": "USD", "Dollar Canadien": "CAD", "Dirham marocain": "MAD",
    "Dirham": "MAD", "Dinar algérien": "DZD", "Dinar tunisien": "TND", "Franc Suisse": "CHF",
    "Franc CFA de l'Afrique de l'Ouest": "XOF", "Franc CFA d'Afrique centrale": "XAF", "Franc congolais": "CDF",
    "Ariary malagache": "MGA", "Gourdes haïtiennes": "HTG", "Ouguiya mauritanienne": "MRU",
    "Livre libanaise": "LBP", "Livre britannique": "GBP", "Kilomètres": "km", "Mètres": "m", "Mile": "mile",
    "Pied": "foot", "Mètre carré": "m2", "Kilomètre carré": "km2", "Hectomètre carré": "ha", "Mètre cube": "m3",
    "Litre": "L", "Kilogramme": "kg", "Tonne": "t", "Tonne métrique": "t", "C": "Cel", "Ans": "a", "Mois": "mo",
    "Semaines": "wk", "Jour": "d",
}  # fmt: skip
DURATIONS = {"Y": "a", "M": "mo", "W": "wk", "D": "d"}
TIMES = {"H": "h", "M": "min", "S": "s"}
_DAY = re.compile(r"(?:\d{4}|XXXX)-\d\d(?:-\d\d)?")
_STOP = re.compile(r"(?<=\w)\.(?=\s|$)")
_SEASON = re.compile(r"(\d{4})-(?:SP|SU|FA|WI)")
_DURATION = re.compile(r"P(T?)(\d+(?:\.\d+)?)([YMWDHS])")


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text[:10])


def interval(reading: dict[str, str]) -> tuple[datetime.date, str] | None:
    """Return the first day and the value of one reading, None where it is an hour or is not resolved."""
    if reading.get("value", reading.get("start", ""))[:2] == "00":  # how it says that it found no such day
        return None
    if season := _SEASON.fullmatch(reading.get("timex", "")):
        return datetime.date(int(season[1]), 1, 1), season[1]
    if reading["type"] in {"date", "datetime"} and reading["value"][:1].isdigit():
        return day(reading["value"]), reading["value"][:10]
    if reading["type"] == "daterange" and "start" in reading and "end" in reading:
        first, last = day(reading["start"]), day(reading["end"])
        # "(a,b,P4D)" comes from "du a au b", whose b belongs to it; every other end is the day after.
        if not reading.get("timex", "").startswith("(") or reading["timex"].endswith(("M)", "Y)")):
            last -= datetime.timedelta(days=1)
        return first, f"{first}/{last}"
    return None


def models_dates(text: str, base: datetime.datetime) -> Iterator[tuple[Any, list[dict[str, str]]]]:
    for result in DATES.parse(_STOP.sub(" ", text), base):
        if result.resolution:
            yield result, result.resolution["values"]


def anchored(text: str, published: datetime.date) -> Iterator[Found]:
    for result, readings in models_dates(text, datetime.datetime.combine(published, datetime.time())):
        read = [found for reading in readings if (found := interval(reading))]
        if read:
            nearest = min(read, key=lambda found: abs(found[0] - published))
            yield {"start": result.start, "end": result.end + 1, "value": nearest[1]}


def floating(text: str, base: datetime.datetime) -> Iterator[Found]:
    for result, readings in models_dates(text, base):
        timex = readings[0].get("timex", "")
        read = interval(readings[0])
        if timex.startswith("XXXX"):
            if _DAY.fullmatch(timex):
                yield {"start": result.start, "end": result.end + 1, "value": timex}
        elif read:
            yield {"start": result.start, "end": result.end + 1, "value": read[1]}


def dates(text: str, published: datetime.date | None) -> list[Found]:
    if published is not None:
        return list(anchored(text, published))
    one, other = (list(floating(text, base)) for base in BASES)
    return [found for found in one if found in other]


def amount(text: str | None) -> float | None:
    try:
        return float((text or "").rstrip("%").replace(",", "."))
    except ValueError:
        return None


def durations(text: str) -> Iterator[Found]:
    for result, readings in models_dates(text, BASES[0]):
        match = _DURATION.fullmatch(readings[0].get("timex", ""))
        if readings[0]["type"] == "duration" and match:
            unit = (TIMES if match[1] else DURATIONS).get(match[3])
            yield {"start": result.start, "end": result.end + 1, "value": float(match[2]), "unit": unit}


def figures(text: str, _published: datetime.date | None) -> list[Found]:
    found = list(durations(text))
    for model in WITH_UNIT:
        for result in model.parse(text):
            value = amount(result.resolution["value"])
            unit = "%" if result.type_name == "percentage" else result.resolution["unit"]
            if value is not None:
                found.append(
                    {"start": result.start, "end": result.end + 1, "value": value, "unit": UNITS.get(unit, unit)}
                )
    taken = [(one["start"], one["end"]) for one in found]
    bare = [n for n in numbers(text, None) if not any(n["start"] < end and start < n["end"] for start, end in taken)]
    return found + bare


def numbers(text: str, _published: datetime.date | None) -> list[Found]:
    read = [(one.start, one.end + 1, amount(one.resolution["value"])) for one in NUMBERS.parse(text)]
    return [{"start": start, "end": end, "value": value} for start, end, value in read if value is not None]


if __name__ == "__main__":
    serve(dates=dates, figures=figures, numbers=numbers)
