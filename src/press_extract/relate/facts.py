"""Facts: offices, statements, owners, quotes and events of one document, in that order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from press_extract.mentions import DateMention, FigureMention, Span
from press_extract.pack import LanguagePack
from press_extract.recognize.titles import title_lexicon
from press_extract.record import Section
from press_extract.relate.addresses import read_addresses
from press_extract.relate.context import Document, EventDraft, QuoteDraft, RelationDraft
from press_extract.relate.events import EventReader
from press_extract.relate.masks import mask
from press_extract.relate.offices import Holding, OfficeReader, holdings_as_relations
from press_extract.relate.owners import Subjects, main_topics, read_owners
from press_extract.relate.quotes import QuoteReader
from press_extract.relate.statements import Topics, read_statements
from press_extract.resolve.entities import EntityDraft
from press_extract.structure.blocks import Block

_DOMAIN = {
    "holds_position": ({"person"}, {"organization", "place"}),
    "subsidiary_of": ({"organization"}, {"organization"}),
    "partner_of": ({"organization"}, {"organization"}),
    "acquires": ({"organization"}, {"organization"}),
    "finances": ({"person", "organization"}, {"organization", "project"}),
    "develops": ({"person", "organization"}, {"project"}),
    "located_in": ({"organization", "project", "place"}, {"place"}),
    "extends": ({"project"}, {"project", "place"}),
    "member_of": ({"person", "organization"}, {"organization", "project"}),
}
_SYMMETRIC = frozenset({"partner_of"})


class Shape(Protocol):
    """Give the blocks, sections and sentences of a text."""

    @property
    def blocks(self) -> Sequence[Block]: ...  # noqa: D102
    @property
    def sections(self) -> Sequence[Section]: ...  # noqa: D102
    @property
    def sentences(self) -> Sequence[Span]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Stated:
    """Hold what a document states."""

    relations: list[RelationDraft]
    events: list[EventDraft]
    quotes: list[QuoteDraft]


class FactReader:
    """State the facts of documents in one language."""

    def __init__(self, pack: LanguagePack) -> None:
        self._pack = pack
        self._offices = OfficeReader(pack)
        self._events = EventReader(pack)
        self._quotes = QuoteReader(pack.quotes, title_lexicon(pack.titles))

    def __call__(
        self,
        text: str,
        shape: Shape,
        drafts: list[EntityDraft],
        dates: Sequence[DateMention],
        figures: Sequence[FigureMention],
        published: str | None,
    ) -> Stated:
        """Return the facts of `text`, the shadow; the titles of persons are added to `drafts`."""
        document = Document(text, shape.sentences, shape.sections, drafts, dates, figures, published)
        holdings = self._offices.read(document)
        _add_titles(drafts, holdings)
        by_start = _by_sentence(document.sentences, holdings)
        masks = [mask(document, sentence, by_start[index]) for index, sentence in enumerate(document.sentences)]
        quotes = self._quotes.read(document)
        relations = list(holdings_as_relations(holdings))
        project, body = main_topics(document)
        topic = project if project is not None else body
        relations += read_addresses(document, shape.blocks)
        for masked in masks:
            relations += read_statements(masked, self._pack.relations, Topics(project, body))
        subjects = Subjects(document, self._pack.relations.obliques)
        relations = _distinct(relations, drafts)
        relations += _distinct_owners(document, shape.blocks, figures, subjects)
        events = self._events.read(document, masks, quotes, topic)
        return Stated(relations, events, quotes)


def _add_titles(drafts: list[EntityDraft], holdings: Iterable[Holding]) -> None:
    for holding in holdings:
        titles = drafts[holding.person.entity].titles
        if holding.title not in titles:
            titles.append(holding.title)


def _by_sentence(sentences: Sequence[Span], holdings: Sequence[Holding]) -> list[list[Holding]]:
    sorted_out: list[list[Holding]] = [[] for _ in sentences]
    at = 0
    for holding in holdings:
        while at + 1 < len(sentences) and sentences[at].end <= holding.over.start:
            at += 1
        sorted_out[at].append(holding)
    return sorted_out


def _distinct(relations: Iterable[RelationDraft], drafts: Sequence[EntityDraft]) -> list[RelationDraft]:
    """Return the relations whose arguments are of a fitting type, each once, the surest of its kind."""
    best: dict[tuple[str, int, int], RelationDraft] = {}
    for relation in relations:
        subjects, objects = _DOMAIN[relation.type]
        if drafts[relation.subject].type not in subjects or drafts[relation.object].type not in objects:
            continue
        one, other = relation.subject, relation.object
        if relation.type in _SYMMETRIC and other < one:
            one, other = other, one
        key = (relation.type, one, other)
        if key not in best or relation.confidence > best[key].confidence:
            best[key] = relation
    return list(best.values())


def _distinct_owners(
    document: Document, blocks: Sequence[Block], figures: Sequence[FigureMention], subjects: Subjects
) -> list[RelationDraft]:
    seen: set[tuple[int, float, float | None, str]] = set()
    kept = []
    for index, relation in read_owners(document, blocks, subjects):
        figure = figures[index]
        key = (relation.subject, figure.value, figure.upper, figure.unit)
        if key not in seen:
            seen.add(key)
            kept.append(relation)
    return kept
