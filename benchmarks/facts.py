"""Measure facts on the annotated releases that are kept apart, with and without the judges:

python benchmarks/facts.py
python benchmarks/facts.py --plot docs/reliability.svg   # needs matplotlib

Scores are those of `press-extract evaluate`. Reliability: of the relations of which the program says that it is so
sure, how many are right; the expected calibration error is the mean distance of the two over ten bins, each weighed by
its relations. False ties: how many of the texts that only mention names side by side give a relation.
"""

from __future__ import annotations

import datetime
import json
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer

from press_extract import Config, Extractor, Record, Release, load
from press_extract.evaluate.align import Alignment
from press_extract.evaluate.facts import Facts, Gold
from press_extract.evaluate.score import Scores, score
from press_extract.recognize.encoder.model import MANIFEST, read_manifest
from press_extract.recognize.readers import shipped_folder
from press_extract.train.markup import read_file
from press_extract.train.stated import read_annotated

LAYERS = ("events", "quotes", "titles of positions")
BINS = 10
_SYMMETRIC = "partner_of"
_NOT_COUNTED = frozenset({"%", "pp"})

Row = Mapping[str, Any]


def record_of(extractor: Extractor, row: Row) -> Record:
    """Return the record of a row's text."""
    published = datetime.date.fromisoformat(row["published"]) if row["published"] else None
    return extractor(Release(row["text"], path=row["id"], language="fr", published=published))


def gold_of(row: Row, record: Record) -> Gold:
    """Return a row as gold; the figures that its relations speak of have the values that the record reads in them."""
    figures = []
    for words in dict.fromkeys(fact["object"] for fact in row["relations"] if fact["type"] == "has_figure"):
        place = re.search(r"\s+".join(map(re.escape, words.split())), record.text)
        for figure in record.figures:
            if place and any(m.start < place.end() and place.start() < m.end for m in figure.mentions):
                value = {"value": figure.value, "upper": figure.upper, "unit": figure.unit}
                figures.append({"text": words, "bound": figure.bound, **value})
                break
    return Gold.model_validate({**row, "figures": figures})


def facts_of(record: Record) -> Facts:
    """Return a record as scoring reads it."""
    return Facts.model_validate(json.loads(record.model_dump_json()))


def sureness(gold: Gold, record: Record) -> Iterator[tuple[float, bool]]:
    """Yield the confidence of each relation and whether it is right, without figures that the gold gives no owner."""
    alignment = Alignment(gold, facts_of(record))
    stated = {(r.type, alignment.of_gold(r.subject), alignment.of_gold(r.object)) for r in gold.relations}
    stated |= {(type_, other, one) for type_, one, other in stated if type_ == _SYMMETRIC}
    owned = {other for type_, _, other in stated if type_ == "has_figure"}
    units = {figure.id: figure.unit for figure in record.figures}
    for relation in record.relations:
        ends = alignment.of_found(relation.subject), alignment.of_found(relation.object)
        if relation.type == "has_figure" and (ends[1] not in owned or units[relation.object] in _NOT_COUNTED):
            continue
        yield relation.confidence, (relation.type, *ends) in stated


def print_scores(scores: Sequence[tuple[str, Scores]]) -> None:
    """Print a line for each layer, and the relations by type."""
    kinds = sorted(layer for layer in scores[-1][1].tallies if layer.startswith("relation:"))
    print(f"| | {' | '.join(f'{name}: P | R | F1' for name, _ in scores)} |")
    print("|---|" + "---:|---:|---:|" * len(scores))
    for layer in ("relations", *kinds, *LAYERS):
        rates = [one.tallies[layer].rates() for _, one in scores]
        cells = " | ".join(f"{rate.precision:.2f} | {rate.recall:.2f} | {rate.f1:.2f}" for rate in rates)
        print(f"| {layer.removeprefix('relation:')} | {cells} |")


def reliability(pairs: Iterable[tuple[float, bool]]) -> tuple[float, list[tuple[float, float, int]]]:
    """Return the expected calibration error, and of each bin the mean confidence, the share of right ones, the size."""
    sure, right = (np.array(part, float) for part in zip(*pairs, strict=True))
    at = np.minimum((sure * BINS).astype(int), BINS - 1)
    bins = [(float(sure[at == n].mean()), float(right[at == n].mean()), int((at == n).sum())) for n in sorted({*at})]
    return sum(abs(one - other) * size for one, other, size in bins) / len(sure), bins


def plot(bins: Sequence[tuple[float, float, int]], error: float, path: Path) -> None:
    """Draw the reliability diagram."""
    import matplotlib as mpl  # noqa: PLC0415

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "press-extract"
    from matplotlib import pyplot as plt  # noqa: PLC0415

    figure, axes = plt.subplots(figsize=(5, 4.4), layout="constrained")
    axes.plot([0, 1], [0, 1], "--", color="grey", linewidth=1)
    sure, right, sizes = zip(*bins, strict=True)
    axes.plot(sure, right, "o-", color="#1f5a96")
    for x, y, size in zip(sure, right, sizes, strict=True):
        axes.annotate(str(size), (x, y), textcoords="offset points", xytext=(7, -11), fontsize=8)
    axes.set(xlim=(0, 1), ylim=(0, 1), xlabel="confidence", ylabel="share of relations that are right")
    axes.set_title(f"Relations of releases kept apart (ECE {error:.3f})", fontsize=10)
    figure.savefig(path, metadata={"Date": None})


def without_judges(folder: Path) -> str:
    """Lay out the model that ships without its judges, and return its name."""
    for path in shipped_folder().iterdir():
        if path.name != MANIFEST:
            (folder / path.name).symlink_to(path)
    (folder / MANIFEST).write_text(json.dumps(read_manifest(shipped_folder()) | {"judges": {}}), "utf-8")
    return str(folder)


def main(
    corpora: Annotated[Path, typer.Option("--corpora")] = Path("corpora"),
    plot_to: Annotated[Path | None, typer.Option("--plot", help="Draw the reliability diagram here.")] = None,
) -> None:
    """Print tables in Markdown."""
    rows = list(read_annotated(corpora, kept_apart=True))
    measured: list[tuple[str, Scores]] = []
    pairs: list[tuple[float, bool]] = []
    with tempfile.TemporaryDirectory() as folder:
        for name, model in (("rules", without_judges(Path(folder))), ("fast", "fast"), ("accurate", "accurate")):
            extractor = load("fr", Config(model=model))
            records = [record_of(extractor, row) for row in rows]
            golds = [gold_of(row, record) for row, record in zip(rows, records, strict=True)]
            named = {gold.id: facts_of(record) for gold, record in zip(golds, records, strict=True)}
            measured.append((name, score(golds, named)))
            if name == "accurate":
                pairs = [one for gold, record in zip(golds, records, strict=True) for one in sureness(gold, record)]
            untied = [marked for marked in read_file(corpora / "untied.txt") if marked.kept_apart]
            false = sum(bool(extractor(marked.text).relations) for marked in untied)
            print(f"{name}: a relation in {false} of {len(untied)} texts without one")
    print(f"\n{len(rows)} releases\n")
    print_scores(measured)
    error, bins = reliability(pairs)
    print(f"\nECE {error:.3f} over {len(pairs)} relations\n\n| sure | right | relations |\n|---:|---:|---:|")
    for sure, right, size in bins:
        print(f"| {sure:.2f} | {right:.2f} | {size} |")
    if plot_to:
        plot(bins, error, plot_to)


if __name__ == "__main__":
    typer.run(main)
