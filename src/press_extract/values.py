"""Dates and figures as a record writes them; alone they need no model."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from press_extract.mentions import DateMention, FigureMention, Span
from press_extract.normalize.dates import find_dates
from press_extract.normalize.figures import find_figures
from press_extract.pack import load_pack
from press_extract.record import Date, Evidence, Figure, Issue
from press_extract.text import shadow

_BOUND_RANK = {"exact": 0, "approx": 1, "max": 2, "min": 3, "range": 4}


class Values(NamedTuple):
    """Hold the dates and figures of a text, and what is doubtful about them."""

    dates: tuple[Date, ...]
    figures: tuple[Figure, ...]
    issues: tuple[Issue, ...]


def read_values(
    text: str, published: datetime.date | None = None, language: str = "fr", *, figures: bool = True
) -> Values:
    """Read the dates and figures of `text`.

    Args:
        text: any text; offsets count its characters.
        published: the day that relative and partial dates are resolved from.
        language: the ISO 639-1 code of a language pack.
        figures: whether figures are read too; without them it takes half the time.

    Raises:
        LanguageDataError: there is no such pack.
    """
    plain, pack = shadow(text), load_pack(language)
    dates = find_dates(plain, published, pack)
    found = find_figures(plain, pack, taken=[(date.start, date.end) for date in dates]) if figures else []
    issues = (*doubts(dates, "ambiguous_date"), *doubts(found, "ambiguous_figure"))
    return Values(date_facts(text, dates), figure_facts(text, found)[0], issues)


def evidence(text: str, span: Span) -> Evidence:
    """Return the words of `span`."""
    return Evidence(start=span.start, end=span.end, text=text[span.start : span.end])


def date_facts(text: str, mentions: Sequence[DateMention]) -> tuple[Date, ...]:
    """Return one date for each value of `mentions`."""
    by_value: dict[str, list[DateMention]] = {}
    for mention in mentions:
        by_value.setdefault(mention.value, []).append(mention)
    return tuple(
        Date(
            id=f"D{number}",
            mentions=tuple(evidence(text, mention) for mention in group),
            value=value,
            granularity=group[0].granularity,
            resolved_from=group[0].resolved_from,
            confidence=round(max(mention.confidence for mention in group), 2),
        )
        for number, (value, group) in enumerate(by_value.items(), 1)
    )


def figure_facts(text: str, mentions: Sequence[FigureMention]) -> tuple[tuple[Figure, ...], list[str]]:
    """Return one figure for each (value, upper, unit) of `mentions`, and the id of the figure of each mention."""
    by_key: dict[tuple[float, float | None, str], list[FigureMention]] = {}
    for mention in mentions:
        by_key.setdefault((mention.value, mention.upper, mention.unit), []).append(mention)
    number_of = {key: f"F{number}" for number, key in enumerate(by_key, 1)}
    figures = []
    for key, group in by_key.items():
        telling = max(group, key=lambda mention: _BOUND_RANK[mention.bound])
        figures.append(
            Figure(
                id=number_of[key],
                mentions=tuple(evidence(text, mention) for mention in group),
                value=telling.value,
                upper=telling.upper,
                bound=telling.bound,
                unit=telling.unit,
                measure=next((mention.measure for mention in group if mention.measure), None),
                tense=next((mention.tense for mention in group if mention.tense), None),
                confidence=round(max(mention.confidence for mention in group), 2),
            )
        )
    return tuple(figures), [number_of[mention.value, mention.upper, mention.unit] for mention in mentions]


def doubts(mentions: Sequence[DateMention | FigureMention], code: str) -> Iterable[Issue]:
    """Yield an issue for each of `mentions` that has a second reading."""
    return (
        Issue(code=code, message=mention.doubt, start=mention.start, end=mention.end)
        for mention in mentions
        if mention.doubt is not None
    )
