"""The corpora's mark-up: releases in plain text with their names marked inline, as people write and review them.

A file holds many releases. Each begins with `=== ID`, then lines `key: value`, a blank line and the text, in which
`[words|X]` marks a mention (X: see `LABELS`), a number after the letter ties different forms of one entity together
(`[Office des ports|O1] ([ODP|O1])`), marks may nest, and `{signing}` opens a sentence that tells such an event. A
backslash before a bracket, a brace, a bar or a backslash makes it a plain character.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from press_extract.errors import InputError
from press_extract.mentions import Span
from press_extract.record import EventType

LABELS: Mapping[str, str] = {"O": "organization", "P": "person", "L": "place", "J": "project", "T": "title"}
EVENTS: tuple[str, ...] = get_args(EventType)
TEST = "test"

_RELEASE = re.compile(r"^=== *(\S+)[ \t]*$", re.MULTILINE)
_SIGN = re.compile(
    r"\\(?P<plain>[\[\]{}|\\])|(?P<open>\[)|\|(?P<label>[A-Z])(?P<entity>\d*)\]|\{(?P<event>[a-z]+)\}|(?P<stray>[\]{}])"
)


@dataclass(frozen=True, slots=True, order=True)
class Mark(Span):
    """Mark one mention; `entity` is the number that ties its forms together, or ""."""

    label: str
    entity: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """Hold one annotated text.

    Attributes:
        header: what its head says (`lang`, `country`, `published`, `kind`, `split`).
        marks: its mentions in order, an outer one before what it holds.
        events: offset and type of every event mark.
    """

    id: str
    text: str
    marks: tuple[Mark, ...] = ()
    events: tuple[tuple[int, str], ...] = ()
    header: Mapping[str, str] | None = None

    @property
    def language(self) -> str:
        """Name its language (ISO 639-1)."""
        return (self.header or {}).get("lang", "")

    @property
    def kept_apart(self) -> bool:
        """Tell whether it belongs to the test."""
        return (self.header or {}).get("split") == TEST


def read_file(path: Path) -> list[Marked]:
    """Return the releases of a file.

    Raises:
        InputError: the file cannot be read, holds no release, or its mark-up is broken; names file and release.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"cannot be read: {reason}", where=str(path), hint="expected mark-up in UTF-8") from error
    heads = list(_RELEASE.finditer(text))
    if not heads:
        raise InputError("holds no release", where=str(path), hint="expected lines such as '=== ID'")
    ends = [head.start() for head in heads[1:]] + [len(text)]
    return [_release(head[1], text[head.end() : end], path) for head, end in zip(heads, ends, strict=True)]


def _release(id_: str, rest: str, path: Path) -> Marked:
    head, _, body = rest.lstrip("\n").partition("\n\n")
    header = {}
    for line in head.splitlines():
        key, colon, value = line.partition(":")
        if not colon:
            raise InputError(f"found the line {line!r}, expected key: value", where=f"{path}#{id_}")
        header[key.strip()] = value.strip()
    try:
        marked = parse(body.strip("\n"), id_)
    except ValueError as error:
        raise InputError(str(error), where=f"{path}#{id_}") from error
    return Marked(id_, marked.text, marked.marks, marked.events, header)


def parse(source: str, id_: str = "") -> Marked:
    """Return the text without mark-up, and what the mark-up said.

    Raises:
        ValueError: a bracket has no partner, or a letter or an event is unknown.
    """
    text: list[str] = []
    marks: list[Mark] = []
    events: list[tuple[int, str]] = []
    opened: list[int] = []
    length = at = 0
    for sign in _SIGN.finditer(source):
        piece = source[at : sign.start()] + (sign["plain"] or "")
        text.append(piece)
        length += len(piece)
        at = sign.end()
        if sign["open"]:
            opened.append(length)
        elif sign["label"]:
            if not opened or sign["label"] not in LABELS:
                raise ValueError(
                    f"found {sign[0]!r} without its bracket or with an unknown letter: {_near(source, at)}"
                )
            marks.append(Mark(opened.pop(), length, LABELS[sign["label"]], sign["entity"]))
        elif sign["event"]:
            if sign["event"] not in EVENTS:
                raise ValueError(f"unknown event {sign['event']!r}, expected one of {', '.join(EVENTS)}")
            events.append((length, sign["event"]))
        elif sign["stray"]:
            raise ValueError(f"found a stray {sign['stray']!r}: {_near(source, at)}")
    if opened:
        raise ValueError(f"a bracket is not closed: {_near(''.join(text), opened[-1])}")
    text.append(source[at:])
    ordered = sorted(marks, key=lambda mark: (mark.start, -mark.end))
    return Marked(id_, "".join(text), tuple(ordered), tuple(events))


def _near(text: str, at: int) -> str:
    return repr(text[max(0, at - 40) : at + 20])


def write(marked: Marked) -> str:
    """Return the text with its mark-up, without the head."""
    signs: list[tuple[int, int, int, str]] = []
    letters = {label: letter for letter, label in LABELS.items()}
    for order, mark in enumerate(marked.marks):
        signs.append((mark.start, 1, order, "["))
        signs.append((mark.end, 0, -order, f"|{letters[mark.label]}{mark.entity}]"))
    signs += [(at, 1, -1, f"{{{event}}}") for at, event in marked.events]
    pieces: list[str] = []
    at = 0
    for offset, _, _, sign in sorted(signs):
        pieces += [_escaped(marked.text[at:offset]), sign]
        at = offset
    return "".join([*pieces, _escaped(marked.text[at:])])


def _escaped(text: str) -> str:
    return re.sub(r"([\[\]{}\\])", r"\\\1", text)


def entities(marked: Marked) -> list[tuple[str, list[str]]]:
    """Return every entity as its type and its forms, the fullest first; titles and what lies in a name are none."""
    groups: dict[tuple[str, str], list[str]] = {}
    numbers = {(m.label, marked.text[m.start : m.end]): m.entity for m in marked.marks if m.entity}
    for mark in outer(marked.marks):
        form = marked.text[mark.start : mark.end]
        number = mark.entity or numbers.get((mark.label, form), "")
        forms = groups.setdefault((mark.label, number or form), [])
        if form not in forms:
            forms.append(form)
    return [(label, sorted(forms, key=lambda form: -len(form))) for (label, _), forms in groups.items()]


def outer(marks: Iterable[Mark]) -> Iterator[Mark]:
    """Yield the marks of names that lie in no other name."""
    end = -1
    for mark in marks:
        if mark.label != "title" and mark.start >= end:
            yield mark
            end = mark.end


def gold_row(marked: Marked) -> dict[str, Any]:
    """Return the names of a release as a row of gold; the layers that the mark-up does not know are empty."""
    header = marked.header or {}
    named = [
        {"id": f"e{number}", "type": label, "name": forms[0], "aliases": forms[1:]}
        for number, (label, forms) in enumerate(entities(marked), 1)
    ]
    row: dict[str, Any] = {"id": marked.id, "lang": marked.language, "published": header.get("published")}
    return (
        row
        | {"text": marked.text, "entities": named}
        | {layer: [] for layer in ("dates", "figures", "relations", "events", "quotes")}
    )
