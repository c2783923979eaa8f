from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from press_extract.mentions import Span
from press_extract.relate.judge import VIEWS, Judge, Numbers

pytest.importorskip("torch", reason="extra [train] is not installed")

from press_extract.train.facts import Example, Task, cross_trained, fit, scores, train_judge

HIDDEN, SEEN, SAID = 8, 5, 3
TASK = Task(("ties", "owns"), SAID, 0.4, one_owner="owns")


@dataclass(frozen=True)
class Case:
    spans: tuple[Span, Span]
    seen: list[float]


def example(seed: int, groups: int = 12) -> Example:
    """Return a release in which `ties` holds where the first number is high, and `owns` where the rules claim it."""
    chance = np.random.default_rng(seed)
    seen = chance.random((groups, SEEN)).astype(np.float32)
    true = np.stack([seen[:, 0] > 0.5, seen[:, SEEN - SAID + 1] > 0.5], 1).astype(np.float32)
    first = chance.integers(0, 19, (groups, VIEWS, 1))
    return Example(
        f"r{seed}",
        chance.normal(size=(20, HIDDEN)).astype(np.float32),
        np.concatenate([first, first + 1], 2),
        seen,
        np.arange(groups),
        true,
        np.ones((groups, 2), np.float32),
        [(True, at, at) for at in range(groups)],
    )


EXAMPLES = [example(seed) for seed in range(20)]


def test_what_is_to_be_learnt_is_learnt() -> None:
    network = fit(EXAMPLES[1:], TASK, 3, passes=60)
    found = scores(network, EXAMPLES[0]) > 0
    assert (found == EXAMPLES[0].true).mean() > 0.85


def test_the_same_seed_gives_the_same_judge() -> None:
    one, other = (scores(fit(EXAMPLES[:4], TASK, 3, passes=2), EXAMPLES[5]) for _ in range(2))
    assert np.array_equal(one, other)


def test_the_shipped_form_says_what_the_networks_say() -> None:
    weights = train_judge(EXAMPLES, TASK, 3)
    networks, _ = cross_trained(EXAMPLES, TASK, 3)
    one = EXAMPLES[0]
    cases = [Case((Span(0, 1), Span(1, 2)), row.tolist()) for row in one.seen]
    chances = np.array(Judge(weights, TASK.names)(one.places, cases, one.states))
    mean = np.mean([scores(network, one) for network in networks[:3]], axis=0)
    expected: Numbers = 1 / (1 + np.exp(-(mean * weights["slope"] + weights["offset"])))
    assert chances == pytest.approx(expected, abs=1e-4)


def test_no_release_is_scored_by_a_network_that_has_seen_it(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[set[str]] = []
    real = fit

    def watched(examples: list[Example], task: Task, seed: int) -> object:
        seen.append({one.id for one in examples})
        return real(examples, task, seed, passes=1)

    monkeypatch.setattr("press_extract.train.facts.fit", watched)
    networks, found = cross_trained(EXAMPLES, TASK, 3)
    assert len(networks) == len(seen) == 5
    for one, score in zip(EXAMPLES, found, strict=True):
        blind = [network for network, ids in zip(networks, seen, strict=True) if one.id not in ids]
        assert len(blind) == 1
        assert np.array_equal(score, scores(blind[0], one))
