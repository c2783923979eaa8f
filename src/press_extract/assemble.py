"""Assembly: the one bridge from a `Doc` to a `Record`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from press_extract.annotations import DATES, ENTITIES, FACTS, FIGURES, LAYOUT
from press_extract.language import LanguageReading
from press_extract.record import (
    Contact,
    Entity,
    Event,
    Issue,
    Link,
    Mention,
    Producer,
    PublishedFrom,
    Quote,
    Record,
    Relation,
    Source,
)
from press_extract.relate.context import EventDraft, QuoteDraft, RelationDraft
from press_extract.release import Release
from press_extract.resolve.entities import EntityDraft
from press_extract.resolve.links import link_place
from press_extract.text import shadow
from press_extract.values import date_facts, doubts, evidence, figure_facts


@dataclass(frozen=True, slots=True)
class Numbering:
    """Map drafts to the ids of the record."""

    entities: Sequence[str]
    figures: Sequence[str]


@dataclass(frozen=True, slots=True)
class Findings:
    """Hold what the pipeline found outside the components.

    Attributes:
        dateline: the date (ISO 8601) that the release gives itself, where nothing else is known.
        contacts: whom the press may call.
        issues: what was doubtful before the components ran.
    """

    dateline: str | None = None
    contacts: Sequence[Contact] = ()
    issues: Sequence[Issue] = ()


def record_id(text: str) -> str:
    """Return the id of a record for its text; white space does not count."""
    return "sha256:" + hashlib.sha256(" ".join(text.split()).encode("utf-8")).hexdigest()


def empty_record(release: Release, reading: LanguageReading, producer: Producer, issues: Iterable[Issue]) -> Record:
    """Return a record without facts, for a release that no pipeline can read."""
    return Record(
        id=record_id(release.text),
        source=_source(release, reading, Findings(), None),
        text=release.text,
        issues=(*release.issues, *issues),
        producer=producer,
    )


def assemble(doc: Doc, release: Release, reading: LanguageReading, producer: Producer, findings: Findings) -> Record:
    """Return the record of `release`, whose text has the same length as that of `doc`."""
    text = release.text
    layout, facts = LAYOUT.get(doc), FACTS.get(doc)
    drafts = ENTITIES.get(doc)
    entities, entity_ids = _entities(text, drafts)
    figures, figure_ids = figure_facts(text, FIGURES.get(doc))
    numbering = Numbering(entity_ids, figure_ids)
    title = release.title or next((text[s.start : s.end] for s in layout.sections if s.kind == "headline"), None)
    dates = date_facts(text, DATES.get(doc))
    return Record(
        id=record_id(text),
        source=_source(release, reading, findings, title),
        text=text,
        sections=tuple(layout.sections),
        entities=entities,
        dates=dates,
        figures=figures,
        relations=_relations(text, facts.relations, numbering),
        events=_events(text, facts.events, numbering, {date.value for date in dates}),
        quotes=_quotes(text, facts.quotes, numbering),
        issues=(
            *release.issues,
            *findings.issues,
            *doubts([*DATES.get(doc)], "ambiguous_date"),
            *doubts([*FIGURES.get(doc)], "ambiguous_figure"),
        ),
        producer=producer,
    )


def _source(release: Release, reading: LanguageReading, findings: Findings, title: str | None) -> Source:
    published: str | None = release.published.isoformat() if release.published else None
    published_from: PublishedFrom = release.published_from
    if published is None and findings.dateline is not None:
        published, published_from = findings.dateline, "dateline"
    return Source(
        path=release.path,
        media_type=release.media_type,
        sha256=release.sha256,
        encoding=release.encoding,
        title=title or release.title,
        published=published,
        published_from=published_from,
        language=reading.language,
        language_confidence=round(reading.confidence, 3),
        url=release.url,
        byline=release.byline,
        publisher=release.publisher,
        part=release.part,
        contacts=tuple(findings.contacts),
    )


def _entities(text: str, drafts: Sequence[EntityDraft]) -> tuple[tuple[Entity, ...], list[str]]:
    entities = []
    for number, draft in enumerate(drafts, 1):
        mentions = tuple(
            Mention(start=m.start, end=m.end, text=text[m.start : m.end], kind=m.kind) for m in sorted(draft.mentions)
        )
        forms = {text[m.start : m.end] for m in draft.mentions if m.kind in {"name", "acronym"}}
        # The draft's name was read in the shadow; the record gives it as the text writes it.
        name = min(form for form in forms if shadow(form) == draft.name)
        entities.append(
            Entity(
                id=f"E{number}",
                type=draft.type,
                subtype=draft.subtype,
                name=name,
                aliases=tuple(sorted(forms - {name})),
                mentions=mentions,
                links=_links(draft),
                titles=tuple(evidence(text, title) for title in sorted(draft.titles)),
                confidence=round(draft.confidence, 2),
            )
        )
    return tuple(entities), [entity.id for entity in entities]


def _links(draft: EntityDraft) -> tuple[Link, ...]:
    if draft.own is not None:
        return (Link(authority="own", id=draft.own, name=draft.name, score=1.0),)
    found = link_place(draft) if draft.type == "place" else None
    return (Link(authority=found.authority, id=found.id, name=found.name, score=found.score),) if found else ()


def _relations(text: str, drafts: Sequence[RelationDraft], numbering: Numbering) -> tuple[Relation, ...]:
    ordered = sorted(
        drafts, key=lambda draft: (draft.evidence.start, draft.evidence.end, draft.type, draft.subject, draft.object)
    )
    seen: set[tuple[str, str, str]] = set()
    relations: list[Relation] = []
    for draft in ordered:
        objects = numbering.figures if draft.type == "has_figure" else numbering.entities
        key = (draft.type, numbering.entities[draft.subject], objects[draft.object])
        if key in seen:
            continue
        seen.add(key)
        attributes = {"title": text[draft.title.start : draft.title.end]} if draft.title else {}
        relations.append(
            Relation(
                id=f"R{len(relations) + 1}",
                type=draft.type,
                subject=key[1],
                object=key[2],
                attributes=attributes,
                evidence=tuple(evidence(text, span) for span in (draft.evidence, draft.further) if span),
                confidence=round(draft.confidence, 2),
                found_by=draft.sources,
            )
        )
    return tuple(relations)


def _events(text: str, drafts: Sequence[EventDraft], numbering: Numbering, values: set[str]) -> tuple[Event, ...]:
    name: Callable[[int], str] = numbering.entities.__getitem__
    return tuple(
        Event(
            id=f"V{number}",
            type=draft.type,
            date=draft.date if draft.date in values else None,
            place=None if draft.place is None else name(draft.place),
            participants=tuple(map(name, draft.participants)),
            attendees=tuple(map(name, draft.attendees)),
            evidence=tuple(evidence(text, span) for span in draft.evidence),
            confidence=round(draft.confidence, 2),
            found_by=draft.sources,
        )
        for number, draft in enumerate(drafts, 1)
    )


def _quotes(text: str, drafts: Sequence[QuoteDraft], numbering: Numbering) -> tuple[Quote, ...]:
    return tuple(
        Quote(
            id=f"Q{number}",
            speaker=None if draft.speaker is None else numbering.entities[draft.speaker],
            start=draft.start,
            end=draft.end,
            text=text[draft.start : draft.end],
            confidence=draft.confidence,
            found_by=("quotation",),
        )
        for number, draft in enumerate(drafts, 1)
    )
