"""The release: what ingestion hands to the pipeline."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from press_extract.record import Issue, PublishedFrom


@dataclass(frozen=True, slots=True)
class Release:
    """Carry one release's clean text and what is known about it.

    Attributes:
        text: NFC, `\\n` line ends, no control characters; all offsets of the record index it.
        path: the input as the user named it; `FILE#ID` or `FILE#LINE` for a row.
        published: the date that the release is known to have, from an option or from metadata.
        language: a hint (ISO 639-1) that overrides identification, or None.
        issues: what reading had to mend or leave out.
    """

    text: str
    path: str = "-"
    media_type: str = "text/plain"
    sha256: str | None = None
    encoding: str | None = None
    title: str | None = None
    published: datetime.date | None = None
    published_from: PublishedFrom = "none"
    language: str | None = None
    url: str | None = None
    byline: str | None = None
    publisher: str | None = None
    part: str | None = None
    issues: tuple[Issue, ...] = ()
