"""The encoder at work: a folder of files, checked by hash, and texts read with it in overlapping windows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from press_extract.errors import ModelError
from press_extract.mentions import Span
from press_extract.recognize.encoder.decode import LabelledSpan, Scores, log_softmax, spans_of
from press_extract.recognize.encoder.pieces import PieceReader, windows

MANIFEST, TOKENIZER, EMBEDDINGS = "manifest.json", "tokenizer.json", "embeddings.npy"
STATES = "states"
_OUTPUTS = ("tags", "events", "classes", STATES)
_BLOCK_BYTES = 18


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold what the encoder says of one text.

    Attributes:
        spans: names and titles, in order, an outer one before what it holds.
        words: the text's words.
        told: for each word the scores of the events that its sentence may tell, `(words, types)`.
        events: the names of the types.
        classes: the class of each word, in the names of Universal Dependencies; none where the model tells none.
        states: what the encoder knows of each word, `(words, hidden)`; None where the model does not give it.
    """

    spans: Sequence[LabelledSpan]
    words: Sequence[Span]
    told: Scores
    events: Sequence[str]
    classes: Sequence[str] = ()
    states: Scores | None = None

    def events_in(self, sentence: Span) -> Mapping[str, float]:
        """Return how likely each type of event is told between the offsets of `sentence`."""
        starts = [word.start for word in self.words]
        first, last = np.searchsorted(starts, [sentence.start, sentence.end])
        if first == last:
            return {}
        chances = 1 / (1 + np.exp(-self.told[first:last].mean(axis=0)))
        return dict(zip(self.events, chances.tolist(), strict=True))


class Encoder:
    """Read texts with one of a model folder's graphs.

    Args:
        folder: holds what `MANIFEST` names.
        variant: the graph to use, `accurate` or `fast`.
        threads: for one text; 0 leaves it to the runtime.

    Attributes:
        judges: the file of the judges of facts that read the states of this variant, if there is one.

    Raises:
        ModelError: a file is missing or is not the one that the manifest describes.
    """

    def __init__(self, folder: Path, variant: str = "accurate", threads: int = 1) -> None:
        self.manifest = read_manifest(folder)
        if variant not in self.manifest["graphs"]:
            raise ModelError(f"no variant {variant!r}", hint=f"expected one of {', '.join(self.manifest['graphs'])}")
        graph = self.manifest["graphs"][variant]
        judges = self.manifest.get("judges", {}).get(variant)
        for name in filter(None, (TOKENIZER, EMBEDDINGS, graph, judges)):
            _check(folder / name, self.manifest["files"].get(name))
        self.name, self.version = f"{self.manifest['name']}/{variant}", str(self.manifest["version"])
        self.judges = folder / judges if judges else None
        self.pieces = PieceReader(folder / TOKENIZER)
        self._rows = np.load(folder / EMBEDDINGS, mmap_mode="r")
        self._session = _session(folder / graph, threads)
        outputs = {output.name: output.shape for output in self._session.get_outputs()}
        self._outputs = [name for name in _OUTPUTS if name in outputs]
        self._hidden = outputs.get(STATES, [0, 0])[1]
        self._calibration = self.manifest["calibration"][variant]
        self._window, self._overlap = self.manifest["window"], self.manifest["overlap"]

    def __call__(self, text: str) -> Reading:
        """Return what the encoder says of `text`, however long it is."""
        words, tags, told, classes, states = self._read(text)
        spans = spans_of(words, log_softmax(tags), self.manifest["labels"], self._calibration)
        names = self.manifest["classes"]
        classed = [names[at] for at in classes.argmax(axis=1)]
        return Reading(spans, words, told, self.manifest["events"], classed, states)

    def uncalibrated(self, text: str) -> Sequence[LabelledSpan]:
        """Return the names and titles of `text` with the mean probability of their tags for a confidence."""
        words, tags, *_ = self._read(text)
        return spans_of(words, log_softmax(tags), self.manifest["labels"])

    def _read(self, text: str) -> tuple[Sequence[Span], Scores, Scores, Scores, Scores | None]:
        pieces = self.pieces(text)
        labels, events = self.manifest["labels"], self.manifest["events"]
        classes = np.zeros((len(pieces.words), len(self.manifest["classes"])), np.float32)
        tags = np.zeros((len(pieces.words), len(labels), 3), np.float32)
        told = np.zeros((len(pieces.words), len(events)), np.float32)
        states = np.zeros((len(pieces.words), self._hidden), np.float32) if self._hidden else None
        firsts = np.array(pieces.firsts, np.int64)
        for window in windows(pieces, self._window - 2, self._overlap):
            if window.first == window.last:
                continue
            ids = [self.pieces.start, *pieces.ids[window.start : window.end], self.pieces.separator]
            found = self._session.run(self._outputs, {"pieces": self._embed(ids)})
            own = slice(window.first, window.last)
            places = firsts[own] - window.start + 1
            tags[own] = found[0][places].reshape(len(places), len(labels), 3)
            told[own] = found[1][places]
            classes[own] = found[2][places]
            if states is not None:
                states[own] = found[3][places]
        return pieces.words, tags, told, classes, states

    def _embed(self, ids: Sequence[int]) -> Scores:
        return unpack(np.asarray(self._rows[list(ids)]))


def unpack(rows: npt.NDArray[np.uint8]) -> Scores:
    """Return packed rows, `(n, blocks * 18)` bytes, as numbers `(n, blocks * 32)`.

    A block is a half-precision scale and 16 bytes, whose low nibbles are its first 16 values and whose high ones the
    rest, each less 8.
    """
    blocks = rows.reshape(len(rows), -1, _BLOCK_BYTES)
    scale = blocks[:, :, :2].copy().view("<f2").astype(np.float32)
    packed = blocks[:, :, 2:]
    values = np.concatenate([packed & 15, packed >> 4], axis=2).astype(np.float32) - 8
    return np.asarray((values * scale).reshape(len(rows), -1), np.float32)


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return what a model folder says of itself.

    Raises:
        ModelError: it is no model folder.
    """
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{folder}: expected a model folder with {MANIFEST}: {error}") from error
    return manifest


def _check(path: Path, expected: str | None) -> None:
    try:
        found = _digest(path, path.stat().st_mtime_ns)
    except OSError as error:
        raise ModelError(f"{path}: {error.strerror}", hint="install the package again") from error
    if found != expected:
        raise ModelError(f"{path}: found sha256 {found}, expected {expected}", hint="install the package again")


@cache
def _digest(path: Path, _changed: int) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _session(path: Path, threads: int) -> Any:
    import onnxruntime  # noqa: PLC0415

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
