"""The draft: what a format's parser hands over, and how it becomes a release."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from press_extract.errors import InputError
from press_extract.ingest.clean import LOST, clean, cut
from press_extract.ingest.metadata import Metadata
from press_extract.ingest.mojibake import mend
from press_extract.record import Issue
from press_extract.release import Release


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """Hold what the run says about its inputs.

    Attributes:
        published: the date of releases that name none in their own metadata.
        language: the language (ISO 639-1) of releases that name none in their own metadata.
        max_chars: a longer text is cut, with an issue.
        max_bytes: a bigger file, or a bigger row of a JSON Lines file, is refused.
    """

    published: datetime.date | None = None
    language: str | None = None
    max_chars: int = 300_000
    max_bytes: int = 100_000_000


@dataclass(frozen=True, slots=True)
class Parsed:
    """Carry the text of one source, free of markup but not yet clean, and its metadata."""

    text: str
    metadata: Metadata = field(default_factory=Metadata)
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """Say where a draft comes from; `unread` counts the characters of the source that no parser saw."""

    path: str
    media_type: str
    sha256: str
    encoding: str
    issues: tuple[Issue, ...] = ()
    unread: int = 0


def finish(parsed: Parsed, origin: Origin, options: ReadOptions) -> Release:
    """Mend, clean and cut the text, and join it with what is known about it.

    Raises:
        InputError: no text is left; `where` is not set.
    """
    text, mended = mend(parsed.text)
    text, cleaned = clean(text)
    if not text:
        raise InputError("empty: no text was found", hint="leave the file out, or check how it was exported")
    text, shortened = cut(text, options.max_chars, unread=origin.unread)
    own = parsed.metadata.tidied()
    return Release(
        text=text,
        path=origin.path,
        media_type=origin.media_type,
        sha256=origin.sha256,
        encoding=origin.encoding,
        title=own.title,
        published=own.published or options.published,
        published_from="metadata" if own.published else "option" if options.published else "none",
        language=own.language or options.language,
        url=own.url,
        byline=own.byline,
        publisher=own.publisher,
        issues=(*origin.issues, *parsed.issues, *mended, *cleaned, *_lost_characters(text), *shortened),
    )


def _lost_characters(text: str) -> tuple[Issue, ...]:
    first = text.find(LOST)
    if first < 0:
        return ()
    message = f"{text.count(LOST)} character(s) could not be decoded and stand as U+FFFD"
    return (Issue(code="undecodable_bytes", message=message, start=first, end=first + 1),)
