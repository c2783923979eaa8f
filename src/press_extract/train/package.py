"""Packaging: trained networks as a folder that ships, with the hashes of its files and a calibrated confidence."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from press_extract.recognize.encoder.decode import Calibration, log_odds
from press_extract.recognize.encoder.model import EMBEDDINGS, MANIFEST, TOKENIZER, Encoder, read_manifest
from press_extract.train.classes import CLASSES
from press_extract.train.examples import TAGGED
from press_extract.train.markup import EVENTS, Marked
from press_extract.train.nano import NanoFile

WINDOW, OVERLAP = 384, 48
_NEWTON = 25
_SMALL = 1e-6
_FLAT = 2  # arrays of no more dimensions are small
_PRIOR = 1.0  # how many spans' worth of belief that the confidence is right as it is
_BELIEF = np.array([1.0, 0.0])

_NONE: Calibration = [(1.0, 0.0)] * len(TAGGED)

Values = npt.NDArray[np.float64]
Weights = Mapping[str, npt.NDArray[np.float32]]


def write_common(folder: Path, source: NanoFile, kept: Sequence[int], tokenizer: Mapping[str, Any]) -> None:
    """Write what every variant shares: the pieces and their embeddings, four bits a value as they came."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / TOKENIZER).write_text(json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    np.save(folder / EMBEDDINGS, source.matrices["emb.word"][list(kept)])


def write_manifest(folder: Path, version: str, calibration: Mapping[str, Calibration] | None = None) -> None:
    """Write what the folder holds, with the hash of every file and the calibration of every variant."""
    graphs = sorted(path.name for path in folder.glob("*.onnx"))
    files = [TOKENIZER, EMBEDDINGS, *graphs]
    variants = [graph.removesuffix(".onnx") for graph in graphs]
    manifest = {
        "name": folder.name,
        "version": version,
        "labels": TAGGED,
        "events": EVENTS,
        "classes": CLASSES,
        "window": WINDOW,
        "overlap": OVERLAP,
        "calibration": {
            variant: [[round(value, 3) for value in pair] for pair in (calibration or {}).get(variant, _NONE)]
            for variant in variants
        },
        "graphs": dict(zip(variants, graphs, strict=True)),
        "judges": {},
        "files": {file: _hash(folder / file) for file in files},
    }
    _write(folder / MANIFEST, manifest)


def add_judges(folder: Path, judges: Mapping[str, Weights]) -> None:
    """Write the judges of the variants into a model folder, their large arrays in half precision."""
    manifest = read_manifest(folder)
    for variant, weights in judges.items():
        path = folder / f"{variant}.npz"
        small = {name: values.astype(np.float16) if values.ndim > _FLAT else values for name, values in weights.items()}
        np.savez_compressed(path, **small)  # type: ignore[arg-type]
        manifest.setdefault("judges", {})[variant] = path.name
        manifest["files"][path.name] = _hash(path)
    _write(folder / MANIFEST, manifest)


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _write(path: Path, manifest: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


def calibrate(encoder: Encoder, texts: Iterable[Marked]) -> list[tuple[float, float]]:
    """Return for each label the slope and offset under which its confidence fits `texts`, which were not trained on.

    After Platt (1999): a logistic curve over the log-odds of what the encoder says, with his targets, which keep few
    spans from making anything certain.
    """
    seen: dict[str, list[tuple[float, bool]]] = {label: [] for label in TAGGED}
    for marked in texts:
        true = {(mark.start, mark.end, mark.label) for mark in marked.marks}
        for span in encoder.uncalibrated(marked.text):
            right = (span.start, span.end, span.label) in true
            seen[span.label].append((log_odds(span.confidence), right))
    return [fitted_curve([odds for odds, _ in seen[label]], [right for _, right in seen[label]]) for label in TAGGED]


def fitted_curve(odds: Sequence[float] | Values, right: Sequence[bool] | npt.NDArray[np.bool_]) -> tuple[float, float]:
    """Return slope and offset of the likeliest logistic curve, found by Newton's method."""
    x, truth = np.array(odds), np.array(right, bool)
    if truth.all() or not truth.any():
        return 1.0, 0.0
    yes, no = int(truth.sum()), int((~truth).sum())
    target = np.where(truth, (yes + 1) / (yes + 2), 1 / (no + 2))
    features = np.stack([x, np.ones_like(x)], axis=1)
    found = _BELIEF
    loss = _loss(found, features, target)
    for _ in range(_NEWTON):
        chance = 1 / (1 + np.exp(-features @ found))
        slope = features.T @ (target - chance) + _PRIOR * (_BELIEF - found)
        bend = (features * (chance * (1 - chance))[:, None]).T @ features + _PRIOR * np.eye(2)
        step = np.linalg.solve(bend, slope)
        # A whole step may overshoot the minimum, and the next one further still.
        while (tried := _loss(found + step, features, target)) > loss and np.abs(step).max() > _SMALL:
            step = step / 2
        if tried > loss:
            break
        found, loss = found + step, tried
    return float(found[0]), float(found[1])


def _loss(curve: Values, features: Values, target: Values) -> float:
    """Return how unlikely the curve makes the targets and itself (log-likelihood and prior, both with minus)."""
    odds = features @ curve
    return float((np.logaddexp(0, odds) - target * odds).sum() + _PRIOR * ((curve - _BELIEF) ** 2).sum() / 2)
