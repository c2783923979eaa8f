"""Acronyms: short forms that a bracket introduces, and the words that they stand for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from press_extract.recognize.words import Word

_BRACKETED = re.compile(r" ?\((?:[^\W\d_A-ZÀ-Þ][\w-]* )?[«“\"]? ?(?P<short>[A-ZÀ-Þ0-9][\w&.'-]{1,17})(?: ?[»”\"])?\)")
_LONG_WORDS = 14
_CAPITAL_SHARE = 0.6


def bracketed_after(text: str, end: int) -> tuple[int, int, int] | None:
    """Return start and end of the short form in a bracket right after `end`, and the end of the bracket."""
    match = _BRACKETED.match(text, end)
    if match is None:
        return None
    letters = [char for char in match["short"] if char.isalpha()]
    capitals = sum(map(str.isupper, letters))
    # "(SRM-GON)", "(KfW)"; a bracket such as "(Puy-de-Dôme)" holds a name, not an acronym.
    if capitals < 2 or capitals < _CAPITAL_SHARE * len(letters):
        return None
    return match.start("short"), match.end("short"), match.end()


def spelled_start(words: Sequence[Word], before: int, short: str, skipped: frozenset[str]) -> int | None:
    """Return the index of the word at which the long form of `short`, ending before `words[before]`, begins.

    Letters are matched from the right, each to the first letter of a word; words in `skipped` may be passed over.
    After Schwartz and Hearst (2003), with first letters only.
    """
    letters = [char.casefold() for char in short if char.isalpha()]
    at = before - 1
    for letter in reversed(letters):
        while at >= 0 and before - at <= _LONG_WORDS:
            word = words[at]
            if word.shape == "sign" and word.text not in "-'&,«»\"":
                return None
            if word.shape != "sign" and word.lower not in skipped:
                if word.lower[0] != letter:
                    return None
                break
            at -= 1
        else:
            return None
        at -= 1
    return at + 1
