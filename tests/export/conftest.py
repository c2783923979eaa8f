"""A record that has something of everything."""

from __future__ import annotations

import pytest

from press_extract.record import (
    Contact,
    Date,
    Entity,
    Event,
    Evidence,
    Figure,
    Issue,
    Mention,
    Producer,
    Quote,
    Record,
    Relation,
    Section,
    Source,
)

TEXT = (
    "Roulimex [groupe] s'agrandit à Tazrout\n\nTazrout, le 3 mars 2031. Roulimex crée plus de 1 200 emplois.\n"
    "« Le quai vivra », dit Zineb Ouardi, directrice de Roulimex."
)


def _evidence(words: str) -> Evidence:
    start = TEXT.index(words)
    return Evidence(start=start, end=start + len(words), text=words)


def _entity(number: int, kind: str, name: str, **more: object) -> Entity:
    mention = Mention(**_evidence(name).model_dump(), kind="name")
    values = {"id": f"E{number}", "type": kind, "name": name, "mentions": (mention,), "confidence": 0.9, **more}
    return Entity.model_validate(values)


@pytest.fixture
def record() -> Record:
    """Return a record of every kind of fact."""
    quote = _evidence("Le quai vivra")
    return Record(
        id="sha256:" + "0" * 64,
        source=Source(
            path="in/a.txt",
            media_type="text/plain",
            sha256=None,
            title="Roulimex [groupe] s'agrandit",
            published="2031-03-03",
            published_from="option",
            language="fr",
            contacts=(Contact(name="Zineb Ouardi"),),
        ),
        text=TEXT,
        sections=(Section(kind="headline", start=0, end=TEXT.index("\n")),),
        entities=(
            _entity(1, "organization", "Roulimex", aliases=("Roulimex [groupe]",)),
            _entity(2, "person", "Zineb Ouardi", titles=(_evidence("directrice"),)),
            _entity(3, "place", "Tazrout"),
        ),
        dates=(
            Date(
                id="D1",
                mentions=(_evidence("le 3 mars 2031"),),
                value="2031-03-03",
                granularity="day",
                resolved_from="text",
                confidence=1,
            ),
        ),
        figures=(
            Figure(
                id="F1",
                mentions=(_evidence("plus de 1 200 emplois"),),
                value=1200,
                bound="min",
                unit="job",
                measure="jobs",
                tense="planned",
                confidence=0.98,
            ),
        ),
        relations=(
            Relation(
                id="R1",
                type="holds_position",
                subject="E2",
                object="E1",
                attributes={"title": "directrice"},
                evidence=(_evidence("Zineb Ouardi, directrice de Roulimex"),),
                confidence=0.9,
            ),
            Relation(
                id="R2",
                type="has_figure",
                subject="E1",
                object="F1",
                evidence=(_evidence("Roulimex crée plus de 1 200 emplois"),),
                confidence=0.7,
            ),
        ),
        events=(
            Event(
                id="V1",
                type="other",
                date="2031-03-03",
                place="E3",
                participants=("E1",),
                attendees=("E2",),
                evidence=(_evidence("s'agrandit à Tazrout"),),
                confidence=0.6,
            ),
        ),
        quotes=(Quote(id="Q1", speaker="E2", **quote.model_dump(), confidence=0.9),),
        issues=(Issue(code="ambiguous_date", message="may be [red]another[/red] day", start=3, end=5),),
        producer=Producer(version="0"),
    )
