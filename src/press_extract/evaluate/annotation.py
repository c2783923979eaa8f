"""The shape that a gold row must have, stricter than what scoring needs to read it."""

from __future__ import annotations

import datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from press_extract.record import Bound, DateValue, EntityType, EventType, RelationType


def _iso_day(value: str) -> str:
    if datetime.date.fromisoformat(value).isoformat() != value:
        raise ValueError(f"{value!r} is not YYYY-MM-DD")
    return value


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")


class Entity(_Part):
    """Name one entity; every form stands in the text."""

    id: str
    type: EntityType
    name: str = Field(min_length=1)
    aliases: list[str] = []


class Date(_Part):
    """Give one date expression and its value."""

    text: str
    value: DateValue


class Figure(_Part):
    """Give one quantity."""

    text: str
    value: int | float
    upper: int | float | None = None
    bound: Bound
    unit: str = Field(min_length=1)


class Relation(_Part):
    """State one fact; of `has_figure` the object is a figure's text."""

    type: RelationType
    subject: str
    object: str
    title: str | None = None


class Event(_Part):
    """Tell one happening."""

    type: EventType
    date: str | None = None
    place: str | None = None
    participants: list[str] | None = None
    attendees: list[str] | None = None


class Quote(_Part):
    """Give the speaker and the first words of a quotation."""

    speaker: str
    text: str


class Annotation(_Part):
    """Hold everything that was annotated in one release."""

    id: str
    lang: str
    published: Annotated[str, AfterValidator(_iso_day)] | None = None
    text: str
    entities: list[Entity]
    dates: list[Date]
    figures: list[Figure]
    relations: list[Relation]
    events: list[Event]
    quotes: list[Quote]
