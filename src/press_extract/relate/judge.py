"""The judge: a small learned network that tells what is stated of two stretches of a text.

It reads the states of the encoder, and counts. One judge tells which pairs of things are tied by which relation,
another which things have a role in which type of event.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt
from threadpoolctl import ThreadpoolController

from press_extract.errors import ModelError
from press_extract.mentions import Span
from press_extract.relate import pairs, roles

Numbers = npt.NDArray[np.float32]
Indexes = npt.NDArray[np.int64]

VIEWS = 5
_AROUND = 4  # words before and behind
_BETWEEN = 60  # more words than these between two mentions say nothing of them
_EPSILON = 1e-5  # of the layer norm


class Case(Protocol):
    """Give two stretches of a text, and what can be seen of them."""

    @property
    def spans(self) -> tuple[Span, Span]: ...  # noqa: D102
    @property
    def seen(self) -> Sequence[float]: ...  # noqa: D102


def views_of_pairs(cases: Sequence[Case], words: Sequence[Span]) -> Indexes:
    """Return the words of each view, first and last exclusive, `(cases, VIEWS, 2)`.

    The views are one thing, the other, the words between them, some before both and some behind both.
    """
    one, other = _words(cases, 0, words), _words(cases, 1, words)
    ordered = ((one[:, 0] < other[:, 0]) | ((one[:, 0] == other[:, 0]) & (one[:, 1] <= other[:, 1])))[:, None]
    first, last = np.where(ordered, one, other), np.where(ordered, other, one)
    gap = np.stack([first[:, 1], last[:, 0]], 1)
    near = (gap[:, :1] <= gap[:, 1:]) & (gap[:, 1:] <= gap[:, :1] + _BETWEEN)
    return np.stack([one, other, np.where(near, gap, 0), *_around(first[:, 0], last[:, 1], len(words))], 1)


def views_of_roles(cases: Sequence[Case], words: Sequence[Span]) -> Indexes:
    """Return the words of each view, `(cases, VIEWS, 2)`.

    The views are the thing, its sentence, what lies in the sentence before the thing, and some words on either side.
    """
    thing, sentence = _words(cases, 0, words), _words(cases, 1, words)
    before = np.stack([np.minimum(sentence[:, 0], thing[:, 0]), thing[:, 0]], 1)
    return np.stack([thing, sentence, before, *_around(thing[:, 0], thing[:, 1], len(words))], 1)


def _words(cases: Sequence[Case], at: int, words: Sequence[Span]) -> Indexes:
    """Return first and last word, exclusive, of one of the two stretches of each case, `(cases, 2)`; at least one."""
    starts = np.array([word.start for word in words], np.int64)
    spans = np.array([(case.spans[at].start, case.spans[at].end) for case in cases], np.int64)
    found = np.searchsorted(starts, spans)
    first = np.minimum(found[:, 0], len(words) - 1)
    return np.stack([first, np.maximum(found[:, 1], first + 1)], 1)


def _around(first: Indexes, last: Indexes, count: int) -> tuple[Indexes, Indexes]:
    before = np.stack([np.maximum(0, first - _AROUND), first], 1)
    return before, np.stack([last, np.minimum(count, last + _AROUND)], 1)


@cache
def _threads() -> ThreadpoolController:
    return ThreadpoolController()


class Judge:
    """Judge the cases of documents: several networks score each, and their mean is made a chance.

    Args:
        weights: what training made; see `press_extract.train.facts`.
        names: of what it tells, in the order of its outputs.

    Attributes:
        least: for each name the chance from which it is a fact.
    """

    def __init__(self, weights: Mapping[str, Numbers], names: Sequence[str]) -> None:
        w = {name: np.asarray(values, np.float32) for name, values in weights.items()}
        self.least: Mapping[str, float] = dict(zip(names, w["least"].tolist(), strict=True))
        self._slope, self._offset = w["slope"], w["offset"]
        # The scale of the norm goes into the projection, and those of all voices become one.
        self._project = np.concatenate((w["project.weight"] * w["norm.weight"][:, None]), 0).T.copy()
        shift = np.einsum("vwh,vh->vw", w["project.weight"], w["norm.bias"])
        self._shift = np.concatenate(w["project.bias"] + shift)
        self._hidden, self._hidden_bias = w["hidden.weight"].transpose(0, 2, 1).copy(), w["hidden.bias"]
        # Only the mean of the voices counts, and the last steps are sums.
        self._out, self._skip = w["out.weight"].transpose(0, 2, 1).copy(), w["skip.weight"].mean(0).T.copy()
        self._bias = w["out.bias"].mean(0) + w["skip.bias"].mean(0)

    def __call__(self, places: Indexes, cases: Sequence[Case], states: Numbers) -> list[list[float]]:
        """Return how likely each name is of each case.

        Args:
            places: the words of the views of each case, `(cases, VIEWS, 2)`.
            cases: of one document.
            states: of its words, `(words, hidden)`.
        """
        seen = np.array([case.seen for case in cases], np.float32)
        with _threads().limit(limits=1, user_api="blas"):  # the other cores are busy with other texts
            views = self._viewed(places, states)
            scores = seen @ self._skip + self._bias
            for voice, (hidden, bias, out) in enumerate(zip(self._hidden, self._hidden_bias, self._out, strict=True)):
                own = views[:, :, voice]
                known = [own.reshape(len(own), -1), own[:, 0] * own[:, 1], seen]
                scores += np.maximum(np.concatenate(known, axis=1) @ hidden + bias, 0) @ out / len(self._hidden)
        chances: list[list[float]] = (1 / (1 + np.exp(-(scores * self._slope + self._offset)))).tolist()
        return chances

    def _viewed(self, places: Indexes, states: Numbers) -> Numbers:
        """Return the mean state of each view, `(cases, VIEWS, voices, width)`."""
        centred = states - states.mean(axis=1, keepdims=True)
        normed = centred / np.sqrt(centred.var(axis=1, keepdims=True) + _EPSILON)
        projected = normed @ self._project + self._shift
        sums = np.zeros((len(projected) + 1, projected.shape[1]), np.float32)
        sums[1:] = projected.cumsum(axis=0, dtype=np.float64)
        counts = np.maximum(places[..., 1] - places[..., 0], 1).astype(np.float32)[..., None]
        means = (sums[places[..., 1]] - sums[places[..., 0]]) / counts
        views: Numbers = np.tanh(means).reshape(*places.shape[:2], len(self._hidden), -1)
        return views


@dataclass(frozen=True, slots=True)
class Judges:
    """Hold the judges of a model."""

    relations: Judge
    events: Judge

    @classmethod
    def read(cls, path: Path) -> Judges:
        """Return the judges of a file of arrays.

        Raises:
            ModelError: the file lacks an array, or cannot be read.
        """
        try:
            with np.load(path, allow_pickle=False) as arrays:
                named = dict(arrays)
            return cls(
                Judge(_under("relations.", named), pairs.TYPES),
                Judge(_under("events.", named), roles.EVENTS),
            )
        except (OSError, KeyError, ValueError) as error:
            raise ModelError(f"no judges: {error}", where=str(path), hint="install the model again") from error


def _under(prefix: str, arrays: Mapping[str, Numbers]) -> dict[str, Numbers]:
    return {name.removeprefix(prefix): values for name, values in arrays.items() if name.startswith(prefix)}
