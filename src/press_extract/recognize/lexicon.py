"""The name lexicon: a language's name data, compiled for look-up."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from press_extract.pack.names import HeadGroup, NameData
from press_extract.recognize.words import Spelling, Word
from press_extract.record import EntityType
from press_extract.text import fold

_CONTEXT_REACH = 90  # characters of context before a name that a cue may read


@dataclass(frozen=True, slots=True)
class Head:
    """Give the head that opens a name: its group and how many words it takes."""

    group: HeadGroup
    phrase: str
    length: int


def _phrase_key(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W_]+(?:-[^\W_]+)*'?|,", text.casefold()))


def _indexed(phrases: Sequence[str]) -> dict[str, list[tuple[str, ...]]]:
    """Return the phrases as words, by their first word, the longest first."""
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for key in sorted(map(_phrase_key, phrases), key=len, reverse=True):
        by_first.setdefault(key[0], []).append(key)
    return by_first


def _elided(connectors: Sequence[str]) -> frozenset[str]:
    return frozenset(connector[:-1] for connector in connectors if connector.endswith("'") and " " not in connector)


def _stands(key: Sequence[str], words: Sequence[Word], index: int) -> bool:
    return index + len(key) <= len(words) and all(words[index + at].lower == part for at, part in enumerate(key))


class NameLexicon:
    """Answer what a word may be in a name."""

    def __init__(self, data: NameData) -> None:
        self.data = data
        self.articles = frozenset(data.articles)
        self.function_words = frozenset(data.function_words)
        self.calendar = frozenset(data.calendar)
        self.civilities = frozenset(data.civilities)
        self.particles = frozenset(data.particles)
        self.legal_forms = frozenset(data.legal_forms)
        self.dotted_forms = tuple(f" {form}" for form in data.legal_forms if "." in form)
        self.participle_ends = data.participle_ends
        self.lower_legal_forms = frozenset(data.lower_legal_forms)
        self.company_words = frozenset(data.company_words)
        self.demonyms = frozenset(data.demonyms)
        self.adjectives = frozenset(data.adjectives) | self.demonyms
        self.not_names = frozenset(fold(name) for name in data.not_names)
        self.known_bodies = frozenset(fold(name) for name in data.known_bodies)
        self.known_phrases = frozenset(data.known_bodies)
        self.spelling = Spelling(
            frozenset(data.elisions),
            frozenset(article[:-1] for article in data.articles if article.endswith("'")) | _elided(data.of),
            frozenset(word for word in data.civilities if word.endswith(".")),
        )
        self._of = _indexed(data.of)
        self._reach = _indexed(data.reach)
        self._early = _indexed(data.reach_early)
        self._not_heads = _indexed(data.not_heads)
        self._never_heads = _indexed(data.never_heads)
        self.of_set = frozenset(data.of) | {word for key in data.of for word in key.split()}
        self.small_words = self.function_words | self.articles | self.of_set
        self._conjunctions = frozenset(data.conjunctions)
        self._heads: dict[str, list[tuple[tuple[str, ...], HeadGroup]]] = {}
        for group in data.heads:
            for phrase in group.words:
                key = _phrase_key(phrase)
                self._heads.setdefault(key[0], []).append((key, group))
        for entries in self._heads.values():
            # A longer phrase is tried first; of two groups with the same phrase the first in the data wins.
            entries.sort(key=lambda entry: -len(entry[0]))
        self.before: list[tuple[EntityType, float, re.Pattern[str]]] = []
        self.intro: list[tuple[EntityType, float, re.Pattern[str]]] = []
        self.after: list[tuple[EntityType, float, re.Pattern[str]]] = []
        for context in data.contexts:
            if context.before:
                pattern = "|".join(f"(?:{cue})" for cue in context.before)
                self.before.append((context.type, context.weight, re.compile(pattern)))
            if context.intro:
                pattern = "|".join(f"(?:{cue})" for cue in context.intro)
                self.intro.append((context.type, context.weight, re.compile(pattern)))
            if context.after:
                pattern = "|".join(f"(?:{cue})" for cue in context.after)
                self.after.append((context.type, context.weight, re.compile(pattern, re.IGNORECASE)))

    def head_at(self, words: Sequence[Word], index: int) -> Head | None:
        """Return the longest head phrase that begins at `words[index]`."""
        word = words[index]
        if self._match(self._never_heads, words, index):
            return None
        if (not word.capital or word.initial) and self._match(self._not_heads, words, index):
            return None
        for key, group in self._heads.get(word.lower, ()):
            if _stands(key, words, index):
                return Head(group, " ".join(key), len(key))
        return None

    def of_at(self, words: Sequence[Word], index: int) -> int:
        """Return how many words at `index` form a connector such as "of the"; 0 for none."""
        return self._match(self._of, words, index)

    def reach_at(self, words: Sequence[Word], index: int, early: bool) -> int:
        """Return how many words at `index` form a further connector; `early`: no capital came yet."""
        return self._match(self._reach, words, index) or (self._match(self._early, words, index) if early else 0)

    def joins(self, word: Word) -> bool:
        """Tell whether the word is a conjunction."""
        return word.lower in self._conjunctions

    @staticmethod
    def _match(phrases: Mapping[str, Sequence[tuple[str, ...]]], words: Sequence[Word], index: int) -> int:
        return next((len(key) for key in phrases.get(words[index].lower, ()) if _stands(key, words, index)), 0)

    def intro_votes(self, small: str) -> dict[EntityType, float]:
        """Return what the sentence that opens a list says of the type of the names that open its items."""
        return {type_: weight for type_, weight, pattern in self.intro if pattern.search(small)}

    def context_votes(self, text: str, start: int, end: int, floor: int) -> dict[EntityType, float]:
        """Return what the words around `text[start:end]` say of its type; nothing before `floor` is read."""
        votes: dict[EntityType, float] = {}
        left = text[max(floor, start - _CONTEXT_REACH) : start].casefold()
        right = text[end : end + _CONTEXT_REACH]
        for type_, weight, pattern in self.before:
            # Cues end with "$", so that search looks from the name backwards.
            if pattern.search(left):
                votes[type_] = votes.get(type_, 0.0) + weight
        for type_, weight, pattern in self.after:
            if pattern.match(right):
                votes[type_] = votes.get(type_, 0.0) + weight
        return votes


@cache
def name_lexicon(data: NameData) -> NameLexicon:
    """Return the compiled lexicon of `data`; compiled once."""
    return NameLexicon(data)
