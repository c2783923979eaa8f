"""What a language writes numbers with: its words, its separators, its abbreviations."""

from __future__ import annotations

import re
from functools import cached_property

from press_extract.pack.part import Part

_DIGITS = 18  # more digits in a row are no number


def alternatives(words: list[str]) -> str:
    """Return a pattern that matches any of `words`, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _by_word(table: dict[int, tuple[str, ...]]) -> dict[str, int]:
    return {word: value for value, words in table.items() for word in words}


class NumberData(Part):
    """Mirror `numbers.toml`.

    Attributes:
        groups: the characters that may stand between thousands; tried before `decimals`.
        decimals: the characters that may stand before decimals.
        joiners: words between tens and units; `links`: words between a collective and a scale.
        wholes: words, beside articles, that open a collective.
        half: the regular expression of the word for a half; `grades`: adjectives inside a collective.
        hundreds: words that multiply by 100.
        cardinals: the additive words of each number below 1000.
        scales: the words of each power of 1000.
        symbols: the abbreviations of each power of 1000, read after digits in their very case.
        collectives: the nouns that mean about so many.
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
    cardinals: dict[int, tuple[str, ...]]
    scales: dict[int, tuple[str, ...]]
    symbols: dict[int, tuple[str, ...]]
    collectives: dict[int, tuple[str, ...]]

    @cached_property
    def cardinal(self) -> dict[str, int]:
        """Return the value of each additive word."""
        return _by_word(self.cardinals)

    @cached_property
    def scale(self) -> dict[str, int]:
        """Return the value of each multiplying word."""
        return _by_word(self.scales)

    @cached_property
    def symbol(self) -> dict[str, int]:
        """Return the value of each abbreviation."""
        return _by_word(self.symbols)

    @cached_property
    def collective(self) -> dict[str, int]:
        """Return the number that each collective is about."""
        return _by_word(self.collectives)

    @cached_property
    def words(self) -> frozenset[str]:
        """Return every word that a number is written with."""
        return frozenset({*self.cardinal, *self.hundreds, *self.scale, *self.collective})

    def power(self, word: str) -> int:
        """Return the power of ten that a word or an abbreviation stands for, 1 for any other."""
        return self.symbol.get(word) or (self.scale | self.collective).get(word.casefold(), 1)

    @cached_property
    def token(self) -> re.Pattern[str]:
        """Return the pattern of one piece of a number: digits, a word, or an abbreviated scale."""
        group, point = re.escape(self.groups), re.escape(self.decimals)
        digits = (
            rf"[1-9]\d{{0,2}}(?P<sep>[{group}])\d{{3}}(?:(?P=sep)\d{{3}}){{0,6}}(?!\d)"
            rf"(?:(?!(?P=sep))[{point}]\d{{1,{_DIGITS}}})?(?![.,]?\d)"
            rf"|\d{{1,{_DIGITS}}}(?:[{point}]\d{{1,{_DIGITS}}})?(?!\d|[.,]\d)"
        )
        words = alternatives(list(self.words))
        return re.compile(
            rf"(?P<digits>(?<![^\W_])(?<!\d[.,])(?:{digits}))"
            rf"|(?<=\d)(?P<symbol> ?(?:{alternatives([*self.symbol])})(?![\w.]))"
            rf"|(?P<word>(?<!\w)(?i:{words})(?!\w))"
            rf"|(?P<half>(?<!\w)(?i:{self.half})(?!\w))"
        )

    @cached_property
    def opening(self) -> re.Pattern[str]:
        """Return the pattern of what may stand before a collective, up to its end."""
        before = alternatives([*self.articles, *self.wholes])
        return re.compile(rf"(?<!\w)(?:{before}) (?:(?:{alternatives([*self.grades])}) )?$", re.IGNORECASE)

    @cached_property
    def and_a_half(self) -> re.Pattern[str]:
        """Return the pattern of the half that follows a unit."""
        return re.compile(rf" (?:{alternatives(list(self.joiners))}) {self.half}(?!\w)")

    @cached_property
    def one_and_a_half(self) -> re.Pattern[str]:
        """Return the pattern of an article, a `unit` of one word, and a half."""
        articles, joiners = alternatives(list(self.articles)), alternatives(list(self.joiners))
        return re.compile(rf"(?<!\w)(?:{articles}) (?P<unit>[^\W\d_]+) (?:{joiners}) {self.half}(?!\w)", re.IGNORECASE)
