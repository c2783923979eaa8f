"""The formats that can be read: suffix, media type and parser, one row each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from press_extract.ingest import plain
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


# The parsers' libraries take a while to import, which a run over text files need not wait for.
def _markdown(source: str) -> Parsed:
    from press_extract.ingest import markdown  # noqa: PLC0415

    return markdown.parse(source)


def _html(source: str) -> Parsed:
    from press_extract.ingest import html  # noqa: PLC0415

    return html.parse(source)


def _html_encoding(raw: bytes) -> str | None:
    from press_extract.ingest import html  # noqa: PLC0415

    return html.declared_encoding(raw)


TEXT = Format("text/plain", plain.parse, reach=4)
MARKDOWN = Format("text/markdown", _markdown, reach=2)
HTML = Format("text/html", _html, _html_encoding)
XHTML = Format("application/xhtml+xml", _html, _html_encoding)

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
