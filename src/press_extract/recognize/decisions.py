"""Decisions: one type for each name of a document, from the votes for all its candidates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from press_extract.mentions import Span
from press_extract.recognize.candidates import Candidate
from press_extract.recognize.chunks import Chunk
from press_extract.recognize.votes import Votes, add, together, winner
from press_extract.record import EntityType
from press_extract.text import fold

_THRESHOLD = 1.5  # the least weight that makes a candidate a name
_CONTEXT_CAP = 7.5  # the most that all contexts of one name may add
_QUOTED_END = re.compile(r"[«“\"] ?([^«»“”\"]+?) ?[»”\"]$")

Decisions = Mapping[str, tuple[EntityType, float]]


def decide(text: str, candidates: Sequence[Candidate], legal_forms: frozenset[str]) -> Decisions:
    """Return one type and confidence for each name, from all its candidates together.

    A name and its bracketed short form vote together; a part of a name that stands alone has the whole's type.
    """
    form: dict[str, Votes] = {}
    context: dict[str, Votes] = {}
    wholes: dict[str, str] = {}
    named = [candidate for candidate in candidates if not candidate.chunk.nominal]
    for candidate in named:
        for part in _parts(text, candidate, legal_forms):
            wholes.setdefault(part, candidate.key)
    for candidate in named:
        key = wholes.get(candidate.key, candidate.key)
        known = form.setdefault(key, {})
        for type_, weight in candidate.votes.items():
            known[type_] = max(known.get(type_, weight), weight)
        for type_, weight in candidate.context.items():
            add(context.setdefault(key, {}), type_, weight)
    typed = {}
    for key, votes in form.items():
        total = together(votes, {t: min(w, _CONTEXT_CAP) for t, w in context.get(key, {}).items()})
        best, confidence = winner(total)
        if best is not None and total[best] >= _THRESHOLD:
            typed[key] = (best, confidence)
    return typed | {part: typed[whole] for part, whole in wholes.items() if whole in typed}


def _parts(text: str, candidate: Candidate, legal_forms: frozenset[str]) -> Iterator[str]:
    """Yield the keys of what may stand for a name: acronym, quoted part, it without head or legal form."""
    chunk, words = candidate.chunk, candidate.words
    if candidate.short:
        yield fold(text[candidate.short.start : candidate.short.end])
    if chunk.head and not chunk.announced:
        if part := quoted_part(text, chunk):
            yield fold(text[part.start : part.end])
        rest = words[chunk.head.length :]
        if not words[0].capital and rest and rest[0].capital and not chunk.head.group.acts:
            yield fold(text[rest[0].start : chunk.end])
    elif len(words) > 1 and words[-1].lower in legal_forms:
        yield fold(text[chunk.start : words[-2].end])


def quoted_part(text: str, chunk: Chunk) -> Span | None:
    """Return the part of a headed name that stands in quotation marks at its end."""
    match = _QUOTED_END.search(text, chunk.start, chunk.end)
    return Span(match.start(1), match.end(1)) if match else None
