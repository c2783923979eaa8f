"""Where records go: the standard output, one file, or one file each in a folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from press_extract.export.atomic import replacing
from press_extract.export.json_text import Write, as_json, written_to
from press_extract.export.layout import Layout
from press_extract.export.places import Places
from press_extract.record import Record

STDOUT = "-"


def open_sink(output: str, layout: Layout | None = None) -> AbstractContextManager[Write]:
    """Return the block that gives the function to write records with; a file is there once the block has ended well.

    Args:
        output: `-` for the standard output, a folder (it exists, or ends in `/`), else a file.
        layout: how the JSON is laid out; by default lines, in a folder indented.
    """
    if output == STDOUT:
        return written_to(sys.stdout.buffer, layout or Layout.JSONL)
    if is_folder(output):
        return _in_folder(Path(output), layout or Layout.JSON)
    return _in_file(Path(output), layout or Layout.JSONL)


def is_folder(output: str) -> bool:
    """Tell whether `output` means a folder: one that exists, or any path that ends as folders do."""
    return output.endswith(("/", os.sep)) or Path(output).is_dir()


@contextmanager
def _in_file(path: Path, layout: Layout) -> Iterator[Write]:
    with replacing(path) as stream, written_to(stream, layout) as write:
        yield write


@contextmanager
def _in_folder(folder: Path, layout: Layout) -> Iterator[Write]:
    places = Places()
    folder.mkdir(parents=True, exist_ok=True)

    def write(record: Record) -> None:
        with replacing(folder / places.claim(record.source.path)) as stream:
            stream.write(as_json(record, layout).encode("utf-8") + b"\n")

    yield write
