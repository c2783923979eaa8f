"""Guess a single-byte encoding by how well each reading looks like text: `encodings.toml` says what does."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from charset_normalizer import from_bytes
from pydantic import BaseModel

_SAMPLE = 8_192
_CONTEXT = 24
# With fewer bytes beyond ASCII than this, charset-normalizer takes a stray sign for Japanese.
_ENOUGH = 8
_HIGH = re.compile(rb"[\x80-\xff]+")


class Sign(BaseModel, frozen=True, extra="forbid"):
    """Say what one pattern of characters beyond ASCII is worth."""

    what: str
    pattern: re.Pattern[str]
    points: float


class EncodingData(BaseModel, frozen=True, extra="forbid"):
    """Mirror `encodings.toml`."""

    candidates: tuple[str, ...]
    signs: tuple[Sign, ...]


def guess(raw: bytes) -> tuple[str, str]:
    """Return the name of the likeliest encoding of bytes that are no UTF-8, and the text; lost bytes are U+FFFD.

    The candidates' own table decides, as it is right on a single short sentence. Where none of them gives text, as
    for Cyrillic or Greek, charset-normalizer is asked.
    """
    sample = _around_high_bytes(raw)
    best = max(_data().candidates, key=lambda candidate: plausibility(sample.decode(candidate, "replace")))
    enough = sum(byte >= 0x80 for byte in sample) >= _ENOUGH
    if enough and plausibility(sample.decode(best, "replace")) < 0:
        other = from_bytes(sample).best()
        if other is not None:
            return other.encoding, raw.decode(other.encoding, "replace")
    return best, raw.decode(best, "replace")


def plausibility(text: str) -> float:
    """Return how much the characters beyond ASCII look like those of a press release: negative for no text."""
    score = -float(sum(not char.isascii() for char in text))
    return score + sum(sign.points * len(sign.pattern.findall(text)) for sign in _data().signs)


@cache
def _data() -> EncodingData:
    return EncodingData.model_validate(tomllib.loads((files(__package__) / "encodings.toml").read_text("utf-8")))


def _around_high_bytes(raw: bytes) -> bytes:
    windows: list[bytes] = []
    end = size = 0
    for found in _HIGH.finditer(raw):
        if size >= _SAMPLE:
            break
        if found.end() + _CONTEXT <= end:
            continue
        start = max(end, found.start() - _CONTEXT)
        if start > end or not windows:
            windows.append(b"\n")
        end = min(len(raw), found.end() + _CONTEXT)
        windows.append(raw[start:end])
        size += end - start
    return b"".join(windows)
