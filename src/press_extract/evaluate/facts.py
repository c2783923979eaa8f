"""The facts of one release, in the shape that gold annotations and records share; what else a row says is ignored."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AliasChoices, AliasPath, BaseModel, BeforeValidator, ConfigDict, Field


def _null_is_empty(value: Any) -> Any:
    return () if value is None else value


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


Names = Annotated[tuple[str, ...], BeforeValidator(_null_is_empty)]


class Entity(_Row):
    """Name one entity."""

    id: str
    type: str | None = None
    name: str | None = None
    aliases: Names = ()


class Date(_Row):
    """Give the value of one date."""

    value: str | None = None


class Figure(_Row):
    """Give one quantity; gold relations point to it by its text, records by its id."""

    id: str | None = None
    text: str | None = None
    value: Any = None
    upper: Any = None
    bound: str | None = None
    unit: str | None = None


class Relation(_Row):
    """State one fact; gold has the title beside the type, a record among the attributes."""

    type: str
    subject: str
    object: str
    title: str | None = Field(None, validation_alias=AliasChoices("title", AliasPath("attributes", "title")))


class Event(_Row):
    """Tell one happening."""

    type: str
    date: str | None = None
    place: str | None = None
    participants: Names = ()
    attendees: Names = ()


class Quote(_Row):
    """Tell who said what."""

    speaker: str | None = None
    text: str | None = None


class Facts(_Row):
    """Hold the facts of one release, from a gold row or a record."""

    entities: Annotated[tuple[Entity, ...], BeforeValidator(_null_is_empty)] = ()
    dates: Annotated[tuple[Date, ...], BeforeValidator(_null_is_empty)] = ()
    figures: Annotated[tuple[Figure, ...], BeforeValidator(_null_is_empty)] = ()
    relations: Annotated[tuple[Relation, ...], BeforeValidator(_null_is_empty)] = ()
    events: Annotated[tuple[Event, ...], BeforeValidator(_null_is_empty)] = ()
    quotes: Annotated[tuple[Quote, ...], BeforeValidator(_null_is_empty)] = ()


class Gold(Facts):
    """Hold the facts that a person found in the release `id`."""

    id: str
