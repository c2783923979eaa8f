"""What the stages find in a text: plain values with offsets, free of spaCy."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from press_extract.record import Bound, EntityType, Granularity, MentionKind, ResolvedFrom, Tense


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Mark the characters from `start` up to, not including, `end`."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Tell whether `other` lies within this span."""
        return self.start <= other.start and other.end <= self.end


S = TypeVar("S", bound=Span)


class SpanIndex(Generic[S]):
    """Hold spans, and find those that overlap another one without looking at all."""

    def __init__(self, spans: Iterable[S] = ()) -> None:
        self._found: list[S] = []
        self._starts: list[int] = []
        self._longest = 0
        for span in spans:
            self.add(span)

    def add(self, span: S) -> None:
        """Add one span."""
        at = bisect_right(self._starts, span.start)
        self._starts.insert(at, span.start)
        self._found.insert(at, span)
        self._longest = max(self._longest, span.end - span.start)

    def overlapping(self, span: Span) -> Iterator[S]:
        """Yield the spans that share a character with `span`, by where they begin."""
        at = bisect_right(self._starts, span.start - self._longest)
        while at < len(self._found) and self._starts[at] < span.end:
            if self._found[at].overlaps(span):
                yield self._found[at]
            at += 1


@dataclass(frozen=True, slots=True, order=True)
class DateMention(Span):
    """Give one date expression its value; `doubt` says what a second reading would be."""

    value: str
    granularity: Granularity
    resolved_from: ResolvedFrom
    confidence: float
    doubt: str | None = None


@dataclass(frozen=True, slots=True)
class FigureMention(Span):
    """Give one quantity its value, unit and bound."""

    value: int | float
    upper: int | float | None
    bound: Bound
    unit: str
    measure: str | None
    tense: Tense | None
    confidence: float
    doubt: str | None = None


@dataclass(frozen=True, slots=True)
class NameMention(Span):
    """Mark one named mention with its type.

    Attributes:
        source: which voters spoke for it.
        own: the id, or else the name, under which the user's gazetteer knows it.
    """

    type: EntityType
    kind: MentionKind
    confidence: float
    source: str
    subtype: str | None = None
    own: str | None = None
