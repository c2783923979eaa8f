"""Files that are there in full or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Give a stream whose bytes become the file `path` when the block ends well; after an error nothing has changed.

    Missing parent folders are made. A link keeps pointing where it did; a pipe or device is written to directly.

    Raises:
        OSError: the file or its folder cannot be written.
    """
    target = path.resolve()
    if target.exists() and not target.is_file() and not target.is_dir():
        with target.open("wb") as stream:
            yield stream
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".press-extract-{os.getpid()}-{secrets.token_hex(4)}.tmp")
    try:
        with draft.open("xb") as stream:
            yield stream
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
