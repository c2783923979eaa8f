"""Read gold files and files of records, and pair them by the gold's id."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath
from typing import Any, TypeVar

from pydantic import ValidationError

from press_extract.errors import InputError
from press_extract.evaluate.facts import Facts, Gold

_Model = TypeVar("_Model", bound=Facts)

_ROW_OF_FILE = re.compile(r"\.\w+#(.+)$")


def read_rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the line number and the object of each line that is not blank.

    Raises:
        InputError: the file cannot be read, or a line is no JSON object.
    """
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield number, _object(line, f"{path}:{number}")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        hint = "expected a JSON Lines file in UTF-8"
        raise InputError(f"cannot be read: {reason}", where=str(path), hint=hint) from error


def _object(line: str, where: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"no JSON: {error}", where=where, hint="expected one object a line") from error
    if not isinstance(row, dict):
        raise InputError(f"found a JSON {type(row).__name__}, expected an object", where=where)
    return row


def read_gold(path: Path) -> list[Gold]:
    """Return the rows of a gold file.

    Raises:
        InputError: the file or one of its rows cannot be read.
    """
    return [_parsed(Gold, row, f"{path}:{number}") for number, row in read_rows(path)]


def read_records(path: Path) -> dict[str, Facts]:
    """Return the facts of each record of a JSON Lines file, under the id of the release that it was made from.

    Raises:
        InputError: the file or one of its rows cannot be read.
    """
    return {release_id(row): _parsed(Facts, row, f"{path}:{number}") for number, row in read_rows(path)}


def release_id(record: Mapping[str, Any]) -> str:
    """Return what follows the `#` of the record's `source.path` if it is the row of a file, else the file's stem."""
    path = str((record.get("source") or {}).get("path") or record.get("id") or "")
    row = _ROW_OF_FILE.search(path)
    return row[1] if row else PurePath(path).stem


def _parsed(model: type[_Model], row: dict[str, Any], where: str) -> _Model:
    try:
        return model.model_validate(row)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(step) for step in first["loc"])
        raise InputError(f"{place}: {first['msg']}", where=where) from error
