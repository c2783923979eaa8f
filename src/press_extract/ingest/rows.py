"""JSON Lines: one release a row, each row on its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from press_extract.errors import InputError
from press_extract.ingest.decode import decode
from press_extract.ingest.draft import Parsed
from press_extract.ingest.metadata import Metadata, read_date, read_language

MEDIA_TYPE = "application/x-ndjson"

_SKIPPED_AT_ONCE = 1_000_000
_STRINGS = ("text", "published", "title", "url", "language", "lang", "publisher")
_KINDS = {"str": "a string", "int": "a number", "float": "a number", "bool": "a truth value", "list": "an array",
          "dict": "an object", "NoneType": "null"}  # fmt: skip


def split_rows(stream: BinaryIO, max_bytes: int) -> Iterator[tuple[int, bytes | None]]:
    """Yield the number and the bytes of each row that is not blank; None stands for a row over `max_bytes`."""
    number = 0
    while chunk := stream.readline(max_bytes + 1):
        number += 1
        if len(chunk.rstrip(b"\r\n")) > max_bytes:
            while chunk and not chunk.endswith(b"\n"):
                chunk = stream.readline(_SKIPPED_AT_ONCE)
            yield number, None
        elif chunk.strip():
            yield number, chunk.rstrip(b"\r\n")


def looks_like_row(raw: bytes) -> bool:
    """Tell whether the first row of a stream without a name is a JSON object with a text."""
    if not raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return False
    try:
        return "text" in _load(decode(raw).text)
    except InputError:
        return False


def parse_row(source: str) -> tuple[str | None, Parsed]:
    """Return the row's id, if it has one, and its text and metadata; unknown keys are ignored.

    Raises:
        InputError: the row is no JSON object, has no text or gives a key a value of the wrong type; no `where`.
    """
    row = _load(source)
    if "text" not in row:
        keys = ", ".join(sorted(map(repr, row)))[:120] or "none"
        raise InputError(f"the row has no 'text'; its keys: {keys}", hint="put the release under the key 'text'")
    values = {key: _string(row, key) for key in _STRINGS}
    if values["text"] is None or not values["text"].strip():
        raise InputError("empty: the row's 'text' holds nothing but white space", hint="leave the row out")
    published, date_issues = read_date(values["published"])
    language, language_issues = read_language(values["language"] or values["lang"])
    metadata = Metadata(values["title"], published, values["url"], language, values["publisher"])
    return _row_id(row), Parsed(values["text"], metadata, (*date_issues, *language_issues))


def _load(source: str) -> dict[str, object]:
    try:
        row = json.loads(source, strict=False)
    except json.JSONDecodeError as error:
        message = f"the row is no valid JSON: {error.msg} at column {error.colno}"
        raise InputError(message, hint="each row must be one whole JSON object") from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"the row cannot be read as JSON: {error}") from error
    if not isinstance(row, dict):
        raise InputError(f"the row is {_kind(row)}; expected an object", hint="each row must be one JSON object")
    return row


def _string(row: dict[str, object], key: str) -> str | None:
    value = row.get(key)
    if value is None or isinstance(value, str):
        return value
    raise InputError(f"{key!r} is {_kind(value)}; expected a string", hint=f"quote the value of {key!r}")


def _row_id(row: dict[str, object]) -> str | None:
    value = row.get("id")
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise InputError(f"'id' is {_kind(value)}; expected a string or a whole number")
    return str(value)


def _kind(value: object) -> str:
    return _KINDS[type(value).__name__]
