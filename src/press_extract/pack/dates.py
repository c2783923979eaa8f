"""What a language says dates with: its words, and its date forms as templates."""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property
from typing import Literal, Self

from pydantic import Field, model_validator

from press_extract.pack.part import Expression, Part

RuleKind = Literal[
    "ignore", "day", "days", "worded_day", "month", "months", "first_months", "either", "pair", "range", "quarter",
    "half", "year", "years", "decade", "season", "shift", "weekday", "weekdays", "weekend", "later",
    "next_day", "next_days", "bare_range", "same_month", "year_beside", "week_of", "fortnight",
]  # fmt: skip
Unit = Literal["day", "week", "month", "quarter", "half", "season", "year"]

# Bounded, so that no run of spaces can cost more than its length.
_GAP = r"(?: {1,3}| {0,3}\n {0,3})"
_SLOT = re.compile(r"\{(~?)([a-z_]+)(\d?)\}")


class DateRule(Part):
    """Name one date form: a regular expression with `{slots}`, and the kind of value that it builds.

    Attributes:
        near: words and `{tables}`, one of which every match holds; the rule is tried nowhere else.
        pattern: read on text without case or accents; `{x}` or `{x1}` stands for a word table or slot (captured; not so
            as `{~x}`) or for a fragment (inserted). A group named `span` bounds the mention; else the whole match does.
        unit: what a relative form counts in; `amount` is its fixed shift.
        plain: the captured group that must not be written as a proper name is; capitals throughout are let pass.
        unnamed: the captured group that is a name after another capital (Marc Dimanche).
        where: what the text must hold somewhere.
        small: the captured group that must begin with a small letter.
        uncounted: whether a thing counted after it makes the match a number (1984 dwellings).
    """

    id: str
    kind: RuleKind
    near: tuple[str, ...] = Field(min_length=1)
    pattern: str
    unit: Unit | None = None
    amount: int | None = None
    plain: str | None = None
    unnamed: str | None = None
    where: Expression | None = None
    small: str | None = None
    uncounted: bool = False
    confidence: float = Field(default=0.9, ge=0, le=1)


class DateContext(Part):
    """Hold the regular expressions that read the words around a date; they see lower case with its accents.

    Attributes:
        future, past: verbs and other words that say on which side of the anchor a date lies.
        pointing: what stands right before a date still to come; `reporting` before a period that has passed.
        dateline_before, dateline_after: what stands on the line to either side of the date of a dateline.
    """

    future: Expression
    past: Expression
    pointing: Expression
    reporting: Expression
    clause_break: Expression
    pause: Expression
    dateline_before: Expression
    dateline_after: Expression


class DateData(Part):
    """Mirror `dates.toml`; rules are tried in their order, and what one has taken no later one reads.

    Attributes:
        words: tables from a number to its words: `month` 1-12, `weekday` 0 (Monday) to 6, `ordinal` (-1 the last),
            `direction` (-1 past, 0 current, 1 coming), `relyear`, `ahead`, `season` (a month that stands for it), and
            others that only the rules name.
        stems: what any match of a slot holds, for `near`.
    """

    words: dict[str, dict[int, tuple[str, ...]]]
    slots: dict[str, str]
    stems: dict[str, tuple[str, ...]]
    fragments: dict[str, str]
    rules: tuple[DateRule, ...]
    context: DateContext

    @cached_property
    def compiled(self) -> tuple[tuple[DateRule, re.Pattern[str], tuple[str, ...]], ...]:
        """Return each rule with its regular expression and the bare words that it is tried near, in order."""
        return tuple((rule, re.compile(self._guarded(rule.pattern)), self._near(rule)) for rule in self.rules)

    @cached_property
    def values(self) -> dict[str, dict[str, int]]:
        """Return the word tables from a bare word to its number."""
        return {
            name: {bare(word): value for value, words in table.items() for word in words}
            for name, table in self.words.items()
        }

    def forms(self, table: str) -> list[str]:
        """Return all words of a word table."""
        return [word for words in self.words[table].values() for word in words]

    @cached_property
    def cues(self) -> dict[int, re.Pattern[str]]:
        """Return the tense cues: -1 for the past, 1 for the future."""
        return {1: self.context.future, -1: self.context.past}

    @model_validator(mode="after")
    def _templates_compile(self) -> Self:
        for rule in self.rules:
            try:
                re.compile(self._guarded(rule.pattern))
                self._near(rule)
            except (re.error, KeyError) as error:
                raise ValueError(f"rule {rule.id!r}: {error}") from error
        return self

    def _guarded(self, pattern: str) -> str:
        # A date does not end inside a word or a longer number. That it begins inside none is for the scan to see: a
        # lookbehind here would be asked at every character.
        return rf"(?:{self._expanded(pattern)})(?!\w)(?![.,/:-]\d)"

    def _expanded(self, pattern: str) -> str:
        spaced = re.sub(r"(?<!\[) (?![\]?*+{])", lambda _: _GAP, pattern)
        return _SLOT.sub(self._slot, spaced)

    def _slot(self, found: re.Match[str]) -> str:
        silent, name, number = found.groups()
        if name in self.fragments:
            return f"(?:{self._expanded(self.fragments[name])})"
        if name in self.words:
            words = sorted(self.values[name], key=len, reverse=True)
            inner = "|".join(re.escape(word).replace(r"\ ", " {1,3}") for word in words)
        else:
            inner = _SLOT.sub(self._slot, self.slots[name])
        return f"(?:{inner})" if silent else f"(?P<{name}{number}>{inner})"

    def _near(self, rule: DateRule) -> tuple[str, ...]:
        """Return the bare words that a rule is tried near; of two, one of which holds the other, the shorter."""
        words: set[str] = set()
        for each in rule.near:
            table = _SLOT.fullmatch(each)
            if table is None:
                words.add(bare(each))
            else:
                words.update(self.values.get(table[2]) or self.stems[table[2]])
        return tuple(sorted(word for word in words if not any(other in word for other in words - {word})))


_BARE = {
    code: unicodedata.normalize("NFD", chr(code))[0].lower() for code in range(0x250) if len(chr(code).lower()) == 1
}


def bare(text: str) -> str:
    """Return `text` without case and accents of the Latin script; the length stays the same."""
    return text.translate(_BARE)
