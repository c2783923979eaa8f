"""Decoding: from the scores of every word to spans that are legal, with calibrated confidence."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from press_extract.mentions import Span, SpanIndex

OUTSIDE, BEGIN, INSIDE = range(3)
_IMPOSSIBLE = -1e9
_CERTAIN = 1e-3
# What may lie inside what: a place in the name of a body, a body in the name of its prize.
NESTED = {
    "place": frozenset({"organization", "project", "title"}),
    "organization": frozenset({"project", "title"}),
    "project": frozenset({"organization", "title"}),
}

Scores = npt.NDArray[np.float32]
Calibration = Sequence[Sequence[float]]  # slope and offset of each label


@dataclass(frozen=True, slots=True, order=True)
class LabelledSpan(Span):
    """Mark one span that the encoder found; `confidence` is how often such a span is right."""

    label: str
    confidence: float


def log_softmax(scores: Scores) -> Scores:
    """Return the logarithms of the probabilities along the last axis."""
    shifted = scores - scores.max(axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)), np.float32)


def best_tags(logs: Scores) -> npt.NDArray[np.int8]:
    """Return the most likely tags `(words, labels)` in which nothing goes on that did not begin.

    Args:
        logs: log-probabilities `(words, labels, 3)` of outside, begin and inside.
    """
    words, labels, _ = logs.shape
    tags = np.zeros((words, labels), np.int8)
    if not words:
        return tags
    back = np.zeros((words, labels, 3), np.int8)
    score = logs[0].copy()
    score[:, INSIDE] = _IMPOSSIBLE
    rows = np.arange(labels)
    for at in range(1, words):
        best = score.argmax(axis=1)
        within = np.where(score[:, INSIDE] > score[:, BEGIN], INSIDE, BEGIN)
        back[at, :, OUTSIDE] = back[at, :, BEGIN] = best
        back[at, :, INSIDE] = within
        top = score[rows, best]
        score = logs[at] + np.stack([top, top, score[rows, within]], axis=1)
    tags[-1] = score.argmax(axis=1)
    for at in range(words - 1, 0, -1):
        tags[at - 1] = back[at, rows, tags[at]]
    return tags


def spans_of(
    words: Sequence[Span], logs: Scores, labels: Sequence[str], calibration: Calibration | None = None
) -> list[LabelledSpan]:
    """Return the spans of the best tags.

    Args:
        words: where they stand.
        logs: see `best_tags`.
        labels: their names.
        calibration: for each label what makes a confidence of the mean probability of a span's tags.
    """
    tags = best_tags(logs)
    found: list[LabelledSpan] = []
    for column, label in enumerate(labels):
        marked = np.flatnonzero(tags[:, column])
        first = previous = -1
        for at in (*marked.tolist(), -1):
            if first >= 0 and (at != previous + 1 or tags[at, column] == BEGIN):
                picked = logs[np.arange(first, previous + 1), column, tags[first : previous + 1, column]]
                confidence = float(np.exp(picked.mean()))
                if calibration is not None:
                    confidence = calibrated(confidence, *calibration[column])
                found.append(LabelledSpan(words[first].start, words[previous].end, label, confidence))
                first = at
            elif first < 0:
                first = at
            previous = at
    return legal(found)


def log_odds(chance: float) -> float:
    """Return the log-odds of a probability, which is taken for certain within one in a thousand."""
    bounded = min(max(chance, _CERTAIN), 1 - _CERTAIN)
    return math.log(bounded / (1 - bounded))


def calibrated(confidence: float, slope: float, offset: float) -> float:
    """Return the probability of being right that belongs to `confidence`, after Platt (1999)."""
    return 1 / (1 + math.exp(-slope * log_odds(confidence) - offset))


def legal(found: Sequence[LabelledSpan]) -> list[LabelledSpan]:
    """Return the spans without those that cross, or lie in, a surer one that may not hold them; in order."""
    kept: list[LabelledSpan] = []
    index: SpanIndex[LabelledSpan] = SpanIndex()
    for span in sorted(found, key=lambda span: (-span.confidence, span)):
        if all(_nests(span, other) or _nests(other, span) for other in index.overlapping(span)):
            kept.append(span)
            index.add(span)
    return sorted(kept, key=lambda span: (span.start, -span.end))


def _nests(inner: LabelledSpan, outer: LabelledSpan) -> bool:
    proper = outer.covers(inner) and (inner.start, inner.end) != (outer.start, outer.end)
    return proper and outer.label in NESTED.get(inner.label, ())
