"""The judges of a model: trained on annotated releases, for each variant whose states they read."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from press_extract.evaluate.rows import read_rows
from press_extract.recognize.encoder.model import read_manifest
from press_extract.train.facts import train_judge
from press_extract.train.package import Weights, add_judges
from press_extract.train.stated import HAPPENINGS, RELATIONS, Row, examples, read_annotated

LANGUAGE = "fr"  # the one whose facts are annotated


def train_judges(folder: Path, corpora: Path, seed: int, report: Callable[[str], None]) -> None:
    """Train the judges of every variant of the model in `folder` and write them there.

    Args:
        folder: the model, trained and exported.
        corpora: holds releases, their facts, and gold; what is kept apart is not read.
        seed: of all that is random.
        report: is told what was done.

    Raises:
        InputError: the corpora are broken.
        ModelError: `folder` is no model.
    """
    rows = list(training_rows(corpora))
    found: dict[str, Weights] = {}
    for variant in read_manifest(folder)["graphs"]:
        began = time.monotonic()
        ties, parts = examples(f"{folder}#{variant}", LANGUAGE, rows)
        relations, events = train_judge(ties, RELATIONS, seed), train_judge(parts, HAPPENINGS, seed)
        found[variant] = {f"relations.{name}": values for name, values in relations.items()} | {
            f"events.{name}": values for name, values in events.items()
        }
        report(f"{variant}: judges trained on {len(rows)} releases in {(time.monotonic() - began) / 60:.0f} minutes")
    add_judges(folder, found)


def training_rows(corpora: Path) -> Iterator[Row]:
    """Yield the annotated releases that judges learn from, as rows of gold."""
    yield from read_annotated(corpora, kept_apart=False)
    for path in sorted((corpora / "gold").glob("*.jsonl")):
        yield from (row for _, row in read_rows(path) if row.get("lang") == LANGUAGE)
