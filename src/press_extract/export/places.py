"""Where in an output folder the record of an input goes: a mirror of the inputs, safe on every file system."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256
from itertools import count
from pathlib import PurePath

_ROW_OF_FILE = re.compile(r"(.+\.\w+)#(.+)", re.DOTALL)
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_STANDARD_INPUT = "-"

# File systems allow 255 bytes; a digest, a number and `.json` are still to be added.
_MOST_BYTES = 200


class Places:
    """Give each input a path of its own below the output folder."""

    def __init__(self) -> None:
        self._files: set[str] = set()
        self._folders: set[str] = set()

    def claim(self, path: str) -> PurePath:
        """Return the relative path of the record that was made from the input `path`; never the same one twice.

        `a/x.txt` becomes `a/x.txt.json`, row `7` of `a/x.jsonl` becomes `a/x.jsonl/7.json`.
        """
        *folders, name = _steps(path)
        place = PurePath()
        for folder in folders:
            place = _first_free(place / folder, "", self._files)
            self._folders.add(_key(place))
        place = _first_free(place / name, ".json", self._files, self._folders)
        self._files.add(_key(place))
        return place


def _first_free(wanted: PurePath, suffix: str, *taken: set[str]) -> PurePath:
    for number in count(1):
        place = wanted.with_name(f"{wanted.name}{f'~{number}' if number > 1 else ''}{suffix}")
        if not any(_key(place) in places for places in taken):
            break
    return place


def _key(place: PurePath) -> str:
    # Some file systems do not tell `A` from `a`.
    return place.as_posix().casefold()


def _steps(path: str) -> list[str]:
    """Split `path` into safe names, without drive, root and steps upward."""
    row = _ROW_OF_FILE.fullmatch(path)
    file = PurePath(row[1] if row else path)
    if path == _STANDARD_INPUT:
        return ["stdin"]
    steps = [_safe(part) for part in file.parts if part not in (file.anchor, "..")]
    if row:
        steps.append(_safe(row[2]))
    return steps or [_safe(path)]


def _safe(name: str) -> str:
    """Return `name` if every file system takes it, else a likeness and a digest that keeps two likenesses apart."""
    plain = _UNSAFE.sub("_", unicodedata.normalize("NFC", name)).rstrip(". ")
    plain = plain.encode("utf-8")[:_MOST_BYTES].decode("utf-8", "ignore")
    if plain and plain == name and not _DEVICE.fullmatch(plain):
        return plain
    return f"{plain}~{sha256(name.encode('utf-8')).hexdigest()[:8]}"
