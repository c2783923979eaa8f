"""Roles: what takes part in which type of event, as a judge is asked of it, and the events that its answers leave."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import get_args

from press_extract.mentions import DateMention, Span
from press_extract.recognize.encoder.model import Reading
from press_extract.record import EntityType, EventType
from press_extract.relate.context import Document, EventDraft, Named
from press_extract.relate.owners import Subjects, main_topics

EVENTS: tuple[EventType, ...] = get_args(EventType)
SAID = 6 * len(EVENTS)
"""How many of the last numbers of what can be seen are of types of event; those that the rules claim come first."""

Slot = tuple[str, int | str | None]
"""`with` or `place` and an entity's index, or `date` and a value; a date without value is that of an undated event."""

_KINDS: tuple[EntityType, ...] = ("organization", "person", "place", "project")
_SECTIONS = ("headline", "subheadline", "dateline", "body", "note", "boilerplate", "contact")
_TELLING = frozenset({"headline", "subheadline", "dateline", "body", "note"})
_GRANULARITIES = ("day", "month", "year")


@dataclass(frozen=True, slots=True)
class Role:
    """Set one thing that may have a role in an event beside the sentence that may tell it.

    Attributes:
        slot: what it would be in the event.
        spans: the thing, and the sentence.
        seen: what can be counted; see `RoleReader`.
    """

    slot: Slot
    spans: tuple[Span, Span]
    seen: Sequence[float]


@dataclass(slots=True)
class RoleReader:
    """List the roles of one document.

    Args:
        document: what earlier stages found.
        subjects: tells what may be the subject of its clause.
        told: the events that the rules find.
        quoted: quotations.
        reading: how likely each sentence tells each type of event.
    """

    document: Document
    subjects: Subjects
    told: Sequence[EventDraft]
    quoted: Sequence[Span]
    reading: Reading
    _starts: list[int] = field(init=False)
    _project: int | None = field(init=False)
    _body: int | None = field(init=False)
    _scores: list[list[float]] = field(init=False)
    _highest: list[float] = field(init=False)
    _claims: dict[Slot, list[float]] = field(init=False)
    _attending: set[int] = field(init=False)
    _here: list[list[float]] = field(init=False)
    _exists: list[float] = field(init=False)

    def __post_init__(self) -> None:
        """Gather what the encoder says of each sentence, and what the rules claim."""
        sentences = self.document.sentences
        self._starts = [sentence.start for sentence in sentences]
        self._project, self._body = main_topics(self.document)
        self._scores = []
        for sentence in sentences:
            found = self.reading.events_in(sentence)
            self._scores.append([found.get(type_, 0.0) for type_ in EVENTS])
        self._highest = [max(column) for column in zip(*self._scores, strict=True)] or [0.0] * len(EVENTS)
        self._claims = {}
        self._here = [[0.0] * len(EVENTS) for _ in sentences]
        self._exists = [0.0] * len(EVENTS)
        self._attending = {entity for event in self.told for entity in event.attendees}
        for event in self.told:
            at = EVENTS.index(event.type)
            self._exists[at] = 1.0
            for slot in slots(event):
                claims = self._claims.setdefault(slot, [0.0] * len(EVENTS))
                claims[at] = max(claims[at], event.confidence)
            for span in event.evidence:
                self._here[self._sentence(span.start)][at] = 1.0

    def roles(self) -> Iterator[Role]:
        """Yield every role that a thing of the document may have."""
        for named in self.document.named:
            slot = "place" if named.type == "place" else "with"
            yield self._role((slot, named.entity), named, named=named)
        for date in self.document.dates:
            yield self._role(("date", date.value), date, date=date)
        for sentence in self.document.sentences:
            if self.document.section_of(sentence.start) in _TELLING:
                yield self._role(("date", None), Span(sentence.start, min(sentence.start + 1, sentence.end)))

    def _sentence(self, offset: int) -> int:
        return max(0, bisect_right(self._starts, offset) - 1)

    def _role(self, slot: Slot, span: Span, *, named: Named | None = None, date: DateMention | None = None) -> Role:
        at = self._sentence(span.start)
        sentence = self.document.sentences[at]
        seen = [
            *self._of_place(span, at, sentence),
            *self._of_name(named),
            *self._of_date(date),
            float(date is None and named is None),
            *self._claims.get(slot, [0.0] * len(EVENTS)),
            *self._here[at],
            *self._exists,
            *self._scores[at],
            *(self._scores[at - 1] if at else [0.0] * len(EVENTS)),
            *self._highest,
        ]
        return Role(slot, (Span(span.start, span.end), sentence), seen)

    def _of_place(self, span: Span, at: int, sentence: Span) -> Iterator[float]:
        section = self.document.section_of(span.start)
        yield from (float(section == kind) for kind in _SECTIONS)
        yield math.log1p(at) / 3
        yield (span.start - sentence.start) / max(1, sentence.end - sentence.start)
        yield math.log1p(len(self.document.within(sentence)))
        yield math.log1p(len(self.document.values_within(sentence)[1]))
        yield float(any(quote.start <= span.start < quote.end for quote in self.quoted))

    def _of_name(self, named: Named | None) -> Iterator[float]:
        yield from (float(named is not None and named.type == kind) for kind in _KINDS)
        yield float(named is not None and named.kind in {"nominal", "pronoun"})
        yield float(named is not None and self.subjects.oblique(named))
        yield float(named is not None and named.entity == self._project)
        yield float(named is not None and named.entity == self._body)
        yield float(named is not None and named.entity in self._attending)
        mentions = max((len(draft.mentions) for draft in self.document.drafts), default=1)
        yield len(self.document.drafts[named.entity].mentions) / max(1, mentions) if named else 0.0

    def _of_date(self, date: DateMention | None) -> Iterator[float]:
        yield float(date is not None)
        yield from (float(date is not None and date.granularity == kind) for kind in _GRANULARITIES)
        published = self.document.published or ""
        value = date.value if date else ""
        yield float(bool(date) and value == published)
        yield float(bool(date) and value > published)
        yield float(bool(date) and value < published[: len(value)])


