"""How records become JSON text: one line each, or one readable array."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO

from press_extract.export.layout import Layout
from press_extract.record import Record

Write = Callable[[Record], None]


def as_json(record: Record, layout: Layout) -> str:
    """Return the record as JSON with its keys in the order of the schema, indented for `json`, without a line end."""
    return record.model_dump_json(indent=2 if layout is Layout.JSON else None)


@contextmanager
def written_to(stream: BinaryIO, layout: Layout) -> Iterator[Write]:
    """Give the function that writes records to `stream` in UTF-8; each can be read as soon as it is written."""
    writing = _array(stream) if layout is Layout.JSON else _lines(stream)
    with writing as write:
        yield write
    stream.flush()


@contextmanager
def _lines(stream: BinaryIO) -> Iterator[Write]:
    def write(record: Record) -> None:
        stream.write(as_json(record, Layout.JSONL).encode("utf-8") + b"\n")
        stream.flush()

    yield write


@contextmanager
def _array(stream: BinaryIO) -> Iterator[Write]:
    before = b"[\n"

    def write(record: Record) -> None:
        nonlocal before
        stream.write(before + as_json(record, Layout.JSON).encode("utf-8"))
        stream.flush()
        before = b",\n"

    yield write
    stream.write(b"[]\n" if before == b"[\n" else b"\n]\n")
