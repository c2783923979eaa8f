"""A record as a page in the terminal: the text with its names, dates and figures marked, then tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from press_extract.export.tables import tables
from press_extract.export.wording import harmless
from press_extract.record import Evidence, Record

if TYPE_CHECKING:
    from rich.console import RenderableType

STYLES = {
    "organization": "bold cyan",
    "person": "bold magenta",
    "place": "bold green",
    "project": "bold yellow",
    "date": "underline blue",
    "figure": "underline red",
    "quote": "italic",
}
"""How each kind of thing is marked, in the text and in the legend."""


def page(record: Record) -> Iterator[RenderableType]:
    """Yield what to print, from the title to the issues; parts that have nothing to show are left out."""
    yield Panel(_head(record), title=Text(harmless(record.source.path)), title_align="left", border_style="dim")
    yield Padding(_legend(), (1, 2, 0, 2))
    yield Padding(marked_text(record), (1, 2))
    yield from tables(record)


def marked_text(record: Record) -> Text:
    """Return the text of the record, each mention in the style of its kind."""
    text = Text(harmless(record.text))
    for style, mentions in _marks(record):
        for mention in mentions:
            text.stylize(STYLES[style], mention.start, mention.end)
    return text


def _marks(record: Record) -> Iterator[tuple[str, Sequence[Evidence]]]:
    # Quotations are long and come first, so that what stands within them keeps its own style.
    yield "quote", record.quotes
    yield from (("date", date.mentions) for date in record.dates)
    yield from (("figure", figure.mentions) for figure in record.figures)
    yield from ((entity.type, entity.mentions) for entity in record.entities)


def _head(record: Record) -> Table:
    source = record.source
    published = f"{source.published} (from {source.published_from})" if source.published else "unknown"
    facts = {
        "title": source.title,
        "published": published,
        "language": source.language or "unknown",
        "publisher": source.publisher,
        "url": source.url,
        "id": record.id[:19] + "…",
    }
    head = Table.grid(padding=(0, 2))
    for name, value in facts.items():
        if value:
            head.add_row(Text(name, "dim"), Text(harmless(value)))
    return head


def _legend() -> Text:
    return Text("   ").join(Text(kind, style) for kind, style in STYLES.items())
