"""Check gold files against the rules of annotation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from press_extract.evaluate.annotation import Annotation, Relation
from press_extract.evaluate.rows import read_rows

_PERSON_OR_BODY = frozenset({"person", "organization"})
_BODY = frozenset({"organization"})

ARGUMENTS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "holds_position": (frozenset({"person"}), frozenset({"organization", "place"})),
    "subsidiary_of": (_BODY, _BODY),
    "partner_of": (_BODY, _BODY),
    "acquires": (_BODY, _BODY),
    "finances": (_PERSON_OR_BODY, frozenset({"organization", "project"})),
    "develops": (_PERSON_OR_BODY, frozenset({"project"})),
    "located_in": (frozenset({"organization", "project", "place"}), frozenset({"place"})),
    "extends": (frozenset({"project"}), frozenset({"project", "place"})),
    "member_of": (_PERSON_OR_BODY, frozenset({"organization", "project"})),
}
"""The types of entity that may be subject and object of each relation between entities."""


class Problem(NamedTuple):
    """Say what is wrong with one row of a gold file."""

    where: str
    release: str
    message: str


def check_files(paths: Iterable[Path]) -> Iterator[Problem]:
    """Yield every problem of the gold files, in the order of their rows.

    Raises:
        InputError: a file cannot be read, or a line is no JSON object.
    """
    for path in paths:
        seen: set[str] = set()
        for number, row in read_rows(path):
            release = str(row.get("id"))
            messages = [*check_row(row), *(["the id stands twice in the file"] if release in seen else [])]
            seen.add(release)
            yield from (Problem(f"{path}:{number}", release, message) for message in messages)


def check_row(row: Mapping[str, Any]) -> Iterator[str]:
    """Yield what breaks a rule in one gold row: first its shape; if that holds, what its parts say of each other."""
    try:
        gold = Annotation.model_validate(row)
    except ValidationError as error:
        for fault in error.errors():
            yield f"{'.'.join(str(step) for step in fault['loc'])}: {fault['msg']}, found {_short(fault['input'])}"
        return
    yield from _not_in_text(gold)
    yield from _repeated(gold)
    yield from _ranges(gold)
    for relation in gold.relations:
        yield from _relation(relation, gold)
    yield from _dangling(gold)


def _short(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."


def _not_in_text(gold: Annotation) -> Iterator[str]:
    named = [("name", name) for entity in gold.entities for name in (entity.name, *entity.aliases)]
    for kind, items in (("date", gold.dates), ("figure", gold.figures), ("quote", gold.quotes)):
        named += [(kind, item.text) for item in items]
    yield from (f"{kind} not in the text: {words!r}" for kind, words in named if words not in gold.text)


def _repeated(gold: Annotation) -> Iterator[str]:
    for kind, keys in (("entity id", [e.id for e in gold.entities]), ("date value", [d.value for d in gold.dates])):
        yield from (f"{kind} stands twice: {key!r}" for key in sorted({key for key in keys if keys.count(key) > 1}))


def _ranges(gold: Annotation) -> Iterator[str]:
    for figure in gold.figures:
        if (figure.bound == "range") != (figure.upper is not None):
            yield f"bound {figure.bound!r} and upper {figure.upper!r} disagree: {figure.text!r}"


def _relation(relation: Relation, gold: Annotation) -> Iterator[str]:
    types: dict[str, str] = {entity.id: entity.type for entity in gold.entities}
    objects = {figure.text for figure in gold.figures} if relation.type == "has_figure" else types.keys()
    if relation.subject not in types:
        yield f"subject {relation.subject!r} of {relation.type} is no entity"
    elif relation.object not in objects:
        kind = "figure's text" if relation.type == "has_figure" else "entity"
        yield f"object {relation.object!r} of {relation.type} is no {kind}"
    elif relation.type in ARGUMENTS:
        subjects, targets = ARGUMENTS[relation.type]
        pair = (types[relation.subject], types[relation.object])
        if pair[0] not in subjects or pair[1] not in targets:
            yield f"{relation.type} cannot lead from {pair[0]} {relation.subject} to {pair[1]} {relation.object}"
        if relation.subject == relation.object:
            yield f"{relation.type} of itself: {relation.subject!r}"
    if relation.type == "holds_position" and not relation.title:
        yield f"no title: {relation.subject!r} at {relation.object!r}"


def _dangling(gold: Annotation) -> Iterator[str]:
    ids = {entity.id for entity in gold.entities}
    values = {date.value for date in gold.dates}
    for event in gold.events:
        if event.date and event.date not in values:
            yield f"date {event.date!r} of {event.type} is not in dates"
        people = (*(event.participants or ()), *(event.attendees or ()), *([event.place] if event.place else ()))
        yield from (f"{reference!r} of {event.type} is no entity" for reference in people if reference not in ids)
    yield from (f"speaker {quote.speaker!r} is no entity" for quote in gold.quotes if quote.speaker not in ids)
