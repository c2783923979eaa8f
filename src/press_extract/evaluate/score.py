"""Count what a record has right, too much and too little, layer by layer."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Set
from dataclasses import dataclass, field
from typing import Literal

from press_extract.evaluate.facts import Facts, Gold
from press_extract.evaluate.layers import LAYERS, Facet, compare


@dataclass(frozen=True, slots=True)
class Rates:
    """Give precision, recall and their harmonic mean, each from 0 to 1."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """Name one fact of the gold that a record lacks, or one that only the record has."""

    layer: str
    kind: Literal["missed", "extra"]
    release: str
    fact: str


@dataclass(slots=True)
class Tally:
    """Count the facts of one layer over all releases."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    def add(self, gold: Set[Hashable], found: Set[Hashable]) -> None:
        """Count one release's facts: the gold's and those found."""
        self.right += len(gold & found)
        self.extra += len(found - gold)
        self.missed += len(gold - found)

    def rates(self) -> Rates:
        """Return the rates; where nothing was counted they are 0."""
        precision = self.right / (self.right + self.extra) if self.right + self.extra else 0.0
        recall = self.right / (self.right + self.missed) if self.right + self.missed else 0.0
        both = precision + recall
        return Rates(precision, recall, 2 * precision * recall / both if both else 0.0)


@dataclass(slots=True)
class Scores:
    """Hold the tallies of all layers, the differences, and the releases that have no record."""

    releases: int = 0
    without_record: list[str] = field(default_factory=list)
    tallies: dict[str, Tally] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)

    def count(self, release: str, facet: Facet) -> None:
        """Add one layer of one release."""
        layer, gold, found = facet
        self.tallies.setdefault(layer, Tally()).add(gold, found)
        self.differences += (Difference(layer, "missed", release, str(fact)) for fact in gold - found)
        self.differences += (Difference(layer, "extra", release, str(fact)) for fact in found - gold)

    def mean(self) -> Rates:
        """Return the mean rates of the layers that the gold or a record has anything of."""
        tallies = [self.tallies[layer] for layer in LAYERS if layer in self.tallies]
        live = [tally.rates() for tally in tallies if tally.right + tally.extra + tally.missed]
        count = max(1, len(live))
        return Rates(
            sum(rates.precision for rates in live) / count,
            sum(rates.recall for rates in live) / count,
            sum(rates.f1 for rates in live) / count,
        )


def score(golds: Iterable[Gold], records: Mapping[str, Facts]) -> Scores:
    """Compare each gold row with the record under the same id; a release without a record counts as all missed."""
    scores = Scores()
    for gold in golds:
        scores.releases += 1
        if gold.id not in records:
            scores.without_record.append(gold.id)
        for facet in compare(gold, records.get(gold.id, Facts())):
            scores.count(gold.id, facet)
    scores.differences.sort()
    return scores
