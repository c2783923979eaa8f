"""Packaging: trained networks as a folder that ships, with the hashes of its files and a calibrated confidence."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from press_extract.recognize.encoder.decode import Scores, log_softmax
from press_extract.recognize.encoder.model import EMBEDDINGS, MANIFEST, TOKENIZER, Encoder
from press_extract.train.examples import TAGGED, tags_of
from press_extract.train.markup import EVENTS, Marked
from press_extract.train.nano import NanoFile

WINDOW, OVERLAP = 384, 48
_TEMPERATURES = np.arange(0.6, 3.01, 0.05)

Weights = Mapping[str, npt.NDArray[np.float32]]


def write_common(folder: Path, source: NanoFile, kept: Sequence[int], tokenizer: Mapping[str, Any]) -> None:
    """Write what every variant shares: the pieces and their embeddings, four bits a value as they came."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / TOKENIZER).write_text(json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    np.save(folder / EMBEDDINGS, source.matrices["emb.word"][list(kept)])


def write_manifest(folder: Path, version: str, temperatures: Mapping[str, Sequence[float]] | None = None) -> None:
    """Write what the folder holds, with the hash of every file and the temperatures of every variant."""
    graphs = sorted(path.name for path in folder.glob("*.onnx"))
    files = [TOKENIZER, EMBEDDINGS, *graphs]
    manifest = {
        "name": folder.name,
        "version": version,
        "labels": TAGGED,
        "events": EVENTS,
        "window": WINDOW,
        "overlap": OVERLAP,
        "temperatures": {
            graph.removesuffix(".onnx"): [
                round(value, 3) for value in (temperatures or {}).get(graph.removesuffix(".onnx"), [1.0] * len(TAGGED))
            ]
            for graph in graphs
        },
        "graphs": {path.removesuffix(".onnx"): path for path in graphs},
        "files": {file: hashlib.sha256((folder / file).read_bytes()).hexdigest() for file in files},
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


def calibrate(encoder: Encoder, texts: Iterable[Marked]) -> list[float]:
    """Return for each label the temperature under which its probabilities fit `texts`, which were not trained on.

    After Guo et al. (2017): the one number that makes the true tags most likely.
    """
    scores: list[Scores] = []
    truth: list[npt.NDArray[np.int64]] = []
    for marked in texts:
        words, found = encoder.scores(marked.text)
        scores.append(found)
        truth.append(tags_of(words, marked))
    if not scores:
        return [1.0] * len(TAGGED)
    found, tags = np.concatenate(scores), np.concatenate(truth)
    chosen = []
    for column in range(len(TAGGED)):
        losses = [_loss(found[:, column] / float(t), tags[:, column]) for t in _TEMPERATURES]
        chosen.append(float(_TEMPERATURES[int(np.argmin(losses))]))
    return chosen


def _loss(scores: Scores, tags: npt.NDArray[np.int64]) -> float:
    return float(-log_softmax(scores)[np.arange(len(tags)), tags].mean())
