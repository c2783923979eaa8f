"""What the stages find in a text: plain values with offsets, free of spaCy."""

from __future__ import annotations

from dataclasses import dataclass

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
    """Mark one named mention with its type; `source` says which rule or model proposed it."""

    type: EntityType
    kind: MentionKind
    confidence: float
    source: str
    subtype: str | None = None
