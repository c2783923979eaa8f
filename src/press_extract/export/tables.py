"""The facts of a record as tables, names in place of ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich import box
from rich.table import Table
from rich.text import Text

from press_extract.export.wording import Wording, evidence_in_words, figure_in_words, forms, harmless
from press_extract.record import Event, Issue, Record

_SURE = 0.995

# Heading and share of the width; a share of 0 stands for a column that is as wide as its longest cell.
_Columns = tuple[tuple[str, int], ...]


def tables(record: Record) -> Iterator[Table]:
    """Yield a table for each kind of fact that the record has any of."""
    wording = Wording(record)
    yield from _table(
        "Entities", (("type", 0), ("name", 4), ("also", 4), ("titles", 4), ("sure", 0)), _entities(record)
    )
    yield from _table("Dates", (("value", 0), ("as written", 4), ("resolved from", 0), ("sure", 0)), _dates(record))
    yield from _table("Figures", (("value", 2), ("measure", 0), ("as written", 4), ("sure", 0)), _figures(record))
    columns = (("id", 0), ("who", 3), ("relation", 0), ("what", 3), ("evidence", 5), ("sure", 0))
    yield from _table("Relations", columns, _relations(record, wording))
    yield from _table(
        "Events",
        (("id", 0), ("event", 0), ("what is known", 4), ("evidence", 5), ("sure", 0)),
        _events(record, wording),
    )
    yield from _table("Quotes", (("id", 0), ("speaker", 1), ("words", 4), ("sure", 0)), _quotes(record, wording))
    yield from _table("Issues", (("issue", 0), ("message", 4), ("at", 0)), map(_issue, record.issues))


def _table(title: str, columns: _Columns, rows: Iterable[tuple[str, ...]]) -> Iterator[Table]:
    table = Table(
        title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, expand=True, pad_edge=False
    )
    lines = list(rows)
    filled = [number for number in range(len(columns)) if any(cells[number] for cells in lines)]
    for heading, share in (columns[number] for number in filled):
        table.add_column(heading, ratio=share or None, no_wrap=not share, overflow="fold", header_style="dim")
    for cells in lines:
        # Text, not str: rich would read square brackets in a str as its own markup.
        table.add_row(*(Text(harmless(cells[number])) for number in filled))
    if lines:
        yield table


def _sure(confidence: float) -> str:
    return "1" if confidence >= _SURE else f"{confidence:.2f}"


def _entities(record: Record) -> Iterator[tuple[str, ...]]:
    for entity in record.entities:
        also = ", ".join(entity.aliases)
        yield entity.type, entity.name, also, forms(entity.titles), _sure(entity.confidence)


def _dates(record: Record) -> Iterator[tuple[str, ...]]:
    for date in record.dates:
        yield date.value, forms(date.mentions), date.resolved_from, _sure(date.confidence)


def _figures(record: Record) -> Iterator[tuple[str, ...]]:
    for figure in record.figures:
        measure = " ".join(filter(None, (figure.tense, figure.measure)))
        yield figure_in_words(figure), measure, forms(figure.mentions), _sure(figure.confidence)


def _relations(record: Record, wording: Wording) -> Iterator[tuple[str, ...]]:
    for relation in record.relations:
        what = "\n".join(
            (wording.of(relation.object), *(f"{key}: {word}" for key, word in relation.attributes.items()))
        )
        evidence = evidence_in_words(relation.evidence)
        yield relation.id, wording.of(relation.subject), relation.type, what, evidence, _sure(relation.confidence)


def _events(record: Record, wording: Wording) -> Iterator[tuple[str, ...]]:
    for event in record.events:
        yield event.id, event.type, _known(event, wording), evidence_in_words(event.evidence), _sure(event.confidence)


def _known(event: Event, wording: Wording) -> str:
    parts = {
        "when": event.date,
        "where": wording.of(event.place),
        "who": wording.of_all(event.participants),
        "present": wording.of_all(event.attendees),
    }
    return "\n".join(f"{name}: {value}" for name, value in parts.items() if value)


def _quotes(record: Record, wording: Wording) -> Iterator[tuple[str, ...]]:
    for quote in record.quotes:
        yield quote.id, wording.of(quote.speaker) or "unknown", evidence_in_words([quote]), _sure(quote.confidence)


def _issue(issue: Issue) -> tuple[str, ...]:
    place = "" if issue.start is None else f"{issue.start}-{issue.end}"
    return issue.code, issue.message, place
