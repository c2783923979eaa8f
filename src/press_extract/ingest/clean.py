"""Clean text: NFC, plain line ends, nothing invisible; every space and apostrophe stays as it was written."""

from __future__ import annotations

import re
import unicodedata

from press_extract.record import Issue

LOST = "\ufffd"

_NEWLINES = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_SOFT_BREAKS = re.compile("\u00ad[ \t]*\n[ \t]*(?=[^\\W\\d_])")
_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_EMPTY_LINES = re.compile("\n{3,}")


def clean(text: str) -> tuple[str, tuple[Issue, ...]]:
    """Return the clean text and what was taken out of it, in time linear in its length.

    A soft hyphen at the end of a line joins the two parts of the word; page breaks end a line.
    """
    issues: tuple[Issue, ...] = ()
    text, removed = _CONTROL.subn("", text)
    if removed:
        issues = (Issue(code="control_characters_removed", message=f"{removed} control character(s) were removed"),)
    text = _SURROGATES.sub(LOST, text)
    text = _NEWLINES.sub("\n", text)
    text = _SOFT_BREAKS.sub("", text)
    text = _INVISIBLE.sub("", text)
    text = unicodedata.normalize("NFC", text)
    text = "\n".join(line.rstrip() for line in text.split("\n"))
    return _EMPTY_LINES.sub("\n\n", text).strip(), issues


def cut(text: str, limit: int, *, unread: int = 0) -> tuple[str, tuple[Issue, ...]]:
    """Return at most `limit` characters of `text`, cut at a paragraph, a line or a space, and an issue if it was cut.

    `unread` counts further characters of the source that are not in `text` at all.
    """
    if len(text) <= limit and not unread:
        return text, ()
    kept = text if len(text) <= limit else text[: _boundary(text, limit)].rstrip()
    message = f"the text has {len(text) + unread} characters; the first {len(kept)} were read (limit {limit})"
    return kept, (Issue(code="text_truncated", message=message, start=len(kept), end=len(kept)),)


def _boundary(text: str, limit: int) -> int:
    # A boundary in the first half would cost more text than a broken word does.
    for mark in ("\n\n", "\n", " "):
        place = text.rfind(mark, limit // 2, limit + 1)
        if place > 0:
            return place
    return limit
