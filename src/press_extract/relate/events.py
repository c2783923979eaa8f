"""Events: what a release announces as happening, when, where, by whom and in whose presence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from press_extract.mentions import DateMention, Span
from press_extract.pack import LanguagePack
from press_extract.pack.relations import EventData, RelationData
from press_extract.relate.context import Document, EventDraft, Named
from press_extract.relate.masks import Mask, compile_pattern
from press_extract.relate.statements import denied

_ACTORS = frozenset({"organization", "project", "person"})
_TELLING = frozenset({"headline", "subheadline", "dateline", "body", "note"})
_ONCE = frozenset({"signing", "inauguration"})  # what one release seldom tells twice
_TO_THE_DAY = re.compile(r"(?:\d{4}|XXXX)-\d\d-\d\d(?:/(?:\d{4}|XXXX)-\d\d-\d\d)?")
_DATED_CONFIDENCE = 0.35
_NEAR = 2  # sentences over which two tellings of one event share their actors
_HEAD = frozenset({"headline", "subheadline"})


class _Triggers:
    """Hold the event data of a language, triggers."""

    def __init__(self, data: EventData, relations: RelationData) -> None:
        join = "|".join
        self.types = [
            (
                events.type,
                events.confidence,
                frozenset(events.yields_to),
                compile_pattern(join(f"(?:{trigger})" for trigger in events.triggers), relations),
            )
            for events in data.events
        ]
        self.attendance_list = re.compile(join(f"(?:{cue})" for cue in data.attendance_list), re.IGNORECASE)
        self.attendance = [compile_pattern(cue, relations) for cue in (*data.attendance, *data.attendance_after)]
        self.place = compile_pattern(f"(?:{join(data.place_before)})$", relations)
        self.place_blocked = compile_pattern(f"(?:{join(data.place_blocked)})$", relations)
        self.planned = re.compile(rf"(?:{join(data.planned)})$", re.IGNORECASE)


@dataclass(slots=True)
class _Told:
    """Hold one telling of an event.

    Attributes:
        assumed: its date is only that of the release.
        vague: its place stands in a headline, which names the site of a project as well as that of the event.
    """

    event: EventDraft
    sentence: int
    head: bool
    assumed: bool = False
    vague: bool = False


class EventReader:
    """Read the events of documents in one language."""

    def __init__(self, pack: LanguagePack) -> None:
        self._triggers = _Triggers(pack.events, pack.relations)
        self._relations = pack.relations
        self._bullets = pack.structure.bullets

    def read(
        self, document: Document, masks: Sequence[Mask], quoted: Sequence[Span], topic: int | None
    ) -> list[EventDraft]:
        """Return the events of the document, one for each happening.

        Args:
            document: what earlier stages found.
            masks: its masked sentences, one each.
            quoted: its quotations, in which nothing is announced.
            topic: what the release is about, which takes part in what it announces first.
        """
        told: list[_Told] = []
        own_day = _own_day(document)
        quote_starts = {quote.start for quote in quoted}
        listing = False
        for index, (sentence, masked) in enumerate(zip(document.sentences, masks, strict=True)):
            section = document.section_of(sentence.start)
            if section not in _TELLING or any(at in quote_starts for at in range(sentence.start, sentence.start + 3)):
                continue
            if listing and told and document.text[sentence.start] in self._bullets:
                persons = [n.entity for n in document.within(sentence) if n.type == "person" and n.kind == "name"]
                _extend(told[-1].event.attendees, persons)
                continue
            listing = self._triggers.attendance_list.search(masked.text) is not None
            first = section in _HEAD or all(one.head for one in told)
            for event in self._sentence(document, masked, section, own_day, told):
                # What the headline and the lead announce without a date happens on the day of the release.
                assumed = first and event.date is None
                event.date = own_day if assumed else event.date
                if topic is not None and (first or not event.participants):
                    _extend(event.participants, [topic])
                told.append(_Told(event, index, section in _HEAD, assumed, section in _HEAD))
        return [one.event for one in _merged(told)]

    def _sentence(
        self, document: Document, masked: Mask, section: str, own_day: str | None, told: Sequence[_Told]
    ) -> list[EventDraft]:
        attendees = _attendees(masked, self._triggers)
        found = list(_announced(document, masked, self._triggers, self._relations, attendees))
        if found:
            return found
        if attendees and told:
            _extend(told[-1].event.attendees, [named.entity for named in attendees])
        dated = _dated(document, masked, self._triggers, own_day) if section == "body" else None
        return [dated] if dated else []


def _own_day(document: Document) -> str | None:
    """Return the day that the dateline names, or that of publication where the text names it."""
    for section in document.sections:
        if section.kind == "dateline":
            for date in document.dates:
                if section.start <= date.start < section.end and date.granularity == "day":
                    return date.value
    return document.published if any(date.value == document.published for date in document.dates) else None


def _announced(
    document: Document, masked: Mask, triggers: _Triggers, relations: RelationData, attendees: Sequence[Named]
) -> Iterator[EventDraft]:
    seen: set[str] = set()
    present = {named.entity for named in attendees}
    for type_, confidence, yields_to, pattern in triggers.types:
        for match in pattern.finditer(masked.text):
            if type_ in seen or seen & yields_to or denied(masked.text, match.start(), match.end(), relations):
                continue
            seen.add(type_)
            names = [masked.named[char] for char in masked.text if char in masked.named]
            actors = [named.entity for named in names if named.type in _ACTORS and named.entity not in present]
            yield EventDraft(
                type_,
                _date(document, masked, triggers, match.start()),
                _place(masked, triggers, match.start()),
                list(dict.fromkeys(actors)),
                list(dict.fromkeys(named.entity for named in attendees)),
                [masked.span(match.start(), match.end())],
                confidence,
                (f"trigger:{type_}",),
            )


def _dated(document: Document, masked: Mask, triggers: _Triggers, own_day: str | None) -> EventDraft | None:
    """Return the event of a sentence that dates something to the day without a word that says of what type it is."""
    actors = [masked.named[char] for char in masked.text if char in masked.named and masked.named[char].type in _ACTORS]
    if not actors:
        return None
    value = _date(document, masked, triggers, 0)
    if value is None or value == own_day or not _TO_THE_DAY.fullmatch(value):
        return None
    span = masked.span(0, len(masked.text))
    place = _place(masked, triggers, 0)
    participants = list(dict.fromkeys(named.entity for named in actors))
    return EventDraft("other", value, place, participants, [], [span], _DATED_CONFIDENCE, ("dated",))


def _attendees(masked: Mask, triggers: _Triggers) -> list[Named]:
    for pattern in triggers.attendance:
        match = pattern.search(masked.text)
        if match:
            return masked.entities(match["present"])
    return []


def _date(document: Document, masked: Mask, triggers: _Triggers, trigger: int) -> str | None:
    """Return the date nearest to the trigger that is no target; that of a dateline only where there is no other."""
    best: tuple[bool, int, str] | None = None
    for at, char in enumerate(masked.text):
        value = masked.values.get(char)
        if not isinstance(value, DateMention) or triggers.planned.search(masked.text[:at]):
            continue
        candidate = (document.section_of(value.start) == "dateline", abs(at - trigger), value.value)
        best = candidate if best is None else min(best, candidate)
    return best[2] if best else None


def _place(masked: Mask, triggers: _Triggers, trigger: int) -> int | None:
    best: tuple[int, int] | None = None
    for at, char in enumerate(masked.text):
        named = masked.named.get(char)
        if named is None or named.type != "place":
            continue
        before = masked.text[:at]
        if triggers.place.search(before) and not triggers.place_blocked.search(before):
            candidate = (abs(at - trigger), named.entity)
            best = candidate if best is None else min(best, candidate)
    return best[1] if best else None


def _merged(told: Sequence[_Told]) -> list[_Told]:
    """Return the events with those joined that tell one happening."""
    kept: list[_Told] = []
    for one in told:
        twin = next((other for other in kept if _same(one, other)), None)
        if twin is None:
            kept.append(one)
            continue
        event, more = twin.event, one.event
        if more.date and (event.date is None or (twin.assumed and not one.assumed)):
            event.date, twin.assumed = more.date, one.assumed
        if more.place is not None and (event.place is None or (twin.vague and not one.vague)):
            event.place, twin.vague = more.place, one.vague
        if twin.head or event.type in _ONCE or one.sentence - twin.sentence <= _NEAR:
            _extend(event.participants, [index for index in more.participants if index not in event.attendees])
        _extend(event.attendees, [index for index in more.attendees if index not in event.participants])
        event.evidence += more.evidence
        twin.head = twin.head and one.head
    return kept


def _same(one: _Told, other: _Told) -> bool:
    """Tell whether two tellings may be one happening: one type, no clash of dates, and something in common."""
    if one.event.type != other.event.type:
        return False
    dates = {one.event.date, other.event.date} - {None}
    if len(dates) > 1 and not (one.assumed or other.assumed):
        return False
    shared = set(one.event.participants) & set(other.event.participants)
    return bool(shared) or other.head or one.event.type in _ONCE or one.sentence - other.sentence <= 1


def _extend(items: list[int], more: Sequence[int]) -> None:
    items += [item for item in dict.fromkeys(more) if item not in items]
