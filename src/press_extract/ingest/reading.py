"""Read what was found: one file to one release, a JSON Lines file to one a row, and every failure to an error."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from io import BytesIO
from itertools import chain
from typing import BinaryIO

from press_extract.errors import InputError
from press_extract.ingest.decode import decode
from press_extract.ingest.discover import Found
from press_extract.ingest.draft import Origin, Parsed, ReadOptions, finish
from press_extract.ingest.formats import FORMATS, HTML, ROW_SUFFIXES, TEXT, Format
from press_extract.ingest.rows import MEDIA_TYPE, looks_like_row, parse_row, split_rows
from press_extract.release import Release

_HTML_STARTS = (b"<!doctype html", b"<html")
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read(found: Found, options: ReadOptions) -> Iterator[Release | InputError]:
    """Yield the releases of one input, and an InputError for each that cannot be read; nothing is raised for them."""
    if found.error is not None:
        yield found.error
    elif found.skipped is None:
        try:
            yield from _read_file(found, options)
        except OSError as error:
            yield InputError(f"cannot be read: {error.strerror or error}", where=found.path)


def _read_file(found: Found, options: ReadOptions) -> Iterator[Release | InputError]:
    if found.file is None:
        yield from _read_stream(sys.stdin.buffer, found.path, options)
        return
    suffix = found.file.suffix.lower()
    with found.file.open("rb") as stream:
        if suffix in ROW_SUFFIXES:
            yield from _read_rows(split_rows(stream, options.max_bytes), found.path, options)
        else:
            yield _read_whole(stream, found.path, FORMATS[suffix], options)


def _read_stream(stream: BinaryIO, path: str, options: ReadOptions) -> Iterator[Release | InputError]:
    lead = b""
    while not lead.strip() and (line := stream.readline(options.max_bytes)):
        lead += line
    if looks_like_row(lead):
        first = split_rows(BytesIO(lead), options.max_bytes)
        before = lead.count(b"\n")
        rest = ((number + before, row) for number, row in split_rows(stream, options.max_bytes))
        yield from _read_rows(chain(first, rest), path, options)
        return
    is_page = lead.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_HTML_STARTS)
    whole = BytesIO(lead + stream.read(options.max_bytes + 1))
    yield _read_whole(whole, path, HTML if is_page else TEXT, options)


def _read_whole(stream: BinaryIO, path: str, form: Format, options: ReadOptions) -> Release | InputError:
    raw = stream.read(options.max_bytes + 1)
    if len(raw) > options.max_bytes:
        message = f"has more than {options.max_bytes} bytes, the limit for one release"
        return InputError(message, where=path, hint="split the file, or raise max_bytes")
    try:
        decoded = decode(raw, form.declared(raw) if form.declared else None)
        reach = len(decoded.text) if form.reach is None else form.reach * options.max_chars
        unread = max(0, len(decoded.text) - reach)
        origin = Origin(path, form.media_type, _digest(raw), decoded.encoding, decoded.issues, unread)
        return finish(form.parse(decoded.text[:reach]), origin, options)
    except InputError as error:
        return _placed(error, path)


def _read_rows(
    rows: Iterator[tuple[int, bytes | None]], path: str, options: ReadOptions
) -> Iterator[Release | InputError]:
    for number, raw in rows:
        where = f"{path}#{number}"
        if number == 1 and raw is not None and raw.startswith(_WIDE_MARKS):
            yield InputError("is UTF-16; expected JSON Lines in UTF-8", where=path, hint="convert the file to UTF-8")
            return
        if raw is None:
            message = f"the row has more than {options.max_bytes} bytes, the limit for one release"
            yield InputError(message, where=where, hint="raise max_bytes if it is one")
            continue
        try:
            yield _read_row(raw, path, number, options)
        except InputError as error:
            yield _placed(error, where)


def _read_row(raw: bytes, path: str, number: int, options: ReadOptions) -> Release:
    decoded = decode(raw)
    row_id, parsed = parse_row(decoded.text)
    unread = max(0, len(parsed.text) - 4 * options.max_chars)
    parsed = Parsed(parsed.text[: 4 * options.max_chars], parsed.metadata, parsed.issues)
    place = row_id if row_id is not None else str(number)
    origin = Origin(f"{path}#{place}", MEDIA_TYPE, _digest(raw), decoded.encoding, decoded.issues, unread)
    return finish(parsed, origin, options)


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def _placed(error: InputError, where: str) -> InputError:
    return InputError(error.message, where=where, hint=error.hint)
