"""Pairs: what may stand in a relation with what, and what can be seen of each pair."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from press_extract.mentions import FigureMention, Span
from press_extract.record import EntityType, RelationType
from press_extract.relate.context import Document, RelationDraft
from press_extract.relate.owners import Subjects, main_topics

DOMAIN: Mapping[RelationType, tuple[frozenset[EntityType], frozenset[EntityType]]] = {
    "holds_position": (frozenset({"person"}), frozenset({"organization", "place"})),
    "subsidiary_of": (frozenset({"organization"}), frozenset({"organization"})),
    "partner_of": (frozenset({"organization"}), frozenset({"organization"})),
    "acquires": (frozenset({"organization"}), frozenset({"organization"})),
    "finances": (frozenset({"person", "organization"}), frozenset({"organization", "project"})),
    "develops": (frozenset({"person", "organization"}), frozenset({"project"})),
    "located_in": (frozenset({"organization", "project", "place"}), frozenset({"place"})),
    "extends": (frozenset({"project"}), frozenset({"project", "place"})),
    "member_of": (frozenset({"person", "organization"}), frozenset({"organization", "project"})),
}
SYMMETRIC: frozenset[RelationType] = frozenset({"partner_of"})
FIGURE: RelationType = "has_figure"
TYPES: tuple[RelationType, ...] = (*DOMAIN, FIGURE)
SAID = 2 * len(DOMAIN) + 2
"""How many of the last numbers of what can be seen are what the patterns state, one for each of `TYPES` first."""

_FIGURE_AT = TYPES.index(FIGURE)
_BEFORE, _BEHIND = 2, 1  # sentences before and behind a mention in which its partner may stand
_KINDS: tuple[EntityType, ...] = ("organization", "person", "place", "project")
_SECTIONS = ("headline", "body", "boilerplate", "contact")
_MEASURES = (
    "jobs", "share", "growth", "revenue", "profit", "price", "capital", "funding", "investment", "area", "length",
    "power", "energy", "capacity", "mass", "duration", "people", "money",
)  # fmt: skip
_SIGNS = ";:(),\n«»"


@dataclass(frozen=True, slots=True)
class Pair:
    """Set two things side by side that may be tied.

    Attributes:
        subject: an entity, by index.
        object: an entity, or a figure mention, by index.
        types: the relations that can tie them.
        spans: where they stand, the subject first.
        seen: what can be counted of them; see `PairReader`.
    """

    subject: int
    object: int
    types: Sequence[RelationType]
    spans: tuple[Span, Span]
    seen: Sequence[float]


@dataclass(frozen=True, slots=True)
class _Target(Span):
    """Mark what a pair ends in."""

    index: int
    type: EntityType | None  # None: a figure
    pointing: bool
    sentence: int
    figure: FigureMention | None = None


@dataclass(slots=True)
class PairReader:
    """List the pairs of one document.

    Args:
        document: what earlier stages found.
        subjects: tells what may be the subject of its clause.
        stated: what the patterns state, which is one of the things that can be seen.
    """

    document: Document
    subjects: Subjects
    stated: Collection[RelationDraft]
    _sentence_of: list[int] = field(init=False)
    _by_entity: dict[int, list[int]] = field(init=False)

    def __post_init__(self) -> None:
        """Index mentions by sentence and entity."""
        starts = [sentence.start for sentence in self.document.sentences]
        self._sentence_of = [max(0, bisect_left(starts, named.start + 1) - 1) for named in self.document.named]
        self._by_entity = {}
        for at, named in enumerate(self.document.named):
            self._by_entity.setdefault(named.entity, []).append(at)
        self._starts = starts
        self._project, self._body = main_topics(self.document)
        self._claims: dict[tuple[str, int, int], float] = {}
        for draft in self.stated:
            key = (draft.type, draft.subject, draft.object)
            self._claims[key] = max(self._claims.get(key, 0.0), draft.confidence)
        self._oblique = [self.subjects.oblique(named) for named in self.document.named]
        self._section = [self.document.section_of(named.start) for named in self.document.named]
        counts = [len(draft.mentions) for draft in self.document.drafts]
        self._share = [count / max(counts, default=1) for count in counts]

    _subjects_seen: dict[int, list[float]] = field(init=False, default_factory=dict)
    _starts: list[int] = field(init=False)
    _project: int | None = field(init=False)
    _body: int | None = field(init=False)
    _claims: dict[tuple[str, int, int], float] = field(init=False)
    _oblique: list[bool] = field(init=False)
    _section: list[str] = field(init=False)
    _share: list[float] = field(init=False)

    def pairs(self) -> Iterator[Pair]:
        """Yield every pair of the document that a relation could tie."""
        for target in self._targets():
            end = list(self._of_target(target))
            for entity, places in self._by_entity.items():
                types = self._types(entity, target)
                if not types or (target.type is not None and entity == target.index):
                    continue
                at = self._nearest(places, target)
                if at is not None:
                    yield self._pair(entity, at, target, end, types)
        for topic in (self._project, self._body):
            if topic is not None:
                yield from self._with_topic(topic)

    def _with_topic(self, topic: int) -> Iterator[Pair]:
        """Yield the topic as what mentions far from it are tied to."""
        places = self._by_entity[topic]
        for at, named in enumerate(self.document.named):
            behind = [place for place in places if self._sentence_of[place] < self._sentence_of[at] - _BEHIND]
            near = any(abs(self._sentence_of[place] - self._sentence_of[at]) <= _BEHIND for place in places)
            if behind and not near and named.entity != topic:
                one = self.document.named[behind[-1]]
                pointing = one.kind in {"nominal", "pronoun"}
                target = _Target(one.start, one.end, topic, one.type, pointing, self._sentence_of[behind[-1]])
                if types := self._types(named.entity, target):
                    yield self._pair(named.entity, at, target, list(self._of_target(target)), types)

    def _targets(self) -> Iterator[_Target]:
        for at, named in enumerate(self.document.named):
            yield _Target(
                named.start,
                named.end,
                named.entity,
                named.type,
                named.kind in {"nominal", "pronoun"},
                self._sentence_of[at],
            )
        for index, figure in enumerate(self.document.figures):
            sentence = max(0, bisect_left(self._starts, figure.start + 1) - 1)
            yield _Target(figure.start, figure.end, index, None, False, sentence, figure)

    def _types(self, entity: int, target: _Target) -> Sequence[RelationType]:
        type_ = self.document.drafts[entity].type
        if target.type is None:
            return (FIGURE,)
        return [name for name, (one, other) in DOMAIN.items() if type_ in one and target.type in other]

    def _nearest(self, places: Sequence[int], target: _Target) -> int | None:
        """Return the mention of an entity that is nearest to the target and not too far, or the last one of a topic."""
        best: tuple[int, int, int] | None = None
        for at in places:
            away = self._sentence_of[at] - target.sentence
            if -_BEFORE <= away <= _BEHIND:
                named = self.document.named[at]
                gap = max(target.start - named.end, named.start - target.end)
                if gap >= 0:
                    found = (abs(away), gap, at)
                    best = found if best is None else min(best, found)
        if best:
            return best[2]
        named = self.document.named[places[0]]
        if named.entity in {self._project, self._body}:
            earlier = [at for at in places if self.document.named[at].end <= target.start]
            return earlier[-1] if earlier else None
        return None

    def _pair(self, entity: int, at: int, target: _Target, end: list[float], types: Sequence[RelationType]) -> Pair:
        named = self.document.named[at]
        if at not in self._subjects_seen:
            self._subjects_seen[at] = list(self._of_subject(at))
        seen = [*self._subjects_seen[at], *end, *self._between(at, target), *self._said(entity, target)]
        return Pair(entity, target.index, types, (Span(named.start, named.end), Span(target.start, target.end)), seen)

    def _of_subject(self, at: int) -> Iterator[float]:
        named = self.document.named[at]
        yield from (float(named.type == kind) for kind in _KINDS)
        yield from (float(self._section[at] == kind) for kind in _SECTIONS)
        yield float(named.kind in {"nominal", "pronoun"})
        yield float(self._oblique[at])
        yield float(named.entity == self._project)
        yield float(named.entity == self._body)
        yield float(self.document.drafts[named.entity].subtype == "site")
        yield self._share[named.entity]

    def _of_target(self, target: _Target) -> Iterator[float]:
        yield from (float(target.type == kind) for kind in _KINDS)
        section = self.document.section_of(target.start)
        yield from (float(section == kind) for kind in _SECTIONS)
        yield float(target.pointing)
        yield float(target.type is not None and target.index == self._project)
        yield float(target.type is not None and target.index == self._body)
        figure = target.figure
        measure = figure.measure if figure else None
        yield from (float(measure == kind) for kind in _MEASURES)
        unit = figure.unit if figure else ""
        yield float(len(unit) == 3 and unit.isupper())
        yield float(unit == "person")
        yield float(unit == "%")
        yield float(unit.islower() and len(unit) > 3)

    def _between(self, at: int, target: _Target) -> Iterator[float]:
        named = self.document.named[at]
        away = self._sentence_of[at] - target.sentence
        yield from (float(away == number) for number in range(-_BEFORE, _BEHIND + 1))
        yield float(away < -_BEFORE)
        first, second = min(named.end, target.end), max(named.start, target.start)
        ahead = named.start < target.start
        yield float(ahead)
        gap = max(0, second - first)
        yield math.log1p(gap) / 6
        yield float(gap <= 3)
        inner = self.document.within(Span(first, second)) if gap else []
        others = [one for one in inner if one.start < second and one.entity != named.entity]
        yield math.log1p(len(others))
        same = sum(one.type == named.type for one in others)
        yield float(same == 0)
        yield math.log1p(same)
        alike = sum(one.type == target.type for one in others) if target.type else 0
        yield math.log1p(alike)
        figures, _ = self.document.values_within(Span(first, second))
        yield math.log1p(len(figures))
        words = self.document.text[first:second] if gap < 400 else ""
        yield from (float(sign in words) for sign in _SIGNS)

    def _said(self, entity: int, target: _Target) -> list[float]:
        """Return how sure the patterns are of each relation between the two, in either direction."""
        said = [0.0] * SAID
        if target.type is None:
            said[_FIGURE_AT] = self._claims.get((FIGURE, entity, target.index), 0.0)
            return said
        for at, name in enumerate(DOMAIN):
            said[at] = self._claims.get((name, entity, target.index), 0.0)
            said[len(TYPES) + at] = self._claims.get((name, target.index, entity), 0.0)
        said[-1] = float(any(said[:_FIGURE_AT]))
        return said
