"""What an input says about itself, in whatever form."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from press_extract.ingest.clean import clean
from press_extract.ingest.mojibake import mend
from press_extract.record import Issue
from press_extract.text import fold

_ISO_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ].*)?", re.DOTALL)
_LANGUAGE = re.compile(r"([A-Za-z]{2})(?:[-_][A-Za-z0-9_-]+)?")
_HEAD_LINES = 6


@dataclass(frozen=True, slots=True)
class Metadata:
    """Hold what an input states about its release; None where it is silent."""

    title: str | None = None
    published: datetime.date | None = None
    url: str | None = None
    language: str | None = None
    publisher: str | None = None
    byline: str | None = None

    def tidied(self) -> Metadata:
        """Return the same with clean one-line strings; what is empty becomes None."""
        return Metadata(
            title=_line(self.title),
            published=self.published,
            url=_line(self.url),
            language=self.language,
            publisher=_line(self.publisher),
            byline=_line(self.byline),
        )


def read_date(value: str | None) -> tuple[datetime.date | None, tuple[Issue, ...]]:
    """Return the day of an ISO 8601 date or date and time as written there, or an issue that says what was found."""
    if value is None or not value.strip():
        return None, ()
    form = _ISO_DATE.fullmatch(value.strip())
    try:
        return datetime.date.fromisoformat(form.group(1) if form else value.strip()), ()
    except ValueError:
        message = f"the publication date {value[:60]!r} is no ISO 8601 day (YYYY-MM-DD) and was not used"
        return None, (Issue(code="published_unread", message=clean(message)[0]),)


def read_language(value: str | None) -> tuple[str | None, tuple[Issue, ...]]:
    """Return the ISO 639-1 code of a language tag such as `fr` or `fr-MA`, or an issue that says what was found."""
    if value is None or not value.strip():
        return None, ()
    form = _LANGUAGE.fullmatch(value.strip())
    if form:
        return form.group(1).lower(), ()
    message = f"the language {value[:60]!r} is no ISO 639-1 code and was not used"
    return None, (Issue(code="language_unread", message=clean(message)[0]),)


def with_headline(text: str, title: str | None) -> str:
    """Return `text` led by its title, unless one of its first lines is the title or a part or an extension of it."""
    headline = _line(title)
    if headline is None:
        return text
    key = fold(headline)
    lines = [folded for line in text.strip().split("\n") if (folded := fold(line))][:_HEAD_LINES]
    # A page's title often adds the name of the site to the headline.
    stands = any(_within(key, line) or (len(line) * 2 >= len(key) and _within(line, key)) for line in lines)
    return text if stands else f"{headline}\n\n{text}"


def _within(part: str, whole: str) -> bool:
    return f" {part} " in f" {whole} "


def _line(value: str | None) -> str | None:
    return " ".join(clean(mend(value)[0])[0].split()) or None if value else None
