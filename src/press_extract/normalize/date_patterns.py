"""Find the places of a text where a date form of the language pack stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from press_extract.normalize.figure_nouns import counts
from press_extract.normalize.windows import find_spans, windows
from press_extract.pack import LanguagePack
from press_extract.pack.dates import DateData, DateRule, bare

_DIGITS = re.compile(r"\d+")
_COPY = re.compile(r"\d$")
_INSIDE = re.compile(r"(?:\w|\d[.,/:-])\Z")
_WORD_BEFORE = re.compile(r"[^\W\d_][\w'-]* $")
_LONGEST_WORD = 20


@dataclass(frozen=True, slots=True)
class Found:
    """Hold one match of a rule, with its words read as numbers."""

    rule: DateRule
    match: re.Match[str]
    data: DateData

    @property
    def start(self) -> int:
        """Return where the mention begins."""
        return self.match.start("span" if "span" in self.match.re.groupindex else 0)

    @property
    def end(self) -> int:
        """Return where the mention ends."""
        return self.match.end("span" if "span" in self.match.re.groupindex else 0)

    def written(self, name: str) -> str | None:
        """Return what the group `name` took, or None."""
        return self.match[name] if name in self.match.re.groupindex else None

    def number(self, *names: str) -> int | None:
        """Return the value of the first of the groups `names` that took something."""
        for name in names:
            word = self.written(name)
            if word is not None:
                return self._value(name, word)
        return None

    def bounds(self, *names: str) -> tuple[int, int]:
        """Return the span from the first to the last of the groups `names` that took something."""
        spans = [self.match.span(name) for name in names if self.written(name) is not None]
        return min(start for start, _ in spans), max(end for _, end in spans)

    def _value(self, name: str, word: str) -> int | None:
        table = self.data.values.get(_COPY.sub("", name), {})
        value = table.get(" ".join(word.split()))
        if value is None and (digits := _DIGITS.search(word)):
            return int(digits[0])
        return value


def scan(text: str, pack: LanguagePack) -> list[Found]:
    """Return the date forms of `text`, in order and without overlap; of two rules the one named first wins."""
    whole = bare(text)
    left = _without(whole, find_spans(text, whole, pack.code_patterns))
    parts: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    found = []
    for rule, pattern, near in pack.dates.compiled:
        if near not in parts:
            parts[near] = windows(whole, near)
        if not parts[near] or (rule.where is not None and not rule.where.search(whole)):
            continue
        taken = [
            Found(rule, match, pack.dates)
            for start, end in parts[near]
            for match in find_whole(pattern, left, start, end)
            if _allows(text, rule, match, pack)
        ]
        left = _without(left, (each.match.span() for each in taken))
        found += taken
    return sorted((each for each in found if each.rule.kind != "ignore"), key=lambda each: each.start)


def find_whole(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the matches that begin inside no word and no longer number, in order and without overlap."""
    match = pattern.search(text, start, end)
    while match:
        whole = not _INSIDE.search(text, max(0, match.start() - 2), match.start())
        if whole:
            yield match
        match = pattern.search(text, max(match.end(), match.start() + 1) if whole else match.start() + 1, end)


def _allows(text: str, rule: DateRule, match: re.Match[str], pack: LanguagePack) -> bool:
    if rule.small is not None and not _counts_years(text, match.span(rule.small), pack):
        return False
    if rule.uncounted and counts(text, match.end(), pack):
        return False
    if rule.unnamed is not None and _follows_a_name(text, match.start(rule.unnamed)):
        return False
    return rule.plain is None or not _is_name(text, match.span(rule.plain))


def _counts_years(text: str, span: tuple[int, int], pack: LanguagePack) -> bool:
    """Tell whether the noun of `span` is no name, and none of those that a number follows: room 2016."""
    word = text[slice(*span)]
    return word[0].islower() and not pack.figures.numbered_before.match(f"{word} ")


def _follows_a_name(text: str, start: int) -> bool:
    """Tell whether a capital word of a line of small letters stands right before another at `start`."""
    if not text[start].isupper() or not text[start + 1 : start + 2].islower():
        return False
    before = _WORD_BEFORE.search(text, max(0, start - _LONGEST_WORD), start)
    return before is not None and before[0][0].isupper() and before.start() > 0 and text[before.start() - 1] != "\n"


def _is_name(text: str, span: tuple[int, int]) -> bool:
    """Tell whether a word is written as a name: a capital, then small letters, within a line."""
    word = text[slice(*span)]
    line = text[max(0, span[0] - 9) : span[0]].rpartition("\n")
    opens_line = bool(line[1] or span[0] < 9) and not line[2].strip(" •*·▪–—-")
    return word[:1].isupper() and not word.isupper() and not opens_line


def _without(text: str, taken: Iterable[tuple[int, int]]) -> str:
    """Blank what is taken, so that no later rule reads it or reads across it."""
    parts, at = [], 0
    for start, end in sorted(taken):
        if end > at:
            parts += [text[at:start], "\0" * (end - max(start, at))]
            at = end
    return "".join((*parts, text[at:])) if parts else text
