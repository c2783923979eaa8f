"""Measurement: what a model finds on the releases kept apart, by language and label; its size and speed."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from press_extract.evaluate.score import Rates, Tally
from press_extract.mentions import Span
from press_extract.recognize.encoder.model import Encoder, Reading, read_manifest
from press_extract.train.corpus import Corpus
from press_extract.train.examples import TAGGED, sentences_of
from press_extract.train.markup import Marked

EVENT = "event"
_LIKELY = 0.5


@dataclass(frozen=True)
class Measured:
    """Hold the measurements of one variant.

    Attributes:
        rates: by language and label; `EVENT` for sentences and the events that they tell.
        calibration: for each tenth of confidence: its mean, the share of spans that were right, how many there were.
        speed: words a second of the encoder alone, on one thread.
    """

    rates: dict[tuple[str, str], Rates]
    calibration: tuple[tuple[float, float, int], ...]
    speed: float
    size: int


def measure(folder: Path, corpus: Corpus) -> dict[str, Measured]:
    """Measure every variant of a model folder on the test of the corpus."""
    return {variant: _measured(folder, variant, corpus.test) for variant in sorted(read_manifest(folder)["graphs"])}


def _measured(folder: Path, variant: str, texts: Sequence[Marked]) -> Measured:
    encoder = Encoder(folder, variant)
    began = time.perf_counter()
    readings = [encoder(marked.text) for marked in texts]
    seconds = time.perf_counter() - began
    words = sum(len(marked.text.split()) for marked in texts)
    shared = [name for name in encoder.manifest["files"] if not name.endswith(".onnx")]
    files = [*shared, encoder.manifest["graphs"][variant]]
    return Measured(
        _rates(texts, readings),
        _calibration(texts, readings),
        words / seconds if seconds else 0.0,
        sum((folder / name).stat().st_size for name in files),
    )


def _rates(texts: Iterable[Marked], readings: Iterable[Reading]) -> dict[tuple[str, str], Rates]:
    tallies: dict[tuple[str, str], Tally] = defaultdict(Tally)
    for marked, reading in zip(texts, readings, strict=True):
        for label in TAGGED:
            gold = {(mark.start, mark.end) for mark in marked.marks if mark.label == label}
            found = {(span.start, span.end) for span in reading.spans if span.label == label}
            tallies[marked.language, label].add(gold, found)
        tallies[marked.language, EVENT].add(*_events(marked, reading))
    return {key: tally.rates() for key, tally in sorted(tallies.items())}


def _events(marked: Marked, reading: Reading) -> tuple[set[tuple[int, str]], set[tuple[int, str]]]:
    gold, found = set(), set()
    for sentence in sentences_of(marked.text):
        gold |= {(sentence.start, event) for at, event in marked.events if sentence.start <= at < sentence.end}
        chances = reading.events_in(Span(sentence.start, sentence.end))
        found |= {(sentence.start, event) for event, chance in chances.items() if chance >= _LIKELY}
    return gold, found


def _calibration(texts: Iterable[Marked], readings: Iterable[Reading]) -> tuple[tuple[float, float, int], ...]:
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for marked, reading in zip(texts, readings, strict=True):
        gold = {(mark.start, mark.end, mark.label) for mark in marked.marks}
        for span in reading.spans:
            right = (span.start, span.end, span.label) in gold
            bins[min(int(span.confidence * 10), 9)].append((span.confidence, right))
    return tuple(
        (
            sum(confidence for confidence, _ in found) / len(found),
            sum(right for _, right in found) / len(found),
            len(found),
        )
        for _, found in sorted(bins.items())
    )
