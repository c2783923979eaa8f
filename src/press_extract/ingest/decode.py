"""Bytes to text: byte order marks, UTF-8, UTF-16, what the input declares, and at last a guess."""

from __future__ import annotations

import codecs
from collections import Counter
from dataclasses import dataclass

from charset_normalizer.constant import IANA_SUPPORTED

from press_extract.errors import InputError
from press_extract.ingest.binary import refuse_binary, refuse_magic
from press_extract.ingest.charset import guess
from press_extract.ingest.clean import LOST
from press_extract.record import Issue

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEAD = 65_536


@dataclass(frozen=True, slots=True)
class Decoded:
    """Carry the decoded text, the encoding's name and what was guessed; lost bytes stand as U+FFFD."""

    text: str
    encoding: str
    issues: tuple[Issue, ...] = ()


def decode(raw: bytes, declared: str | None = None) -> Decoded:
    """Return the text of `raw`; `declared` is the encoding that the input itself names.

    Raises:
        InputError: there are no bytes but white space, or they are those of a binary file; `where` is not set.
    """
    if not raw.strip(b" \t\r\n\0"):
        raise InputError("empty: there is nothing in it but white space", hint="leave it out, or check its export")
    refuse_magic(raw)
    decoded = _decode(raw, declared)
    refuse_binary(decoded.text)
    return decoded


def _decode(raw: bytes, declared: str | None) -> Decoded:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return Decoded(raw[len(mark) :].decode(encoding, "replace"), encoding)
    wide = _wide_encoding(raw)
    if wide:
        return _guessed(raw.decode(wide, "replace"), wide, "every other byte is that of a wide character")
    try:
        return Decoded(raw.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    codec = _codec(declared) if declared else None
    if codec:
        try:
            return Decoded(raw.decode(codec), codec)
        except UnicodeDecodeError:
            pass
    text = raw.decode("utf-8", "replace")
    if _mostly_utf8(text):
        return Decoded(text, "utf-8")
    encoding, text = guess(raw)
    return _guessed(text, encoding, "the bytes are no UTF-8, and of the likely encodings this one reads best")


def _guessed(text: str, encoding: str, reason: str) -> Decoded:
    issue = Issue(code="encoding_guessed", message=f"the encoding was taken to be {encoding}: {reason}")
    return Decoded(text, encoding, (issue,))


def _wide_encoding(raw: bytes) -> str | None:
    # Of Latin and Arabic text in UTF-16 one byte in two is 0 or 6, bytes that no other text holds.
    head = raw[: min(len(raw), _HEAD) // 2 * 2]
    for first, encoding in ((0, "utf-16-be"), (1, "utf-16-le")):
        high = Counter(head[first::2])
        low = Counter(head[1 - first :: 2])
        pairs = len(head) // 2
        if pairs >= 2 and high[0] + high[6] > 0.7 * pairs and low[0] < 0.1 * pairs:
            return encoding
    return None


def _mostly_utf8(text: str) -> bool:
    lost = text.count(LOST)
    whole = sum(not char.isascii() for char in text[:_HEAD]) - text[:_HEAD].count(LOST)
    return lost * 2 <= whole or (lost == 1 and whole > 0 and text.endswith(LOST))


def _codec(name: str) -> str | None:
    try:
        codec = codecs.lookup(name).name
    except LookupError:
        return None
    # Browsers read all three as Windows-1252; a declaration inside the bytes cannot name a wide encoding.
    if codec in ("iso8859-1", "ascii", "cp1252"):
        return "windows-1252"
    known = codec.replace("-", "_") in IANA_SUPPORTED and not codec.startswith(("utf-16", "utf-32", "utf-8"))
    return codec if known else None
