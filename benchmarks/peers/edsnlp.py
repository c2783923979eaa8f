"""EDS-NLP (BSD-3-Clause): `eds.dates` and `eds.quantities`, both with all that they know, on the blank French pipeline.

It was made for clinical notes: its units are those of medicine, without money or jobs. The published day is the
`note_datetime`, from which the library completes a missing year and counts relative dates.
"""

from __future__ import annotations

import datetime
from importlib import import_module
from typing import Any

from peers.protocol import Found, partial, serve, week

UNITS = {
    "l": "L", "year": "a", "month": "mo", "week": "wk", "day": "d", "hour": "h", "minute": "min", "second": "s",
    "celsius": "Cel", "hm2": "ha", "m3_per_day": "m3/d", "m3_per_hour": "m3/h", "l_per_day": "L/d",
    "l_per_second": "L/s", "%_dui": "%",  # "12 % du": it takes "du" for a unit of medicine
}  # fmt: skip


def pipeline(*pipes: tuple[str, dict[str, Any]]) -> Any:
    nlp = import_module("edsnlp").blank("eds")
    for name, config in (("eds.sentences", {}), ("eds.normalizer", {}), *pipes):
        nlp.add_pipe(name, config=config)
    return nlp


DATES = pipeline(("eds.dates", {}))
FIGURES = pipeline(("eds.quantities", {"quantities": "all", "extract_ranges": True, "use_tables": False}))


def moved(date: Any, note: datetime.datetime | None) -> str | None:
    """Return the value of a relative date, as precise as its smallest unit."""
    day = date.to_datetime(note_datetime=note) if note else None
    if day is None:
        return None
    if date.hour is not None or date.minute is not None or date.second is not None:  # hours are no date here
        return None
    if date.day is not None:
        return str(day.date())
    if date.week is not None:
        return week(day.date())
    return partial(day.year, day.month if date.month is not None else None, None)


def value(date: Any, note: datetime.datetime | None) -> str | None:
    if date.mode.value == "relative":
        return moved(date, note)
    year = date.year or (note.year if note else None)
    month = date.month or (note.month if note and date.day else None)
    return partial(year, month, date.day if month else None)


def dates(text: str, published: datetime.date | None) -> list[Found]:
    note = datetime.datetime.combine(published, datetime.time()) if published else None
    doc = DATES.make_doc(text)
    doc._.note_datetime = note
    spans = DATES(doc).spans["dates"]
    read = [(span.start_char, span.end_char, value(span._.date, note)) for span in spans if span._.date]
    return [{"start": start, "end": end, "value": said} for start, end, said in read if said]


def figures(text: str, _published: datetime.date | None) -> list[Found]:
    found = []
    for span in FIGURES(text).spans["quantities"]:
        for quantity in [span._.value] if isinstance(span._.value.value, tuple) else span._.value:
            low, high = quantity.value if isinstance(quantity.value, tuple) else (quantity.value, None)
            unit = UNITS.get(quantity.unit, quantity.unit)
            found.append(
                {"start": span.start_char, "end": span.end_char, "value": float(low), "upper": high, "unit": unit}
            )
    return found


if __name__ == "__main__":
    serve(dates=dates, figures=figures)
