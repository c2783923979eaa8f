"""Nominals and pronouns: phrases that point back to an entity named before."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from press_extract.mentions import Span
from press_extract.pack.coreference import CoreferenceData
from press_extract.record import EntityType
from press_extract.resolve.entities import EntityDraft, EntityMention
from press_extract.text import fold

_CONFIDENCE_HEAD, _CONFIDENCE_MAIN, _CONFIDENCE_PRONOUN = 0.7, 0.5, 0.4


class _Pointers:
    def __init__(self, data: CoreferenceData) -> None:
        self.by_noun: dict[str, list[tuple[EntityType, bool]]] = {}
        for group in data.nouns:
            for noun in group.nouns:
                self.by_noun.setdefault(noun, []).append((group.type, group.main))
        determiners = "|".join(sorted(data.determiners, key=len, reverse=True))
        nouns = "|".join(sorted(self.by_noun, key=len, reverse=True))
        blocked = "|".join(f"(?:{pattern})" for pattern in data.blocked_after)
        # Determiner and noun in any case; what follows is tested with its case, since a capital makes it a name.
        self.pattern = re.compile(
            rf"(?<![\w'-])(?i:(?:{determiners}))(?:(?<=')| )(?P<noun>(?i:{nouns}))(?!\w)(?!{blocked})"
        )
        self.subject = re.compile(rf"(?:{'|'.join(data.subjects)})(?![\w-])", re.IGNORECASE)


@cache
def _pointers(data: CoreferenceData) -> _Pointers:
    return _Pointers(data)


class Timeline:
    """Answer which entity was named last, or most, before an offset."""

    def __init__(self, drafts: Sequence[EntityDraft]) -> None:
        self._named = sorted(
            (mention.start, mention.end, index) for index, draft in enumerate(drafts) for mention in draft.mentions
        )
        self._starts = [start for start, _, _ in self._named]
        self._drafts = drafts

    def last(self, offset: int, type_: EntityType, head: str | None = None, reach: int = 60) -> int | None:
        """Return the entity of `type_` named last before `offset`; with `head`, one whose name has that head."""
        at = bisect_left(self._starts, offset)
        for _, _, index in reversed(self._named[max(0, at - reach) : at]):
            draft = self._drafts[index]
            if draft.type == type_ and (
                head is None or any(head in fold(name).split()[:2] for name in (draft.name, *draft.aliases))
            ):
                return index
        return None

    def main(self, offset: int, type_: EntityType, reach: int = 60) -> int | None:
        """Return the entity of `type_` named most often before `offset`, the first named where two tie."""
        at = bisect_left(self._starts, offset)
        counts: dict[int, int] = {}
        for _, _, index in self._named[max(0, at - reach) : at]:
            if self._drafts[index].type == type_:
                counts[index] = counts.get(index, 0) + 1
        return max(counts, key=lambda index: (counts[index], -index)) if counts else None

    def first_in(self, span: Span, types: frozenset[EntityType]) -> int | None:
        """Return the first entity of `types` named within `span`."""
        at = bisect_left(self._starts, span.start)
        while at < len(self._named) and self._named[at][0] < span.end:
            if self._drafts[self._named[at][2]].type in types:
                return self._named[at][2]
            at += 1
        return None

    def covered(self, start: int, end: int) -> bool:
        """Tell whether a named mention overlaps the characters from `start` to `end`."""
        at = bisect_left(self._starts, end)
        return any(self._named[index][1] > start for index in range(max(0, at - 3), at))


def point_back(text: str, sentences: Sequence[Span], drafts: Sequence[EntityDraft], data: CoreferenceData) -> None:
    """Add to `drafts` the nominal and pronoun mentions of `text`, the shadow."""
    pointers = _pointers(data)
    timeline = Timeline(drafts)
    found: list[tuple[int, EntityMention]] = []
    for position, sentence in enumerate(sentences):
        for match in pointers.pattern.finditer(text, sentence.start, sentence.end):
            start, end = match.span("noun")
            if timeline.covered(start, end):
                continue
            resolved = _resolve(match["noun"].lower(), start, pointers, timeline)
            if resolved:
                found.append((resolved[0], EntityMention(match.start(), end, "nominal", resolved[1])))
        if position and (opener := pointers.subject.match(text, sentence.start)):
            subject = timeline.first_in(sentences[position - 1], frozenset({"organization", "project", "person"}))
            if subject is not None:
                found.append((subject, EntityMention(opener.start(), opener.end(), "pronoun", _CONFIDENCE_PRONOUN)))
    for index, mention in found:
        drafts[index].mentions.append(mention)
        drafts[index].mentions.sort()


def _resolve(noun: str, offset: int, pointers: _Pointers, timeline: Timeline) -> tuple[int, float] | None:
    for type_, main in pointers.by_noun.get(noun, ()):
        by_head = timeline.last(offset, type_, fold(noun))
        if by_head is not None:
            return by_head, _CONFIDENCE_HEAD
        if main and (index := timeline.main(offset, type_)) is not None:
            return index, _CONFIDENCE_MAIN
    return None
