"""Find the places of a text where a date form of the language pack stands."""

from __future__ import annotations

import re
from dataclasses import dataclass

from press_extract.pack.dates import DateData, DateRule, bare

_DIGITS = re.compile(r"\d+")
_COPY = re.compile(r"\d$")


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


def scan(text: str, data: DateData) -> list[Found]:
    """Return the date forms of `text`, in order and without overlap; of two rules the one named first wins."""
    left = bare(text)
    found = []
    for rule, pattern in data.compiled:
        taken = [Found(rule, match, data) for match in pattern.finditer(left) if _case_allows(text, rule, match)]
        left = _without(left, taken)
        found += taken
    return sorted((each for each in found if each.rule.kind != "ignore"), key=lambda each: each.start)


def _case_allows(text: str, rule: DateRule, match: re.Match[str]) -> bool:
    if rule.small is not None and not text[match.start(rule.small)].islower():
        return False
    return rule.plain is None or not _is_name(text, match.span(rule.plain))


def _is_name(text: str, span: tuple[int, int]) -> bool:
    """Tell whether a word is written as a name: a capital, then small letters, within a line."""
    word = text[slice(*span)]
    line = text[max(0, span[0] - 9) : span[0]].rpartition("\n")
    opens_line = bool(line[1] or span[0] < 9) and not line[2].strip(" •*·▪–—-")
    return word[:1].isupper() and not word.isupper() and not opens_line


def _without(text: str, taken: list[Found]) -> str:
    """Blank what is taken, so that no later rule reads it or reads across it."""
    parts, at = [], 0
    for each in taken:
        start, end = each.match.span()
        parts += [text[at:start], "\0" * (end - start)]
        at = end
    return "".join((*parts, text[at:])) if taken else text
