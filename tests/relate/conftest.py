"""A document made by hand, for what reads mentions and needs no pipeline."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from press_extract.mentions import DateMention, FigureMention, Span
from press_extract.record import EntityType, Section
from press_extract.relate.context import Document
from press_extract.resolve.entities import EntityDraft, EntityMention

# The names that texts of these tests use.
NAMES: dict[str, EntityType] = {
    "Ondaine": "organization", "Verrex": "organization", "Ana Brel": "person", "Luc Sorbier": "person",
    "Caen": "place", "Halle Bleue": "project",
}  # fmt: skip

Compose = Callable[[str], Document]


@pytest.fixture
def compose() -> Compose:
    """Return what makes a document of a text: a sentence ends with a full stop, days and figures are marked by hand."""
    return _composed


def _composed(text: str) -> Document:
    drafts = []
    for name, type_ in NAMES.items():
        places = [at for at in range(len(text)) if text.startswith(name, at)]
        if places:
            mentions = [EntityMention(at, at + len(name), "name", 0.9) for at in places]
            drafts.append(EntityDraft(type_, None, name, (), 0.9, mentions))
    sentences, start = [], 0
    for at, char in enumerate(text):
        if char == ".":
            sentences.append(Span(start, at + 1))
            start = at + 2
    dates = [
        DateMention(at, at + 10, text[at : at + 10], "day", "text", 0.9)
        for at in range(len(text))
        if text.startswith("2026-", at)
    ]
    figures = [
        FigureMention(at, at + 9, int(text[at : at + 2]), None, "exact", "job", "jobs", None, 0.9)
        for at in range(len(text))
        if text[at + 2 : at + 9] == " postes" and text[at : at + 2].isdigit()
    ]
    return Document(
        text, sentences, [Section(kind="body", start=0, end=len(text))], drafts, dates, figures, "2026-03-03"
    )
