"""Learning facts: the cases of annotated releases as examples, and the judges that are trained on them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional

from press_extract.relate.judge import VIEWS, Indexes, Numbers
from press_extract.train.package import fitted_curve

_WIDTH, _HIDDEN, _DROPPED = 48, 128, 0.3
_PASSES, _AT_ONCE, _RATE, _DECAY = 25, 4, 2e-3, 1e-2
_FOLDS, _VOICES = 5, 3
_TRUST, _DOUBT = 5.0, 3.0
_SHARE = 20.0  # of a release's loss


@dataclass(frozen=True, slots=True)
class Task:
    """Say what a judge is to learn.

    Attributes:
        names: what it tells of a case.
        said: how many of the last numbers of what can be seen tell of these names; the claims of the rules come first.
        least: the chance from which a name is a fact.
        one_owner: the name, if any, of which a target has only one; its keys end in the target.
        alike: all names share one calibration, as where most are rare.
    """

    names: Sequence[str]
    said: int
    least: float
    one_owner: str | None = None
    alike: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    """Hold the cases of one release, in groups of those that are of the same things.

    Attributes:
        states: `(words, hidden)`.
        places: words of each view of each case, `(cases, VIEWS, 2)`.
        seen: `(cases, things that can be seen)`.
        groups: the group of each case.
        true: `(groups, names)`, 1 where the release states it.
        possible: `(groups, names)`, 1 where the types of the things allow it.
        keys: of each group.
    """

    id: str
    states: Numbers
    places: Indexes
    seen: Numbers
    groups: Indexes
    true: Numbers
    possible: Numbers
    keys: Sequence[tuple[object, ...]]


class JudgeNetwork(nn.Module):  # type: ignore[misc]
    """Compute what `relate.judge.Judge` computes."""

    def __init__(self, hidden: int, seen: int, task: Task) -> None:
        super().__init__()
        count = len(task.names)
        self.norm = nn.LayerNorm(hidden)
        self.project = nn.Linear(hidden, _WIDTH)
        self.hidden = nn.Linear((VIEWS + 1) * _WIDTH + seen, _HIDDEN)
        self.out = nn.Linear(_HIDDEN, count)
        self.skip = nn.Linear(seen, count)
        self.dropout = nn.Dropout(_DROPPED)
        with torch.no_grad():  # it begins with the belief that the patterns are right
            self.skip.weight.zero_()
            self.skip.weight[:, seen - task.said : seen - task.said + count] = _TRUST * torch.eye(count)
            self.skip.bias.fill_(-_DOUBT)

    def forward(self, example: Tensors) -> Tensor:
        """Return the scores of each group, `(groups, names)`: of its cases the best one counts."""
        projected = self.project(self.norm(example.states))
        sums = torch.cat([projected.new_zeros(1, projected.shape[1]), projected.cumsum(0)])
        first, last = example.places[..., 0], example.places[..., 1]
        views = torch.tanh((sums[last] - sums[first]) / (last - first).clamp(min=1)[..., None])
        known = self.dropout(torch.cat([views.flatten(1), views[:, 0] * views[:, 1]], 1))
        hidden = torch.relu(self.hidden(torch.cat([known, example.seen], 1)))
        scores = self.out(self.dropout(hidden)) + self.skip(example.seen)
        groups = example.groups[:, None].expand(-1, scores.shape[1])
        empty = scores.new_full((len(example.true), scores.shape[1]), -30.0)
        return empty.scatter_reduce(0, groups, scores, "amax")


@dataclass(frozen=True, slots=True)
class Tensors:
    """Hold an example as tensors."""

    states: Tensor
    places: Tensor
    seen: Tensor
    groups: Tensor
    true: Tensor
    possible: Tensor

    @classmethod
    def of(cls, example: Example) -> Tensors:
        """Return the tensors of an example."""
        arrays = (example.states, example.places, example.seen, example.groups, example.true, example.possible)
        return cls(*map(torch.from_numpy, arrays))


def fit(examples: Sequence[Example], task: Task, seed: int, passes: int = _PASSES) -> JudgeNetwork:
    """Return a network trained on the examples."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    network = JudgeNetwork(examples[0].states.shape[1], examples[0].seen.shape[1], task)
    optimizer = torch.optim.AdamW(network.parameters(), lr=_RATE, weight_decay=_DECAY)
    tensors = [Tensors.of(example) for example in examples]
    steps = passes * -(-len(tensors) // _AT_ONCE)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, _RATE, total_steps=steps)
    network.train()
    for _ in range(passes):
        chance.shuffle(tensors)
        for at in range(0, len(tensors), _AT_ONCE):
            optimizer.zero_grad()
            loss = torch.stack([_loss(network, one) for one in tensors[at : at + _AT_ONCE]]).sum()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimizer.step()
            schedule.step()
    network.eval()
    return network


def _loss(network: JudgeNetwork, example: Tensors) -> Tensor:
    every = functional.binary_cross_entropy_with_logits(network(example), example.true, reduction="none")
    return (every * example.possible).sum() / _SHARE


def scores(network: JudgeNetwork, example: Example) -> npt.NDArray[np.float32]:
    """Return the scores of the groups of an example."""
    with torch.no_grad():
        found: npt.NDArray[np.float32] = network(Tensors.of(example)).numpy()
    return found


def train_judge(examples: Sequence[Example], task: Task, seed: int) -> dict[str, Numbers]:
    """Return the weights of a judge, with what makes its scores chances and its chances facts.

    For each fold a network is trained without it, and its scores of the fold are held against the truth. What the judge
    says is the mean of the first of them: more would be slower and hardly better.
    """
    networks, found = cross_trained(examples, task, seed)
    states = [network.state_dict() for network in networks[:_VOICES]]
    weights = {name: np.stack([state[name].detach().numpy() for state in states]) for name in states[0]}
    each = [judged_cases(examples, found, task, name) for name in task.names]
    if task.alike:
        odds, right = zip(*each, strict=True)
        each = [(np.concatenate(odds), np.concatenate(right))] * len(each)
    slopes, offsets = np.array([fitted_curve(*one) for one in each], np.float32).T
    return {**weights, "slope": slopes, "offset": offsets, "least": np.full(len(each), task.least, np.float32)}


def cross_trained(examples: Sequence[Example], task: Task, seed: int) -> tuple[list[JudgeNetwork], list[Numbers]]:
    """Return a network for each fold, trained on the others, and the scores of each example by the one without it."""
    order = list(range(len(examples)))
    random.Random(seed).shuffle(order)
    networks: list[JudgeNetwork] = []
    found: dict[int, Numbers] = {}
    for turn in range(_FOLDS):
        waiting = set(order[turn::_FOLDS])
        networks.append(fit([examples[at] for at in order if at not in waiting], task, seed + turn))
        found |= {at: scores(networks[-1], examples[at]) for at in waiting}
    return networks, [found[at] for at in range(len(examples))]


def judged_cases(
    examples: Sequence[Example], found: Sequence[Numbers], task: Task, name: str
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    """Return the scores of one name's possible groups, and whether each is stated; of a target's owners the best."""
    at = task.names.index(name)
    odds: list[float] = []
    right: list[bool] = []
    for example, score in zip(examples, found, strict=True):
        possible = np.flatnonzero(example.possible[:, at])
        if name == task.one_owner:
            best: dict[object, int] = {}
            for group in possible.tolist():
                key = example.keys[group][-1]
                if key not in best or score[group, at] > score[best[key], at]:
                    best[key] = group
            possible = np.array(list(best.values()), np.int64)
        odds += score[possible, at].tolist()
        right += (example.true[possible, at] > 0).tolist()
    return np.array(odds, np.float64), np.array(right, bool)
