from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from press_extract.mentions import Span
from press_extract.recognize.encoder.model import TOKENIZER, Encoder
from press_extract.recognize.encoder.pieces import PieceReader
from press_extract.train.corpus import Corpus
from press_extract.train.grammar import Grammar
from press_extract.train.graph import Precision, write_graph
from press_extract.train.markup import Marked, parse
from press_extract.train.nano import NanoFile
from press_extract.train.package import calibrate, write_manifest
from tests.tiny import HIDDEN, SHAPE, WORDS, packed, write_tiny

if TYPE_CHECKING:
    import torch
else:
    torch = pytest.importorskip("torch", reason="extra [train] is not installed")

from press_extract.train.fit import Fit, Plan
from press_extract.train.network import Network, collate
from press_extract.train.ranges import input_ranges

LAYERS = 5
KEPT = range(len(WORDS))
TEXTS = ["{signing}[Ana Brel|P], [maire|T] de [Lyon|L], signe.", "[Ondaine|O] dort. [Halle Bleue|J] dort à [Lyon|L]."]
PLAN = Plan(
    exits=(("accurate", LAYERS), ("fast", 4)), frozen=1, passes=12, generated=4, batch=64, rate=3e-3, head_rate=2e-2,
    warmup=0.1, save_every=1,
)  # fmt: skip


def source() -> NanoFile:
    """Return an encoder with small random weights, packed as the real one is."""
    chance = np.random.default_rng(5)
    shape = replace(SHAPE, layers=LAYERS, positions=64)
    vectors = {
        "emb.pos": chance.normal(0, 0.02, shape.positions * HIDDEN).astype(np.float32),
        "emb.type": np.zeros(2 * HIDDEN, np.float32),
        "emb.ln.w": np.ones(HIDDEN, np.float32),
        "emb.ln.b": np.zeros(HIDDEN, np.float32),
    }
    matrices = {"emb.word": packed()}
    for layer in range(LAYERS):
        for part, rows, columns in (
            *((name, HIDDEN, HIDDEN) for name in ("q", "k", "v", "ao")),
            ("fi", shape.inner, HIDDEN),
            ("fo", HIDDEN, shape.inner),
        ):
            matrices[f"l{layer}.{part}.w"] = matrix(chance, rows, columns)
            vectors[f"l{layer}.{part}.b"] = np.zeros(rows, np.float32)
        for norm in ("aln", "oln"):
            vectors[f"l{layer}.{norm}.w"] = np.ones(HIDDEN, np.float32)
            vectors[f"l{layer}.{norm}.b"] = np.zeros(HIDDEN, np.float32)
    return NanoFile(shape, tuple(WORDS), np.zeros(len(WORDS), np.float32), vectors, matrices)


def matrix(chance: np.random.Generator, rows: int, columns: int) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    blocks = columns // 32
    found = np.zeros((rows, blocks, 18), np.uint8)
    found[:, :, :2] = np.full((rows, blocks, 1), 0.03, "<f2").view(np.uint8)
    found[:, :, 2:] = chance.integers(0, 256, (rows, blocks, 16))
    return found.reshape(rows, blocks * 18)


def corpus() -> Corpus:
    texts = [parse(text, f"r{at}") for at, text in enumerate(TEXTS * 6)]
    releases = [Marked(one.id, one.text, one.marks, one.events, {"lang": "fr"}) for one in texts]
    rules = {"release": ["{town=x} dort.", "[{town}|L] dort."], "town": ["Lyon"], "person": ["Ana Brel"]}
    rules |= {"company": ["Ondaine"], "project": ["Halle Bleue"]}
    rules["release"] = ["[{town}|L] dort.", "[{person}|P] dort."]
    return Corpus(tuple(releases), (Grammar("g", "fr", 1, rules),), frozenset())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny(tmp_path_factory.mktemp("fit"))


