"""Find the inputs that a user names: files, folders and the standard input."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from press_extract.errors import InputError
from press_extract.ingest.formats import KNOWN_SUFFIXES

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Found:
    """Point to one input, or say why there is none to read.

    Attributes:
        path: the input as the user named it; inside a folder, the folder as named and the way down from it.
        root: the folder that the user named; None for a file named directly and for the standard input.
        file: where to read; None for the standard input, an error or a skipped file.
        error: why an input that was asked for cannot be read.
        skipped: why a file that lies in a folder was left out.
    """

    path: str
    root: str | None = None
    file: Path | None = None
    error: InputError | None = None
    skipped: str | None = None


def discover(inputs: Sequence[str]) -> Iterator[Found]:
    """Yield every input in a stable order: as named, inside folders sorted, a folder's files before its subfolders.

    Hidden files are passed over in silence; files of other kinds and links that leave the folder are yielded with
    `skipped`; what does not exist or may not be read is yielded with `error`. Nothing is raised.
    """
    for given in inputs:
        if given == STDIN:
            yield Found(STDIN)
        else:
            yield from _named(given)


def _named(given: str) -> Iterator[Found]:
    file = Path(given)
    try:
        file.stat()
    except (OSError, ValueError) as error:
        yield Found(_shown(given), error=_unreadable(given, error))
        return
    if file.is_dir():
        yield from _members(given)
    elif not file.is_file():
        yield Found(_shown(given), error=InputError("is neither a file nor a folder", where=_shown(given)))
    elif file.suffix.lower() not in KNOWN_SUFFIXES:
        yield Found(_shown(given), error=_unknown_kind(file, _shown(given)))
    else:
        yield Found(_shown(given), file=file)


def _members(given: str) -> Iterator[Found]:
    top = Path(given).resolve()
    refused: list[OSError] = []
    for folder, subfolders, names in os.walk(given, onerror=refused.append):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                yield _member(f"{folder.rstrip('/')}/{name}", _shown(given), top)
        for name in subfolders:
            path = f"{folder.rstrip('/')}/{name}"
            # What a link inside the folder points to is met on its own path; what lies outside is not the folder's.
            if Path(path).is_symlink():
                yield Found(_shown(path), _shown(given), skipped="a link to a folder")
    for error in refused:
        path = str(error.filename)
        yield Found(_shown(path), _shown(given), error=_unreadable(path, error))


def _member(path: str, root: str, top: Path) -> Found:
    file, shown = Path(path), _shown(path)
    if file.suffix.lower() not in KNOWN_SUFFIXES:
        return Found(shown, root, skipped=f"files {file.suffix or 'without a suffix'} are not read")
    try:
        real = file.resolve(strict=True)
        regular = real.is_file()
    except (OSError, RuntimeError) as error:
        return Found(shown, root, error=_unreadable(path, error))
    if not real.is_relative_to(top):
        return Found(shown, root, skipped="a link that leaves the folder")
    if not regular:
        return Found(shown, root, skipped="not a regular file")
    return Found(shown, root, file=file)


def _shown(path: str) -> str:
    # A name that is no UTF-8 holds surrogates, which no record can carry.
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _unreadable(path: str, error: Exception) -> InputError:
    if isinstance(error, FileNotFoundError):
        return InputError("does not exist", where=_shown(path), hint="check the path")
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return InputError(f"cannot be read: {reason}", where=_shown(path))


def _unknown_kind(file: Path, shown: str) -> InputError:
    kind = f"a {file.suffix} file" if file.suffix else "a file without a suffix"
    known = " ".join(sorted(KNOWN_SUFFIXES))
    return InputError(f"is {kind}; expected one of {known}", where=shown, hint="convert it, or rename it if it is text")
