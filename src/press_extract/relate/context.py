"""The document as the relation rules see it: sentences, mentions by offset, offices, dates and figures."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from press_extract.mentions import DateMention, FigureMention, Span
from press_extract.record import EntityType, EventType, MentionKind, RelationType, Section
from press_extract.resolve.entities import EntityDraft
from press_extract.text import lower


@dataclass(frozen=True, slots=True)
class Named(Span):
    """Mark one mention with the index of its entity."""

    entity: int
    type: EntityType
    kind: MentionKind


@dataclass(frozen=True, slots=True)
class RelationDraft:
    """State one relation between entities, or an entity and a figure mention, by index.

    Attributes:
        evidence: the words that state it; `further` the rest of them, where they stand apart.
        sources: what found it: `office`, `address`, `pattern` or `owner`, with its number in the language data where it
            has one, and `judge`.
    """

    type: RelationType
    subject: int
    object: int
    evidence: Span
    confidence: float
    title: Span | None = None
    further: Span | None = None
    sources: tuple[str, ...] = ()


@dataclass(slots=True)
class EventDraft:
    """State one event; entities by index, its date by value, `sources` as in `RelationDraft`."""

    type: EventType
    date: str | None
    place: int | None
    participants: list[int]
    attendees: list[int]
    evidence: list[Span]
    confidence: float
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuoteDraft(Span):
    """Mark one quotation, without its marks, and its speaker's entity."""

    speaker: int | None
    confidence: float


@dataclass(slots=True)
class Document:
    """Hold what earlier stages found in one text; `text` is the shadow.

    Attributes:
        small: the text in small letters; `named` its mentions by offset.
        main_body: the organisation that is named most, the first named where two tie.
    """

    text: str
    sentences: Sequence[Span]
    sections: Sequence[Section]
    drafts: list[EntityDraft]
    dates: Sequence[DateMention]
    figures: Sequence[FigureMention]
    published: str | None = None
    small: str = field(init=False)
    named: list[Named] = field(init=False)

    def __post_init__(self) -> None:
        """Index the mentions by offset."""
        self.small = lower(self.text)
        self.named = sorted(
            Named(mention.start, mention.end, index, draft.type, mention.kind)
            for index, draft in enumerate(self.drafts)
            for mention in draft.mentions
        )
        self._starts = [named.start for named in self.named]
        self._date_starts = [date.start for date in self.dates]
        self._figure_starts = [figure.start for figure in self.figures]
        bodies = [index for index, draft in enumerate(self.drafts) if draft.type == "organization"]
        self.main_body = max(bodies, key=lambda index: (len(self.drafts[index].mentions), -index), default=None)

    main_body: int | None = field(init=False)
    _date_starts: list[int] = field(init=False, repr=False)
    _figure_starts: list[int] = field(init=False, repr=False)
    _starts: list[int] = field(init=False, repr=False)

    def within(self, span: Span) -> list[Named]:
        """Return the mentions that begin within `span`, in order."""
        return self.named[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]

    def values_within(self, span: Span) -> tuple[Sequence[FigureMention], Sequence[DateMention]]:
        """Return the figures and the dates that begin within `span`, in order."""
        figures = self.figures[
            bisect_left(self._figure_starts, span.start) : bisect_left(self._figure_starts, span.end)
        ]
        dates = self.dates[bisect_left(self._date_starts, span.start) : bisect_left(self._date_starts, span.end)]
        return figures, dates

    def before(self, offset: int, count: int) -> list[Named]:
        """Return the last `count` mentions that begin before `offset`, the nearest first."""
        at = bisect_left(self._starts, offset)
        return self.named[max(0, at - count) : at][::-1]

    def section_of(self, offset: int) -> str:
        """Return the kind of the section that holds `offset`."""
        for section in self.sections:
            if section.start <= offset < section.end:
                return section.kind
        return "body"
