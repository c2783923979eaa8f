"""The record of one file: made now from a release, or read back from a file of records."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path

from pydantic import ValidationError

from press_extract.config import Config
from press_extract.errors import InputError
from press_extract.ingest import discover, read
from press_extract.record import Record
from press_extract.release import Release

_HINT = "name a file that holds one"
_RECORD_SUFFIXES = frozenset({".json", ".jsonl", ".ndjson"})


def record_of(given: str, config: Config, number: int = 1) -> Record:
    """Return the record in the file `given`, or make the one of its release; of several, that with the number.

    Raises:
        InputError: the file cannot be read, holds fewer, or is a record that breaks the schema.
        ExtractionError: a stage failed on the release.
        ModelError: a model is missing or does not fit this version.
    """
    return _stored(Path(given), number) or _extracted(given, config, number)


def _stored(file: Path, number: int) -> Record | None:
    if file.suffix.lower() not in _RECORD_SUFFIXES or not file.is_file():
        return None
    row = _row(file, 1)
    if not isinstance(row, dict) or "schema_version" not in row:
        return None
    if number > 1:
        row = _row(file, number)
        if row is None:
            raise InputError(f"holds no record {number}", where=str(file), hint="name one that it holds")
    try:
        return Record.model_validate_json(json.dumps(row))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(step) for step in first["loc"]) or "record"
        raise InputError(f"{place}: {first['msg']}", where=str(file), hint="extract the release again") from error


def _row(file: Path, number: int) -> object:
    """Return one object of a JSON or JSON Lines file, counted from 1; None where there is none."""
    try:
        with file.open(encoding="utf-8") as stream:
            if file.suffix.lower() != ".json":
                line = next(islice(filter(str.strip, stream), number - 1, None), None)
                return None if line is None else json.loads(line)
            whole = json.loads(stream.read())
    except (OSError, ValueError):
        return None
    rows = whole if isinstance(whole, list) else [whole]
    return rows[number - 1] if number <= len(rows) else None


def _extracted(given: str, config: Config, number: int) -> Record:
    # A record that is only shown needs no model: the pipeline is loaded here and not before.
    from press_extract.batch.run import loaded, read_options  # noqa: PLC0415

    items = (item for found in discover([given]) for item in read(found, read_options(config)))
    item = next(islice(items, number - 1, None), None)
    if item is None:
        raise InputError(f"holds no release {number}" if number > 1 else "holds no release", where=given, hint=_HINT)
    if not isinstance(item, Release):
        raise item
    return loaded(config)(item)
