"""The record of one file: made now from a release, or read back from a file of records."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import ValidationError

from press_extract.config import Config
from press_extract.errors import InputError
from press_extract.ingest import discover, read
from press_extract.record import Record
from press_extract.release import Release

_RECORD_SUFFIXES = frozenset({".json", ".jsonl", ".ndjson"})


def record_of(given: str, config: Config) -> Record:
    """Return the record in the file `given`, or make the one of its release; of several, the first.

    Raises:
        InputError: the file cannot be read, or is a record that breaks the schema.
        ExtractionError: a stage failed on the release.
        ModelError: a model is missing or does not fit this version.
    """
    return _stored(Path(given)) or _extracted(given, config)


def _stored(file: Path) -> Record | None:
    if file.suffix.lower() not in _RECORD_SUFFIXES or not file.is_file():
        return None
    row = _first_row(file)
    if not isinstance(row, dict) or "schema_version" not in row:
        return None
    try:
        return Record.model_validate_json(json.dumps(row))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(step) for step in first["loc"]) or "record"
        raise InputError(f"{place}: {first['msg']}", where=str(file), hint="extract the release again") from error


def _first_row(file: Path) -> object:
    """Return the first object of a JSON or JSON Lines file; None where there is none."""
    try:
        with file.open(encoding="utf-8") as stream:
            whole = json.loads(stream.read() if file.suffix.lower() == ".json" else stream.readline())
    except (OSError, ValueError):
        return None
    return whole[0] if isinstance(whole, list) and whole else whole


def _extracted(given: str, config: Config) -> Record:
    # A record that is only shown needs no model: the pipeline is loaded here and not before.
    from press_extract.batch.run import loaded, read_options  # noqa: PLC0415

    for found in discover([given]):
        for item in read(found, read_options(config)):
            if not isinstance(item, Release):
                raise item
            return loaded(config)(item)
    raise InputError("holds no release", where=given, hint="name a file that holds one")
