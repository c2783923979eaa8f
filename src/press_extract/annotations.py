"""The annotations: every spaCy extension of press-extract, with a typed accessor each."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar, cast

from spacy.tokens import Doc

from press_extract.mentions import DateMention, FigureMention, Span
from press_extract.recognize.encoder.model import Reading
from press_extract.recognize.names import Recognition
from press_extract.record import Section
from press_extract.relate.facts import Stated
from press_extract.resolve.entities import EntityDraft
from press_extract.structure.blocks import Block

T = TypeVar("T")


class Layer(Generic[T]):
    """Read and write one extension of `Doc`, with its type."""

    def __init__(self, name: str, empty: Callable[[], T]) -> None:
        self.name = name
        self._empty = empty
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)

    def get(self, doc: Doc) -> T:
        """Return what `doc` holds, or the empty value."""
        value = doc._.get(self.name)
        return self._empty() if value is None else cast("T", value)

    def set(self, doc: Doc, value: T) -> None:
        """Store `value` in `doc`."""
        doc._.set(self.name, value)


@dataclass(frozen=True, slots=True)
class Layout:
    """Hold the shape of a text: its blocks, sections and sentences."""

    blocks: list[Block] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    sentences: list[Span] = field(default_factory=list)


TEXT: Layer[str] = Layer("press_text", str)  # the shadow of the doc's text
PUBLISHED: Layer[datetime.date | None] = Layer("press_published", lambda: None)
LAYOUT: Layer[Layout] = Layer("press_layout", Layout)
DATES: Layer[list[DateMention]] = Layer("press_dates", list)
FIGURES: Layer[list[FigureMention]] = Layer("press_figures", list)
READING: Layer[Reading | None] = Layer("press_reading", lambda: None)  # what the encoder says
NAMES: Layer[Recognition] = Layer("press_names", lambda: Recognition((), ()))
ENTITIES: Layer[list[EntityDraft]] = Layer("press_entities", list)
FACTS: Layer[Stated] = Layer("press_facts", lambda: Stated([], [], []))
