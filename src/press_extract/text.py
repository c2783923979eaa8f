"""Plain text: the same-length shadow that every rule reads, so that offsets never move."""

from __future__ import annotations

import unicodedata
from functools import cache

_APOSTROPHES = "\u2018\u2019\u201b\u02bc\u02b9\u2032\uff07\u00b4`"
_HYPHENS = "\u2010\u2011\ufe63\uff0d"

_SPACES = "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"

_SHADOW = str.maketrans(
    {
        **dict.fromkeys(_SPACES, " "),
        **dict.fromkeys(_APOSTROPHES, "'"),
        **dict.fromkeys(_HYPHENS, "-"),
    }
)


def shadow(text: str) -> str:
    """Return `text` with every kind of space, apostrophe and hyphen made the plain one; the length stays the same."""
    return text.translate(_SHADOW)


class _Folded(dict[int, str]):
    """Map each character to what stands for it in a key, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = "".join(map(_key_part, unicodedata.normalize("NFKD", shadow(chr(code))).casefold()))
        return self[code]


_LIGATURES = {"œ": "oe", "æ": "ae"}


def _key_part(char: str) -> str:
    if unicodedata.combining(char):
        return ""
    return _LIGATURES.get(char, char if char.isalnum() else " ")


_FOLDED = _Folded()


def fold(text: str) -> str:
    """Return the key under which two writings of a name meet: no case, no accents, single spaces."""
    return " ".join(text.translate(_FOLDED).split())


def lower(text: str) -> str:
    """Return `text` in small letters with its length unchanged, so that offsets hold."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def plain(text: str) -> str:
    """Return `text` in small letters without accents, its length unchanged: the form in which names are sought."""
    return "".join(_plain_char(char) for char in lower(text))


@cache
def _plain_char(char: str) -> str:
    base = unicodedata.normalize("NFD", char)[0]
    return base if len(base) == 1 else char
