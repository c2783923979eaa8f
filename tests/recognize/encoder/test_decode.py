from __future__ import annotations

import itertools

import numpy as np
import numpy.typing as npt
import pytest

from press_extract.mentions import Span
from press_extract.recognize.encoder.decode import LabelledSpan, best_tags, calibrated, legal, log_softmax, spans_of

WORDS = [Span(at * 3, at * 3 + 2) for at in range(6)]


def scores(*tags: str) -> npt.NDArray[np.float32]:
    """Return scores of one label under which each word most likes its tag: O, B or I."""
    return np.array([[[4.0 if tag == own else 0.0 for tag in "OBI"]] for own in tags], np.float32)


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        ("OBIIO", [(1, 4)]),
        ("BIBI", [(0, 2), (2, 4)]),
        ("BB", [(0, 1), (1, 2)]),
        ("OOO", []),
        ("BIIIII", [(0, 6)]),
        ("", []),
    ],
)
def test_reads_spans(tags: str, spans: list[tuple[int, int]]) -> None:
    logs = log_softmax(scores(*tags)) if tags else np.zeros((0, 1, 3), np.float32)
    found = spans_of(WORDS, logs, ["person"])
    assert [(span.start, span.end) for span in found] == [(WORDS[a].start, WORDS[b - 1].end) for a, b in spans]


def test_nothing_goes_on_that_did_not_begin_and_the_best_such_path_is_taken() -> None:
    chance = np.random.default_rng(3)
    for _ in range(50):
        logs = log_softmax(chance.normal(size=(5, 1, 3)).astype(np.float32) * 3)
        paths = [
            path
            for path in itertools.product(range(3), repeat=5)
            if path[0] != 2 and all(not (b == 2 and a == 0) for a, b in itertools.pairwise(path))
        ]
        best = max(paths, key=lambda path: sum(logs[at, 0, tag] for at, tag in enumerate(path)))
        assert best_tags(logs)[:, 0].tolist() == list(best)


def test_confidence_is_a_probability_that_falls_with_doubt() -> None:
    sure, unsure = (
        spans_of(WORDS, log_softmax(scores("B", "I") * np.float32(factor)), ["person"])[0] for factor in (2, 0.5)
    )
    assert 0 < unsure.confidence < sure.confidence <= 1


@pytest.mark.parametrize(
    ("slope", "offset", "expected"), [(1.0, 0.0, 0.9), (1.0, -1.0, 0.768), (0.5, 0.0, 0.75), (2.0, 0.0, 0.988)]
)
def test_calibration_moves_the_log_odds(slope: float, offset: float, expected: float) -> None:
    assert calibrated(0.9, slope, offset) == pytest.approx(expected, abs=1e-3)
    assert 0 < calibrated(1.0, slope, offset) < 1


def test_calibration_decides_which_of_two_that_cross_is_surer() -> None:
    logs = log_softmax(np.concatenate([scores(*"BI"), scores(*"BI") * np.float32(0.9)], axis=1))
    found = [
        spans_of(WORDS, logs, ["person", "place"], calibration)[0].label
        for calibration in (None, [(1.0, -2.0), (1.0, 0.0)])
    ]
    assert found == ["person", "place"]


@pytest.mark.parametrize(
    ("spans", "kept"),
    [
        # A place in a body's name may stay, a person in it may not.
        ([(0, 20, "organization", 0.9), (10, 20, "place", 0.8)], [0, 1]),
        ([(0, 20, "organization", 0.9), (10, 20, "person", 0.8)], [0]),
        # Of two that cross, or that cover the same words, the surer one.
        ([(0, 12, "place", 0.6), (8, 20, "organization", 0.9)], [1]),
        ([(0, 12, "place", 0.6), (0, 12, "organization", 0.5)], [0]),
    ],
)
def test_only_legal_nesting_stays(spans: list[tuple[int, int, str, float]], kept: list[int]) -> None:
    given = [LabelledSpan(*span) for span in spans]
    assert legal(given) == [given[index] for index in kept]
