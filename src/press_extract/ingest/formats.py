"""The formats that can be read: suffix, media type and parser, one row each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from press_extract.ingest import html, markdown, plain
from press_extract.ingest.draft import Parsed


@dataclass(frozen=True, slots=True)
class Format:
    """Tell how the files of one kind become text.

    Attributes:
        parse: the decoded source in, text and metadata out; raises InputError.
        declared: reads the encoding that the bytes themselves declare; None where the format has no such thing.
        reach: how many times `max_chars` of the source are parsed at most; None: all of it, as markup may be the most.
    """

    media_type: str
    parse: Callable[[str], Parsed]
    declared: Callable[[bytes], str | None] | None = None
    reach: int | None = None


TEXT = Format("text/plain", plain.parse, reach=4)
MARKDOWN = Format("text/markdown", markdown.parse, reach=2)
HTML = Format("text/html", html.parse, html.declared_encoding)
XHTML = Format("application/xhtml+xml", html.parse, html.declared_encoding)

FORMATS = {
    ".txt": TEXT,
    ".text": TEXT,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": XHTML,
}
ROW_SUFFIXES = frozenset({".jsonl", ".ndjson"})
KNOWN_SUFFIXES = frozenset(FORMATS) | ROW_SUFFIXES
