"""The loop of every run: inputs are read, their releases extracted in batches, and each outcome handed on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from press_extract.batch.report import Skipped
from press_extract.errors import ExtractionError, InputError, PressExtractError
from press_extract.ingest import Found, ReadOptions, discover, read
from press_extract.record import Record
from press_extract.release import Release


class Extracts(Protocol):
    """Turn releases into records, one item a release, in order."""

    def pipe(self, releases: Iterable[Release]) -> Iterator[Record | ExtractionError]:
        """Yield the record of each release, or the error that it met."""
        ...


@dataclass(frozen=True, slots=True)
class InputRead:
    """Say that an input has been read to its end."""

    path: str


Outcome = Record | PressExtractError | Skipped | InputRead


def outcomes(
    inputs: Sequence[str],
    extractor: Extracts,
    options: ReadOptions,
    batch_size: int,
    left_out: Callable[[Found], str | None],
) -> Iterator[Outcome]:
    """Yield what became of each input; records come in the order of the inputs, no more than a batch is held.

    Args:
        left_out: says why an input is not to be read, or None.
    """
    batch: list[Release] = []
    for item in _read_all(inputs, options, left_out):
        if not isinstance(item, Release):
            yield item
            continue
        batch.append(item)
        if len(batch) == batch_size:
            yield from extractor.pipe(batch)
            batch = []
    if batch:
        yield from extractor.pipe(batch)


def _read_all(
    inputs: Sequence[str], options: ReadOptions, left_out: Callable[[Found], str | None]
) -> Iterator[Release | PressExtractError | Skipped | InputRead]:
    for given in inputs:
        nothing = True
        for found in discover([given]):
            reason = found.skipped or left_out(found)
            if reason:
                yield Skipped(found.path, reason)
                continue
            nothing = False
            yield from _read_one(found, options)
        if nothing:
            yield InputError("no file in it can be read", where=given, hint="name a folder that holds press releases")


def _read_one(found: Found, options: ReadOptions) -> Iterator[Release | InputError | InputRead]:
    empty = True
    for item in read(found, options):
        empty = False
        yield item
    if empty:
        yield InputError("holds no release", where=found.path, hint="leave it out, or check how it was exported")
    yield InputRead(found.path)