@pytest.fixture(scope="module")
def network(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Network:
    reader = PieceReader(folder / TOKENIZER)
    return Fit(PLAN, source(), KEPT, tmp_path_factory.mktemp("work")).run(corpus(), reader, lambda _: None)


def test_learns_and_its_export_reads_the_same(folder: Path, network: Network, tmp_path: Path) -> None:
    (tmp_path / "embeddings.npy").write_bytes((folder / "embeddings.npy").read_bytes())
    (tmp_path / TOKENIZER).write_bytes((folder / TOKENIZER).read_bytes())
    reader = PieceReader(folder / TOKENIZER)
    ranges = input_ranges(network, reader, corpus().releases)
    kinds: list[Precision] = ["fp32", "int8"]
    for kind in kinds:
        for variant in network.exits:
            write_graph(network.weights(variant), source().shape, tmp_path / f"{variant}.onnx", kind, ranges)
        write_manifest(tmp_path, "1")
        for variant in network.exits:
            encoder = Encoder(tmp_path, variant)
            text = "Ana Brel, maire de Lyon, signe. Lyon dort."
            found = {(text[span.start : span.end], span.label) for span in encoder(text).spans}
            assert found == {("Ana Brel", "person"), ("maire", "title"), ("Lyon", "place")}
            told = encoder(text)
            assert told.events_in(Span(0, 31))["signing"] > told.events_in(Span(32, 42))["signing"]
            assert all(0 < slope < 3 for slope, _ in calibrate(encoder, corpus().releases))


def test_the_graph_computes_what_the_network_does(folder: Path, network: Network, tmp_path: Path) -> None:
    import onnxruntime  # noqa: PLC0415

    ids = np.array([0, 4, 9, 8, 5, 12, 2])
    path = tmp_path / "g.onnx"
    write_graph(network.weights("accurate"), source().shape, path, "fp32", {})
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    pieces = network.state_dict(keep_vars=True)["table"] if "table" in network.state_dict() else network.table
    given = np.asarray(pieces)[ids]
    tags, _, classes, _ = session.run(None, {"pieces": given})
    from press_extract.train.examples import TAGGED, Example  # noqa: PLC0415
    from press_extract.train.markup import EVENTS  # noqa: PLC0415

    count = len(ids)
    example = Example(
        ids, np.arange(count), np.zeros((count, len(TAGGED)), np.int64), np.zeros(count, np.int64),
        np.zeros((1, len(EVENTS)), np.int64), np.zeros(count, np.int64),
    )  # fmt: skip
    with torch.no_grad():
        expected, _, classed = network(collate([example], 1))["accurate"]
    assert np.abs(tags - expected.reshape(count, -1).numpy()).max() < 1e-3
    assert np.abs(classes - classed.numpy()).max() < 1e-3


class Interrupted(Exception):
    """Stand for a power cut."""


@pytest.mark.parametrize("stop", [1, 4, 7])
def test_an_interrupted_run_goes_on_to_the_same_end(folder: Path, tmp_path: Path, stop: int) -> None:
    reader = PieceReader(folder / TOKENIZER)
    plan = replace(PLAN, passes=3, generated=1)
    whole = Fit(plan, source(), KEPT, tmp_path / "whole").run(corpus(), reader, lambda _: None)
    lines = []

    def cut(line: str) -> None:
        lines.append(line)
        if len(lines) == stop:
            raise Interrupted

    with pytest.raises(Interrupted):
        Fit(plan, source(), KEPT, tmp_path / "cut").run(corpus(), reader, cut)
    mended = Fit(plan, source(), KEPT, tmp_path / "cut").run(corpus(), reader, lambda _: None)
    for name, value in whole.state_dict().items():
        assert torch.equal(value, mended.state_dict()[name]), name


def test_the_loss_falls(folder: Path, tmp_path: Path) -> None:
    lines: list[str] = []
    Fit(PLAN, source(), KEPT, tmp_path).run(corpus(), PieceReader(folder / TOKENIZER), lines.append)
    losses = [float(line.split(" loss ")[1].split()[0]) for line in lines]
    assert all(map(math.isfinite, losses))
    assert losses[-1] < losses[0] / 3
