"""What a release of the corpora tells: relations, events and quotes, in a file beside its mark-up.

A file holds, for each release, a line `=== ID` and one fact a line, its parts set off by bars:

    holds_position | P1 | O2 | adjoint à l'urbanisme | M. Brel, adjoint à l'urbanisme
    has_figure | J:Rive Neuve | 340 logements | comptera 340 logements
    partner_of | O1 | O:Territoria 36 | ont signé
    event | signing | 2026-02-18 | L1 | O1; P1 | P4
    quote | P1 | « Mignonnet, pour mes

An entity is its letter with its number in the mark-up, or its letter, a colon and one of its names. The last part of a
relation is its evidence, the smallest stretch of the text that states it; `title` stands before it. Of an event, day,
place, participants and attendees follow the type; `-` stands for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from press_extract.errors import InputError
from press_extract.evaluate.check import ARGUMENTS
from press_extract.record import RelationType
from press_extract.text import shadow
from press_extract.train.markup import EVENTS, LABELS, Marked, entities, gold_row

RELATIONS: tuple[str, ...] = get_args(RelationType)
_HEAD = re.compile(r"^=== *(\S+)[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Fact:
    """State one relation: entities by their number in `entities`, of `has_figure` the figure's words for object."""

    type: str
    subject: int
    object: int | str
    evidence: str
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Happening:
    """State one event, its entities by their number in `entities`."""

    type: str
    date: str | None
    place: int | None
    participants: tuple[int, ...]
    attendees: tuple[int, ...]


@dataclass(slots=True)
class Told:
    """Hold what one release tells."""

    facts: list[Fact] = field(default_factory=list)
    events: list[Happening] = field(default_factory=list)
    quotes: list[tuple[int, str]] = field(default_factory=list)


def read_told(path: Path, releases: Mapping[str, Marked]) -> dict[str, Told]:
    """Return what the releases tell, by their id.

    Raises:
        InputError: a line is broken, or says what the release does not hold; names file and release.
    """
    text = path.read_text(encoding="utf-8")
    heads = list(_HEAD.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    found: dict[str, Told] = {}
    for head, end in zip(heads, ends, strict=True):
        where = f"{path}#{head[1]}"
        if head[1] not in releases or head[1] in found:
            raise InputError("is no release, or a second time", where=where, hint="expected the id of a release")
        reader = _Reader(releases[head[1]])
        for line in filter(None, map(str.strip, text[head.end() : end].splitlines())):
            try:
                reader.read([part.strip() for part in line.split("|")])
            except ValueError as error:
                raise InputError(f"{error}; the line is {line!r}", where=where) from error
        found[head[1]] = reader.told
    return found


class _Reader:
    def __init__(self, release: Marked) -> None:
        self._text = _plain(release.text)
        self._entities = entities(release)
        letters = {label: letter for letter, label in LABELS.items()}
        self._by_mark = {
            f"{letters[mark.label]}{mark.entity}": (mark.label, release.text[mark.start : mark.end])
            for mark in release.marks
            if mark.entity
        }
        self.told = Told()

    def read(self, parts: Sequence[str]) -> None:
        kind = parts[0]
        if kind == "event":
            self._count(parts, 6)
            if parts[1] not in EVENTS:
                raise ValueError(f"unknown event {parts[1]!r}")
            place = self._entity(parts[3]) if parts[3] != "-" else None
            people = [tuple(self._all(part)) for part in parts[4:6]]
            self.told.events.append(Happening(parts[1], _or_none(parts[2]), place, *people))
        elif kind == "quote":
            self._count(parts, 3)
            self._in_text(parts[2])
            self.told.quotes.append((self._entity(parts[1]), parts[2]))
        elif kind in RELATIONS:
            self._relation(kind, parts)
        else:
            raise ValueError(f"found {kind!r}, expected event, quote or a relation ({', '.join(RELATIONS)})")

    def _relation(self, kind: str, parts: Sequence[str]) -> None:
        titled = kind == "holds_position"
        self._count(parts, 5 if titled else 4)
        subject, evidence = self._entity(parts[1]), parts[-1]
        self._in_text(evidence)
        if kind == "has_figure":
            self._in_text(parts[2])
            self.told.facts.append(Fact(kind, subject, parts[2], evidence))
            return
        target = self._entity(parts[2])
        pair = (self._entities[subject][0], self._entities[target][0])
        subjects, targets = ARGUMENTS[kind]
        if pair[0] not in subjects or pair[1] not in targets or subject == target:
            raise ValueError(f"{kind} cannot lead from {pair[0]} to {pair[1]}")
        if titled:
            self._in_text(parts[3])
        self.told.facts.append(Fact(kind, subject, target, evidence, parts[3] if titled else None))

    def _all(self, part: str) -> Iterator[int]:
        return (self._entity(name.strip()) for name in part.split(";") if name.strip() not in {"", "-"})

    def _entity(self, name: str) -> int:
        if name[1:2] == ":":
            label, form = LABELS.get(name[:1], ""), name[2:].strip()
        else:
            label, form = self._by_mark.get(name, ("", ""))
        for number, (type_, forms) in enumerate(self._entities):
            if type_ == label and _plain(form) in map(_plain, forms):
                return number
        raise ValueError(f"{name!r} is no entity of the release")

    def _in_text(self, words: str) -> None:
        if _plain(words) not in self._text:
            raise ValueError(f"{words!r} is not in the text")

    @staticmethod
    def _count(parts: Sequence[str], count: int) -> None:
        if len(parts) != count:
            raise ValueError(f"found {len(parts)} parts, expected {count}")


def _plain(words: str) -> str:
    """Return words as they are compared: a line may break where it will."""
    return " ".join(shadow(words).split())


def _or_none(part: str) -> str | None:
    return None if part == "-" else part


def told_row(marked: Marked, told: Told) -> dict[str, Any]:
    """Return a release with what it tells as a row of gold; dates and figures are left to whoever reads them."""
    ids = [f"e{number}" for number in range(1, len(entities(marked)) + 1)]
    relations = [
        {"type": fact.type, "subject": ids[fact.subject]}
        | {"object": fact.object if isinstance(fact.object, str) else ids[fact.object]}
        | ({"title": fact.title} if fact.title else {})
        for fact in told.facts
    ]
    events = [
        {"type": event.type, "date": event.date, "place": None if event.place is None else ids[event.place]}
        | {"participants": [ids[at] for at in event.participants], "attendees": [ids[at] for at in event.attendees]}
        for event in told.events
    ]
    quotes = [{"speaker": ids[speaker], "text": words} for speaker, words in told.quotes]
    return gold_row(marked) | {"relations": relations, "events": events, "quotes": quotes}
