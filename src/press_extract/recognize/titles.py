"""Titles: where a text names an office, and how far the words that define it reach."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from press_extract.mentions import Span
from press_extract.pack.titles import TitleData


@dataclass(frozen=True, slots=True)
class Office(Span):
    """Mark an office's core words, from its noun to its last direct modifier.

    Attributes:
        article: what kind of determiner stands before it: `article`, `possessive`, `relative` or "" for none.
        left: where the determiner begins, or `start`.
        portfolio: its complement is a field rather than a body.
        territorial: it is held over a territory.
        board: it is a seat on a board.
    """

    article: str
    left: int
    portfolio: bool
    territorial: bool
    board: bool


def _alternation(patterns: Sequence[str]) -> str:
    return "|".join(f"(?:{pattern})" for pattern in sorted(patterns, key=len, reverse=True))


class TitleLexicon:
    """Find offices by a language's title data."""

    def __init__(self, data: TitleData) -> None:
        office = _alternation(data.offices)
        modifier = _alternation(data.modifiers)
        core = rf"(?:{office})(?:[- ](?:{modifier}))*(?![\w-])"
        elided = "".join(sorted({article[0] for article in data.articles if article.endswith("'")}))
        self._office = re.compile(rf"(?<![\w'-]){core}|(?<=(?<!\w)[{elided}]'){core}")
        self._portfolio = re.compile(rf"(?:{_alternation(data.portfolios)})(?![\w-])")
        self._territorial = re.compile(rf"(?:{_alternation(data.territorial)})(?![\w-])")
        self._board = re.compile(rf"(?:{_alternation(data.board)})(?: [\w-]+)?$")
        self._complement = re.compile(rf"(?:,? )?(?:{_alternation(data.complements)})")
        articles = sorted(data.articles, key=len, reverse=True)
        self._determiners = (
            (
                "relative",
                re.compile(rf"(?<!\w)(?:{_alternation(data.relatives)}) (?:(?:{_alternation(articles)}) ?)?$"),
            ),
            ("possessive", re.compile(rf"(?<!\w)(?:{_alternation(data.possessives)}) $")),
            ("article", re.compile(rf"(?<!\w)(?:{_alternation(articles)}) ?$")),
        )

    def find(self, small: str, start: int, end: int) -> list[Office]:
        """Return the offices within `small[start:end]`; `small` is the text in small letters."""
        return [self._read(small, match, start) for match in self._office.finditer(small, start, end)]

    def complement_end(self, small: str, end: int) -> int:
        """Return where a phrase such as "in charge of" that follows an office at `end` stops, or `end`."""
        match = self._complement.match(small, end)
        return match.end() if match else end

    def _read(self, small: str, match: re.Match[str], floor: int) -> Office:
        left = small[max(floor, match.start() - 24) : match.start()]
        kind, reach = "", match.start()
        for name, pattern in self._determiners:
            if found := pattern.search(left):
                kind, reach = name, match.start() - len(left) + found.start()
                break
        return Office(
            match.start(),
            match.end(),
            kind,
            reach,
            bool(self._portfolio.match(small, match.start())),
            bool(self._territorial.match(small, match.start())),
            bool(self._board.match(match[0])),
        )


@cache
def title_lexicon(data: TitleData) -> TitleLexicon:
    """Return the compiled lexicon of `data`; compiled once."""
    return TitleLexicon(data)
