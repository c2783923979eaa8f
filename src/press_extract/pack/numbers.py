"""What a language writes numbers with: its words, its separators, its abbreviations."""

from __future__ import annotations

import re
from functools import cached_property

from press_extract.pack.part import Part


def alternatives(words: list[str]) -> str:
    """Return a pattern that matches any of `words`, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


class NumberData(Part):
    """Mirror `numbers.toml`.

    Attributes:
        groups: the characters that may stand between thousands; tried before `decimals`.
        decimals: the characters that may stand before decimals.
        joiners: words between tens and units; `links`: words between a collective and a scale.
        wholes: words, beside articles, that open a collective.
        half: the regular expression of the word for a half; `grades`: adjectives inside a collective.
        cardinals: additive words below 1000; `hundreds` multiply by 100, `scales` by a power of 1000.
        symbols: abbreviated scales, read after digits in their very case.
        collectives: nouns that mean about so many.
    """

    groups: str
    decimals: str
    joiners: tuple[str, ...]
    links: tuple[str, ...]
    articles: tuple[str, ...]
    wholes: tuple[str, ...]
    half: str
    grades: tuple[str, ...]
    hundreds: tuple[str, ...]
    cardinals: dict[str, int]
    scales: dict[str, int]
    symbols: dict[str, int]
    collectives: dict[str, int]

    @cached_property
    def token(self) -> re.Pattern[str]:
        """Return the pattern of one piece of a number: digits, a word, or an abbreviated scale."""
        group, point = re.escape(self.groups), re.escape(self.decimals)
        digits = (
            rf"[1-9]\d{{0,2}}(?P<sep>[{group}])\d{{3}}(?:(?P=sep)\d{{3}})*(?!\d)(?:(?!(?P=sep))[{point}]\d+)?(?![.,]?\d)"
            rf"|\d+(?:[{point}]\d+)?(?!\d|[.,]\d)"
        )
        words = alternatives([*self.cardinals, *self.hundreds, *self.scales, *self.collectives])
        return re.compile(
            rf"(?P<digits>(?<![^\W_])(?<!\d[.,])(?:{digits}))"
            rf"|(?<=\d)(?P<symbol> ?(?:{alternatives([*self.symbols])})(?![\w.]))"
            rf"|(?P<word>(?<!\w)(?i:{words})(?!\w))"
            rf"|(?P<half>(?<!\w)(?i:{self.half})(?!\w))"
        )

    @cached_property
    def opening(self) -> re.Pattern[str]:
        """Return the pattern of what may stand before a collective, up to its end."""
        before = alternatives([*self.articles, *self.wholes])
        return re.compile(rf"(?<!\w)(?:{before}) (?:(?:{alternatives([*self.grades])}) )?$", re.IGNORECASE)
