"""Decoding: from the scores of every word to spans that are legal, with calibrated confidence."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
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
    # Nearly everywhere the likeliest tags are legal: only stretches around one that is not are searched.
    tags: npt.NDArray[np.int8] = logs.argmax(axis=2).astype(np.int8)
    before = np.vstack([np.zeros_like(tags[:1]), tags[:-1]])
    for label in np.flatnonzero(((tags == INSIDE) & (before == OUTSIDE)).any(axis=0)).tolist():
        column = tags[:, label].tolist()
        for start, end in _unsettled(column):
            tags[start:end, label] = _best_path(logs[start:end, label])
    return tags


def _unsettled(column: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the stretches that hold an illegal tag, each with all that may have to give way to it.

    What begins stays so whatever stands before, and so does what is outside up to the next that begins.
    """
    end, follows = len(column), OUTSIDE
    for at in range(len(column) - 1, -1, -1):
        tag = column[at]
        if tag == INSIDE:
            follows = INSIDE
        elif tag == BEGIN or follows != INSIDE:
            if follows == INSIDE and OUTSIDE in column[at:end]:
                yield at, end
            end, follows = at, tag
    if follows == INSIDE and end:
        yield 0, end


def _best_path(logs: Scores) -> list[int]:
    """Return the most likely legal tags of a stretch, `(words, 3)` (Viterbi)."""
    rows = logs.tolist()
    score = [rows[0][OUTSIDE], rows[0][BEGIN], _IMPOSSIBLE]
    back: list[tuple[int, int]] = []
    for row in rows[1:]:
        best = max((OUTSIDE, BEGIN, INSIDE), key=score.__getitem__)
        within = INSIDE if score[INSIDE] > score[BEGIN] else BEGIN
        back.append((best, within))
        score = [row[OUTSIDE] + score[best], row[BEGIN] + score[best], row[INSIDE] + score[within]]
    path = [max((OUTSIDE, BEGIN, INSIDE), key=score.__getitem__)]
    for best, within in reversed(back):
        path.append(within if path[-1] == INSIDE else best)
    return path[::-1]


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
