"""Statements: relations that a sentence asserts in words, by the patterns of its language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product

from press_extract.pack.relations import RelationData
from press_extract.relate.context import Named, RelationDraft
from press_extract.relate.masks import Mask, compile_pattern

_PAIRWISE_LIMIT = 4  # for more partners, only pairs with the first-named
_POINTER_TRUST, _TOPIC_TRUST = 0.8, 0.65  # for arguments that are pointed to, or not named at all
_ABOUT_PROJECTS = frozenset({"finances", "develops", "located_in", "extends"})
_DENIAL_REACH = 30  # characters before a statement in which a denial counts


class _Compiled:
    def __init__(self, data: RelationData) -> None:
        self.relations = [
            (relation.type, relation.confidence, [compile_pattern(pattern, data) for pattern in relation.patterns])
            for relation in data.relations
        ]
        self.denial = re.compile("|".join(f"(?:{denial})" for denial in data.denials), re.IGNORECASE)
        self.aside = re.compile(data.asides, re.IGNORECASE)


@cache
def _compiled(data: RelationData) -> _Compiled:
    return _Compiled(data)


def denied(text: str, start: int, end: int, data: RelationData) -> bool:
    """Tell whether what a masked sentence says from `start` to `end` is denied, wished or only thought of."""
    return _compiled(data).denial.search(text, max(0, start - _DENIAL_REACH), end) is not None


@dataclass(frozen=True, slots=True)
class Topics:
    """Name the project and the organisation that a release is about, by index."""

    project: int | None
    body: int | None

    def missing(self, type_: str, role: str) -> int | None:
        """Return what a statement of `type_` means where it names no `role` (`subject` or `object`)."""
        if role == "object" and type_ in _ABOUT_PROJECTS and self.project is not None:
            return self.project
        return self.body


def read_statements(mask: Mask, data: RelationData, topics: Topics) -> Iterator[RelationDraft]:
    """Yield the relations that one masked sentence states.

    Args:
        mask: the sentence.
        data: the patterns of its language.
        topics: what the release is about, which a statement without subject or object means.
    """
    if not mask.named:
        return
    compiled = _compiled(data)
    for type_, confidence, patterns in compiled.relations:
        for number, pattern in enumerate(patterns, 1):
            for match in pattern.finditer(mask.text):
                if denied(mask.text, match.start(), match.end(), data):
                    continue
                evidence = mask.span(match.start(), match.end())
                title = mask.span(*match.span("title")) if "title" in pattern.groupindex else None
                for subject, object_, trust in _arguments(type_, mask, match, compiled.aside, topics):
                    if subject != object_:
                        sources = (f"pattern:{type_}.{number}",)
                        yield RelationDraft(
                            type_, subject, object_, evidence, confidence * trust, title, sources=sources
                        )


def _arguments(
    type_: str, mask: Mask, match: re.Match[str], aside: re.Pattern[str], topics: Topics
) -> Iterator[tuple[int, int, float]]:
    """Yield subject, object and how far the words themselves name them, from 0 to 1."""
    roles = {
        role: mask.entities(aside.sub("", signs))
        for role, signs in match.groupdict().items()
        if signs and role != "title"
    }
    if "group" in roles:
        members = _distinct([*roles["group"], *roles.get("other", [])])
        few = len(members) <= _PAIRWISE_LIMIT
        for one, other in combinations(members, 2) if few else ((members[0], member) for member in members[1:]):
            yield one.entity, other.entity, _trust(one, other)
        return
    subjects: Sequence[Named | None] = roles.get("subject") or [None]
    objects: Sequence[Named | None] = roles.get("object") or [None]
    for named, meant in product(subjects, objects):
        subject = named.entity if named else topics.missing(type_, "subject")
        object_ = meant.entity if meant else topics.missing(type_, "object")
        if subject is not None and object_ is not None:
            trust = _trust(*(mention for mention in (named, meant) if mention))
            yield subject, object_, trust * (1.0 if named and meant else _TOPIC_TRUST)


def _trust(*mentions: Named) -> float:
    return _POINTER_TRUST if any(mention.kind in {"nominal", "pronoun"} for mention in mentions) else 1.0


def _distinct(mentions: Sequence[Named]) -> list[Named]:
    seen: dict[int, Named] = {}
    for mention in mentions:
        seen.setdefault(mention.entity, mention)
    return list(seen.values())
