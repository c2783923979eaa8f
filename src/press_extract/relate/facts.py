"""Facts: offices, statements, owners, quotes and events of one document, in that order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from press_extract.mentions import DateMention, FigureMention, Span
from press_extract.pack import LanguagePack
from press_extract.recognize.encoder.model import Reading
from press_extract.recognize.titles import title_lexicon
from press_extract.record import Section
from press_extract.relate.addresses import read_addresses
from press_extract.relate.context import Document, EventDraft, QuoteDraft, RelationDraft
from press_extract.relate.events import EventReader
from press_extract.relate.judge import Judge, Judges, views_of_pairs, views_of_roles
from press_extract.relate.masks import mask
from press_extract.relate.offices import Holding, OfficeReader, holdings_as_relations
from press_extract.relate.owners import Subjects, main_topics, read_owners
from press_extract.relate.pairs import DOMAIN, SYMMETRIC, Pair, PairReader
from press_extract.relate.quotes import QuoteReader
from press_extract.relate.roles import Role, RoleReader, recast
from press_extract.relate.statements import Topics, read_statements
from press_extract.relate.ties import Verdict, judged
from press_extract.resolve.entities import EntityDraft
from press_extract.structure.blocks import Block


class Shape(Protocol):
    """Give the blocks, sections and sentences of a text."""

    @property
    def blocks(self) -> Sequence[Block]: ...  # noqa: D102
    @property
    def sections(self) -> Sequence[Section]: ...  # noqa: D102
    @property
    def sentences(self) -> Sequence[Span]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Known:
    """Hold what earlier stages found in a document."""

    entities: list[EntityDraft]
    dates: Sequence[DateMention]
    figures: Sequence[FigureMention]
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """Hold what rules and patterns say of a document."""

    document: Document
    subjects: Subjects
    relations: list[RelationDraft]
    events: list[EventDraft]
    quotes: list[QuoteDraft]

    def pairs(self) -> list[Pair]:
        """Return every pair that a relation could tie."""
        return list(PairReader(self.document, self.subjects, self.relations).pairs())

    def roles(self, reading: Reading) -> list[Role]:
        """Return every role that a thing could have in an event."""
        return list(RoleReader(self.document, self.subjects, self.events, self.quotes, reading).roles())


@dataclass(frozen=True, slots=True)
class Stated:
    """Hold what a document states."""

    relations: list[RelationDraft]
    events: list[EventDraft]
    quotes: list[QuoteDraft]


class FactReader:
    """State the facts of documents in one language."""

    def __init__(self, pack: LanguagePack, judges: Judges | None = None) -> None:
        self._pack = pack
        self._judges = judges
        self._offices = OfficeReader(pack)
        self._events = EventReader(pack)
        self._quotes = QuoteReader(pack.quotes, title_lexicon(pack.titles))

    def __call__(self, text: str, shape: Shape, known: Known, reading: Reading | None = None) -> Stated:
        """Return the facts of `text`, the shadow; the titles of persons are added to the entities.

        Without the states of `reading`, or without judges, what patterns state stands as it is.
        """
        seen = self.look(text, shape, known)
        relations, events = seen.relations, seen.events
        if self._judges is not None and reading is not None and reading.states is not None and reading.words:
            relations = _judged_relations(seen, self._judges.relations, reading)
            events = _judged_events(seen, self._judges.events, reading)
        return Stated(relations, events, seen.quotes)

    def look(self, text: str, shape: Shape, known: Known) -> Seen:
        """Return what rules and patterns say of `text`."""
        drafts = known.entities
        document = Document(text, shape.sentences, shape.sections, drafts, known.dates, known.figures, known.published)
        holdings = self._offices.read(document)
        _add_titles(drafts, holdings)
        by_start = _by_sentence(document.sentences, holdings)
        masks = [mask(document, sentence, by_start[index]) for index, sentence in enumerate(document.sentences)]
        project, body = main_topics(document)
        relations = [*holdings_as_relations(holdings), *read_addresses(document, shape.blocks)]
        for masked in masks:
            relations += read_statements(masked, self._pack.relations, Topics(project, body))
        subjects = Subjects(document, self._pack.relations.obliques)
        relations = _distinct(relations, drafts)
        relations += _distinct_owners(document, shape.blocks, known.figures, subjects)
        quotes = self._quotes.read(document)
        events = self._events.read(document, masks, quotes, project if project is not None else body)
        return Seen(document, subjects, relations, events, quotes)


def _judged_relations(seen: Seen, judge: Judge, reading: Reading) -> list[RelationDraft]:
    pairs = seen.pairs()
    if not pairs or reading.states is None:
        return seen.relations
    chances = judge(views_of_pairs(pairs, reading.words), pairs, reading.states)
    titles = [Span(span.start, span.end) for span in reading.spans if span.label == "title"]
    return judged(seen.document, seen.relations, list(map(Verdict, pairs, chances)), judge.least, titles)


def _judged_events(seen: Seen, judge: Judge, reading: Reading) -> list[EventDraft]:
    roles = seen.roles(reading)
    if not roles or reading.states is None:
        return seen.events
    chances = judge(views_of_roles(roles, reading.words), roles, reading.states)
    return recast(seen.events, list(zip(roles, chances, strict=True)), judge.least)


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
        subjects, objects = DOMAIN[relation.type]
        if drafts[relation.subject].type not in subjects or drafts[relation.object].type not in objects:
            continue
        one, other = relation.subject, relation.object
        if relation.type in SYMMETRIC and other < one:
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
