"""Show scores: as a table for people, as plain values for programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from rich import box
from rich.table import Table

from press_extract.evaluate.layers import LAYERS, TITLES
from press_extract.evaluate.score import Difference, Rates, Scores, Tally

MEAN = "mean of layers"


def rows(scores: Scores) -> Iterator[tuple[str, Rates, Tally | None]]:
    """Yield the layers in the order of reports: the scored ones, relations by type, titles, and the mean."""
    by_type = sorted(layer for layer in scores.tallies if layer.startswith("relation:"))
    for layer in (*LAYERS, *by_type, TITLES):
        tally = scores.tallies.get(layer, Tally())
        yield layer, tally.rates(), tally
    yield MEAN, scores.mean(), None


def as_table(scores: Scores) -> Table:
    """Return one line a layer: precision, recall, F1 and the counts behind them."""
    title = f"releases: {scores.releases}, without a record: {len(scores.without_record)}"
    table = Table("layer", title=title, box=box.SIMPLE_HEAD, title_justify="left")
    for heading in ("P", "R", "F1", "right", "extra", "missed"):
        table.add_column(heading, justify="right", no_wrap=True)
    for layer, rates, tally in rows(scores):
        counts = (str(tally.right), str(tally.extra), str(tally.missed)) if tally else ()
        style = "bold" if tally is None else "" if layer in LAYERS else "dim"
        table.add_row(layer, *(f"{rate:.3f}" for rate in asdict(rates).values()), *counts, style=style)
    return table


def as_values(scores: Scores, *, differences: bool = False) -> dict[str, Any]:
    """Return the same as plain values and, if wished, the differences."""
    layers = {layer: asdict(rates) | (asdict(tally) if tally else {}) for layer, rates, tally in rows(scores)}
    values = {"releases": scores.releases, "without_record": scores.without_record, "layers": layers}
    return values | ({"differences": [asdict(one) for one in _differences(scores)]} if differences else {})


def difference_lines(scores: Scores) -> Iterator[str]:
    """Yield a line for each fact that is missed or too much: layer, kind, release and fact, between tabs."""
    return (f"{one.layer}\t{one.kind}\t{one.release}\t{one.fact}" for one in _differences(scores))


def _differences(scores: Scores) -> Iterator[Difference]:
    return (one for layer in (*LAYERS, TITLES) for one in scores.differences if one.layer == layer)
