"""Words: a text cut for name rules, elisions apart, compounds whole."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from press_extract.mentions import Span

_OPENERS = ':«“•▪*►–—-"'  # signs after which a capital says nothing
_WORD = re.compile(r"[^\W_]+(?:(?:['&]|-)(?=[^\W_])[^\W_]+)*\.?|[^\w\s]|_")


@dataclass(frozen=True, slots=True)
class Spelling:
    """Hold a language's elided words and articles, without apostrophe, and its words that keep a full stop."""

    elisions: frozenset[str]
    elided_articles: frozenset[str]
    stopped: frozenset[str]


class Word(NamedTuple):
    """Hold one word or sign.

    Attributes:
        shape: `cap` (capital, then small letters), `upper` (two or more letters, all capitals), `low`, `num` or `sign`.
        pos: the universal part of speech that the tagger gave, or "" without a tagger.
        initial: a capital here says nothing, since a sentence, an item or a quotation opens.
    """

    text: str
    start: int
    end: int
    lower: str
    shape: str
    pos: str
    initial: bool

    @property
    def capital(self) -> bool:
        """Tell whether the word begins with a capital."""
        return self.shape in {"cap", "upper"}


def shape_of(text: str) -> str:
    """Return the shape of one word; see `Word`."""
    first = text[0]
    if not first.isalnum():
        return "sign"
    letters = [char for char in text if char.isalpha()]
    if not letters or (first.isdigit() and not any(char.isupper() for char in letters)):
        return "num"
    if len(letters) > 1 and all(char.isupper() for char in letters):
        return "upper"
    if first.isupper():
        return "cap"
    # "eBay", "iPhone": a capital inside makes a name as well.
    return "cap" if any(char.isupper() for char in letters) else "low"


class Tagging:
    """Look up the tagger's part of speech by character offset."""

    def __init__(self, starts: Sequence[int], tags: Sequence[str]) -> None:
        self._starts, self._tags = starts, tags

    def at(self, offset: int) -> str:
        """Return the tag of the token that holds `offset`."""
        index = bisect_right(self._starts, offset) - 1
        return self._tags[index] if index >= 0 else ""


def _pieces(match: re.Match[str], spelling: Spelling, opens: bool) -> list[tuple[int, int]]:
    text, start, end = match[0], match.start(), match.end()
    # The stop stays with an initial or a civility ("M."); elsewhere it is a sign of its own.
    if text.endswith(".") and len(text) > 2 and text.casefold() not in spelling.stopped:
        return [*_split_elision(text[:-1], start, spelling, opens), (end - 1, end)]
    return _split_elision(text, start, spelling, opens)


def _split_elision(text: str, start: int, spelling: Spelling, opens: bool) -> list[tuple[int, int]]:
    head, mark, rest = text.partition("'")
    # Inside a sentence a capital before the mark belongs to the name: "L'Étoile", "D'Almeida"; "N'Diaye" everywhere.
    name_like = head.isupper() and rest[:1].isupper() and (not opens or head.casefold() not in spelling.elided_articles)
    if mark and rest and head.casefold() in spelling.elisions and not name_like:
        cut = start + len(head) + 1
        return [(start, cut), (cut, start + len(text))]
    return [(start, start + len(text))]


def find_words(text: str, span: Span, spelling: Spelling, tagging: Tagging | None) -> list[Word]:
    """Return the words of the sentence `span` of `text`, with offsets into `text`."""
    words: list[Word] = []
    opens = True
    for match in _WORD.finditer(text, span.start, span.end):
        for begin, stop in _pieces(match, spelling, opens):
            piece = text[begin:stop]
            shape = shape_of(piece)
            tag = tagging.at(begin) if tagging and shape != "sign" else ""
            words.append(Word(piece, begin, stop, piece.casefold(), shape, tag, opens and shape != "sign"))
            opens = shape == "sign" and (opens or piece in _OPENERS)
    return words
