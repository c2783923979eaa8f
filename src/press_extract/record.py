"""The record: what press-extract says about one release, and the rules that every record keeps."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

SCHEMA_VERSION: Literal["1.0"] = "1.0"

EntityType = Literal["organization", "person", "place", "project"]
MentionKind = Literal["name", "acronym", "nominal", "pronoun"]
SectionKind = Literal["headline", "subheadline", "dateline", "body", "boilerplate", "contact", "note"]
Granularity = Literal["day", "month", "quarter", "half", "year", "decade", "interval"]
ResolvedFrom = Literal["text", "published", "dateline", "weekday"]
PublishedFrom = Literal["option", "metadata", "dateline", "mail", "feed", "none"]
Bound = Literal["exact", "min", "max", "approx", "range"]
Tense = Literal["actual", "planned"]
RelationType = Literal[
    "holds_position", "subsidiary_of", "partner_of", "acquires", "finances",
    "develops", "located_in", "extends", "member_of", "has_figure",
]  # fmt: skip
EventType = Literal[
    "signing", "inauguration", "launch", "appointment", "acquisition", "funding", "meeting",
    "visit", "award", "publication", "construction", "conference", "other",
]  # fmt: skip

_POINT = r"(?:(?:\d{4}|XXXX)(?:-(?:\d{2}|XX)(?:-\d{2})?|-Q[1-4])?|\d{3}X)"
_DATE_VALUE = re.compile(rf"{_POINT}(?:/(?:{_POINT}|\.\.))?")


def check_date_value(value: str) -> str:
    """Return `value` if it is an ISO 8601 / EDTF date, period or interval that exists in the calendar.

    Raises:
        ValueError: the form is none of those of the record, a day does not exist, or an interval runs backwards.
    """
    if not _DATE_VALUE.fullmatch(value):
        raise ValueError(f"{value!r} is no date value: expected YYYY[-MM[-DD]], YYYY-Qn, YYYX or an interval A/B")
    for day in re.findall(r"(?:\d{4}|XXXX)-\d{2}-\d{2}", value):
        datetime.date.fromisoformat(day.replace("XXXX", "2000"))
    if any(not 1 <= int(month) <= 12 for month in re.findall(r"(?:\d{4}|XXXX)-(\d{2})", value)):
        raise ValueError(f"{value!r} names a month that does not exist")
    first, _, last = value.partition("/")
    if last and "X" not in value and last[:4].isdigit() and first[:4] > last[:4]:
        raise ValueError(f"{value!r} runs backwards")
    return value


DateValue = Annotated[str, AfterValidator(check_date_value)]
Confidence = Annotated[float, Field(ge=0, le=1, description="How sure the program is, from 0 to 1")]
Offset = Annotated[int, Field(ge=0, description="Unicode code points from the start of the record's `text`")]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class Evidence(_Part):
    """Quote the characters of the text that prove a fact."""

    start: Offset
    end: Offset
    text: str = Field(min_length=1, description="Exactly `text[start:end]` of the record")


class Mention(Evidence):
    """Show one place where an entity is spoken of."""

    kind: MentionKind = Field(description="A full or short name, an acronym, a noun phrase or a pronoun")


class Link(_Part):
    """Point to an entry of an authority file."""

    authority: str = Field(description="The authority file: `geonames`, `hcp`, `iso3166`, …")
    id: str
    name: str = Field(description="The entry's own name")
    score: Confidence


class Contact(_Part):
    """Say whom the press may call or write to."""

    name: str | None = None
    function: str | None = None
    organisation: str | None = None
    telephone: str | None = None
    mail: str | None = None


class Source(_Part):
    """Say where the text comes from and what is known about it."""

    path: str = Field(description="The input as named by the user; `FILE#ID` or `FILE#LINE` for a row of a file")
    media_type: str
    sha256: str | None = Field(description="SHA-256 of the input's bytes, in hexadecimal")
    encoding: str | None = None
    title: str | None = None
    published: str | None = Field(default=None, description="ISO 8601 date on which the release came out, if known")
    published_from: PublishedFrom = "none"
    language: str | None = Field(default=None, description="ISO 639-1 code of the main language, or `other`")
    language_confidence: Confidence | None = None
    url: str | None = None
    byline: str | None = None
    publisher: str | None = None
    part: str | None = Field(default=None, description="Which release of an input that holds several")
    contacts: tuple[Contact, ...] = ()
    duplicate_of: str | None = Field(default=None, description="The id of the record that this one repeats")


class Section(_Part):
    """Mark one part of the release."""

    kind: SectionKind
    start: Offset
    end: Offset


class Entity(_Part):
    """Describe one organisation, person, place or named project of the text."""

    id: str = Field(pattern=r"^E[1-9]\d*$")
    type: EntityType
    subtype: str | None = None
    name: str = Field(min_length=1, description="The fullest form in the text that is a name")
    aliases: tuple[str, ...] = Field(default=(), description="The other named forms in the text")
    mentions: tuple[Mention, ...] = Field(min_length=1)
    links: tuple[Link, ...] = ()
    titles: tuple[Evidence, ...] = Field(default=(), description="Of a person: every office or title, as written")
    confidence: Confidence


class Date(_Part):
    """Describe one calendar date or period that the text names."""

    id: str = Field(pattern=r"^D[1-9]\d*$")
    mentions: tuple[Evidence, ...] = Field(min_length=1)
    value: DateValue = Field(description="ISO 8601 or EDTF: a day, month, quarter, year, decade or interval")
    granularity: Granularity
    resolved_from: ResolvedFrom = Field(description="What the value rests on beside the words themselves")
    confidence: Confidence


class Figure(_Part):
    """Describe one quantity."""

    id: str = Field(pattern=r"^F[1-9]\d*$")
    mentions: tuple[Evidence, ...] = Field(min_length=1)
    value: int | float
    upper: int | float | None = Field(default=None, description="The second bound of a range")
    bound: Bound
    unit: str = Field(
        min_length=1, description="ISO 4217, UCUM, `%`, `pp`, `job`, `person` or the counted noun's lemma"
    )
    measure: str | None = Field(default=None, description="What is measured: `jobs`, `investment`, `area`, …")
    tense: Tense | None = None
    confidence: Confidence

    @model_validator(mode="after")
    def _range_has_two_bounds(self) -> Self:
        if (self.bound == "range") != (self.upper is not None):
            raise ValueError(f"{self.id}: bound {self.bound!r} and upper {self.upper!r} disagree")
        return self


FoundBy = Annotated[
    tuple[str, ...],
    Field(
        description="What found it: a rule (`office`, `address`, `owner`, `dated`, `quotation`), `pattern:TYPE.NUMBER` "
        "or `trigger:TYPE` of the language data, and `judge` where the learned judge has confirmed or found it"
    ),
]


class Relation(_Part):
    """State one fact between two entities, or an entity and a figure."""

    id: str = Field(pattern=r"^R[1-9]\d*$")
    type: RelationType
    subject: str
    object: str
    attributes: dict[str, str] = Field(default_factory=dict, description="`title`, `since`, …")
    evidence: tuple[Evidence, ...] = Field(min_length=1)
    confidence: Confidence
    found_by: FoundBy = ()


class Event(_Part):
    """Describe one thing that the release announces as happening."""

    id: str = Field(pattern=r"^V[1-9]\d*$")
    type: EventType
    date: DateValue | None = Field(default=None, description="A value of `dates`")
    place: str | None = None
    participants: tuple[str, ...] = ()
    attendees: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = Field(min_length=1)
    confidence: Confidence
    found_by: FoundBy = ()


class Quote(Evidence):
    """Give one direct quotation and who speaks."""

    id: str = Field(pattern=r"^Q[1-9]\d*$")
    speaker: str | None = Field(description="The id of the entity that speaks; null where the text does not tell")
    confidence: Confidence
    found_by: FoundBy = ()


class Issue(_Part):
    """Say what was doubtful, mended or left out."""

    code: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    message: str
    start: Offset | None = None
    end: Offset | None = None


class ModelInfo(_Part):
    """Name one model that took part."""

    name: str
    version: str


class Producer(_Part):
    """Say which program, models and options made the record."""

    program: str = "press-extract"
    version: str
    models: tuple[ModelInfo, ...] = ()
    options: dict[str, str | int | bool | None] = Field(default_factory=dict)


class Record(_Part):
    """Hold everything that press-extract says about one release."""

    schema_version: Literal["1.0"] = "1.0"
    id: str = Field(pattern=r"^sha256:[0-9a-f]{64}$", description="Stable for the same content")
    source: Source
    text: str = Field(description="The clean text, NFC, that all offsets index")
    sections: tuple[Section, ...] = ()
    entities: tuple[Entity, ...] = ()
    dates: tuple[Date, ...] = ()
    figures: tuple[Figure, ...] = ()
    relations: tuple[Relation, ...] = ()
    events: tuple[Event, ...] = ()
    quotes: tuple[Quote, ...] = ()
    issues: tuple[Issue, ...] = ()
    producer: Producer

    @model_validator(mode="after")
    def _evidence_stands_in_text(self) -> Self:
        for owner, evidence in self._all_evidence():
            found = self.text[evidence.start : evidence.end]
            if found != evidence.text:
                raise ValueError(f"{owner}: text[{evidence.start}:{evidence.end}] is {found!r}, not {evidence.text!r}")
        marked: tuple[Section | Issue, ...] = (*self.sections, *self.issues)
        for part in marked:
            if part.start is not None and part.end is not None and not part.start <= part.end <= len(self.text):
                raise ValueError(f"{part!r} does not lie within the text of {len(self.text)} characters")
        return self

    @model_validator(mode="after")
    def _ids_resolve(self) -> Self:
        known: dict[str, str] = {}
        items: tuple[Entity | Date | Figure | Relation | Event | Quote, ...] = (
            *self.entities, *self.dates, *self.figures, *self.relations, *self.events, *self.quotes,
        )  # fmt: skip
        for item in items:
            if item.id in known:
                raise ValueError(f"id {item.id} stands twice")
            known[item.id] = type(item).__name__
        values = {date.value for date in self.dates}
        for owner, reference, kind in self._references():
            if known.get(reference) != kind:
                raise ValueError(f"{owner} refers to {reference}, which is no {kind.lower()} of this record")
        for event in self.events:
            if event.date is not None and event.date not in values:
                raise ValueError(f"{event.id}: date {event.date} is not in dates")
        return self

    def _all_evidence(self) -> Iterator[tuple[str, Evidence]]:
        def each(owner: str, items: Iterable[Evidence]) -> Iterator[tuple[str, Evidence]]:
            return ((owner, item) for item in items)

        for entity in self.entities:
            yield from each(entity.id, (*entity.mentions, *entity.titles))
        yield from (pair for date in self.dates for pair in each(date.id, date.mentions))
        yield from (pair for figure in self.figures for pair in each(figure.id, figure.mentions))
        yield from (pair for relation in self.relations for pair in each(relation.id, relation.evidence))
        yield from (pair for event in self.events for pair in each(event.id, event.evidence))
        for quote in self.quotes:
            yield quote.id, quote

    def _references(self) -> Iterator[tuple[str, str, str]]:
        for relation in self.relations:
            yield relation.id, relation.subject, "Entity"
            yield relation.id, relation.object, "Figure" if relation.type == "has_figure" else "Entity"
        for event in self.events:
            for reference in (*event.participants, *event.attendees, *([event.place] if event.place else [])):
                yield event.id, reference, "Entity"
        for quote in self.quotes:
            if quote.speaker:
                yield quote.id, quote.speaker, "Entity"