def slots(event: EventDraft) -> Iterator[Slot]:
    """Yield what an event holds."""
    yield ("date", event.date)
    if event.place is not None:
        yield ("place", event.place)
    for entity in (*event.participants, *event.attendees):
        yield ("with", entity)


def recast(
    told: Sequence[EventDraft], judged: Iterable[tuple[Role, Sequence[float]]], least: Mapping[str, float]
) -> list[EventDraft]:
    """Return the events of a document with the roles that the judge lets stand.

    Args:
        told: the events that the rules find; where there are several of a type, they say which role is of which.
        judged: every role, with how likely it is in an event of each of `EVENTS`.
        least: for each type the chance from which a role stands.
    """
    likely: dict[str, dict[Slot, _Likely]] = {}
    for role, chances in judged:
        for type_, chance in zip(EVENTS, chances, strict=True):
            slots_ = likely.setdefault(type_, {})
            if role.slot not in slots_ or chance > slots_[role.slot].chance:
                slots_[role.slot] = _Likely(chance, role.spans[1])
    attending = {entity for event in told for entity in event.attendees}
    found: list[EventDraft] = []
    for type_ in EVENTS:
        stands = {slot: one for slot, one in likely.get(type_, {}).items() if one.chance >= least[type_]}
        if stands:
            own = [event for event in told if event.type == type_]
            found += _Cast(type_, stands, likely[type_], attending).events(own)
    return sorted(found, key=lambda event: (event.evidence[0], EVENTS.index(event.type)))


@dataclass(frozen=True, slots=True)
class _Likely:
    chance: float
    sentence: Span


@dataclass(slots=True)
class _Cast:
    """Give the roles of one type of event to its events.

    Attributes:
        stands: the roles that are facts; `likely` all of them.
        attending: who is present, by the rules.
    """

    type: EventType
    stands: Mapping[Slot, _Likely]
    likely: Mapping[Slot, _Likely]
    attending: Collection[int]

    def events(self, told: Sequence[EventDraft]) -> list[EventDraft]:
        kept = [self._filtered(event) for event in told]
        events = [event for event in kept if any(slot in self.stands for slot in slots(event))]
        if not events:
            first = max(self.stands.values(), key=lambda one: one.chance)
            events = [EventDraft(self.type, self._dates()[0], None, [], [], [first.sentence], first.chance)]
        self._give_dates(events)
        for slot, one in self.stands.items():
            kind, thing = slot
            event = _nearest(events, one.sentence)
            if not isinstance(thing, int) or any(slot in slots(event) for event in events):
                continue
            if kind == "with":
                (event.attendees if thing in self.attending else event.participants).append(thing)
            elif event.place is None:
                event.place = thing
        for event in events:
            chances = [self.likely[slot].chance for slot in slots(event) if slot in self.likely]
            event.confidence = sum(chances) / max(1, len(chances))
            event.sources = (*event.sources, "judge")
        return events

    def _filtered(self, event: EventDraft) -> EventDraft:
        return replace(
            event,
            place=event.place if ("place", event.place) in self.stands else None,
            participants=[entity for entity in event.participants if ("with", entity) in self.stands],
            attendees=[entity for entity in event.attendees if ("with", entity) in self.stands],
            evidence=list(event.evidence),
        )

    def _dates(self) -> list[str | None]:
        """Return the dates that stand, the likeliest first; where none does, the one that is likeliest all the same."""
        dates = {thing: one.chance for (kind, thing), one in self.likely.items() if kind == "date"}
        standing = [(chance, date) for date, chance in dates.items() if ("date", date) in self.stands]
        ranked = sorted(standing or [(chance, date) for date, chance in dates.items()], key=lambda one: -one[0])
        known = [date if isinstance(date, str) else None for _, date in ranked]
        return known if standing else known[:1] or [None]

    def _give_dates(self, events: list[EventDraft]) -> None:
        """Give each date that stands to an event whose own does not, or to a new one."""
        open_ = [event for event in events if ("date", event.date) not in self.stands]
        dates = self._dates()
        for date in dates:
            if any(event.date == date and event not in open_ for event in events):
                continue
            one = self.likely.get(("date", date))
            if open_:
                event = _nearest(open_, one.sentence) if one else open_[0]
                event.date = date
                open_ = [other for other in open_ if other is not event]
            elif one is not None and date is not None:
                events.append(EventDraft(self.type, date, None, [], [], [one.sentence], one.chance))
        for event in open_:
            event.date = dates[0]


def _nearest(events: Sequence[EventDraft], sentence: Span) -> EventDraft:
    return min(events, key=lambda event: min(abs(span.start - sentence.start) for span in event.evidence))
