"""The working value of the figure reader: a number on its way to a figure."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal

from press_extract.normalize.numbers import NumberSpan, exact
from press_extract.pack import LanguagePack

Kind = Literal["money", "unit", "noun", "none"]

_CUE_REACH = 72  # characters: the longest cue of a bound
_SENTENCE_END = re.compile(r"\n|[.!?…][ »\"]+(?=[^\W\d_a-zà-ÿ]|[«\"“•–—-])")


@dataclass(slots=True)
class Quantity:
    """Hold one number with what it counts, as far as known.

    Attributes:
        start, end: the figure's characters, unit included.
        factor: what its written number is still to be multiplied by.
        added: the half that follows the unit, if any.
        noun: the counted noun as written.
        doubt: what else the figure may mean, or None.
        upper: the second number of a range, with its own factor in `upper_factor`.
    """

    number: NumberSpan
    start: int
    end: int
    unit: str | None = None
    kind: Kind = "none"
    factor: int = 1
    added: Decimal = Decimal(0)
    upper: NumberSpan | None = None
    upper_factor: int = 1
    confidence: float = 0.9
    noun: str = ""
    doubt: str | None = None

    @property
    def value(self) -> int | float:
        """Return the value in the unit."""
        return exact(Decimal(str(self.number.value)) * self.factor + self.added)

    @property
    def upper_value(self) -> int | float | None:
        """Return the second value of a range, or None."""
        return None if self.upper is None else exact(Decimal(str(self.upper.value)) * self.upper_factor)

    @property
    def magnitude(self) -> int:
        """Return the power of 1000 that the words or signs multiply by."""
        return self.number.scale * self.factor

    @property
    def is_year(self) -> bool:
        """Tell whether the bare number is written as a year is."""
        number = self.number
        return number.form == "digits" and number.end - number.start == 4 and 1900 <= number.value <= 2100

    def take_unit(self, other: Quantity, confidence: float) -> None:
        """Count in the unit of `other`."""
        self.unit, self.kind, self.confidence, self.noun = other.unit, other.kind, confidence, other.noun
        self.doubt = other.doubt


class Scene:
    """Give the readers one text with its language, its sentences and its country."""

    def __init__(self, text: str, pack: LanguagePack, dollar: str) -> None:
        self.text, self.pack, self.data, self.dollar = text, pack, pack.figures, dollar
        self._homes: dict[str, str | None] = {}
        self._cues: dict[int, tuple[int, str] | None] = {}

    @cached_property
    def sentence_starts(self) -> list[int]:
        """Return where the sentences and lines start."""
        return [0, *(end.end() for end in _SENTENCE_END.finditer(self.text))]

    def sentence(self, offset: int) -> int:
        """Return the number of the sentence that holds `offset`."""
        return bisect.bisect_right(self.sentence_starts, offset) - 1

    def sentence_span(self, offset: int) -> tuple[int, int]:
        """Return the span of the sentence that holds `offset`."""
        index = self.sentence(offset)
        starts = self.sentence_starts
        return starts[index], starts[index + 1] if index + 1 < len(starts) else len(self.text)

    def sentence_text(self, offset: int) -> str:
        """Return the sentence that holds `offset`."""
        return self.text[slice(*self.sentence_span(offset))]

    def before(self, offset: int, reach: int) -> str:
        """Return up to `reach` characters before `offset`, within its line."""
        start = max(0, offset - reach)
        return self.text[max(start, self.text.rfind("\n", start, offset) + 1) : offset]

    def bound_cue(self, offset: int) -> tuple[int, str] | None:
        """Return where the cue of a bound that ends at `offset` starts, and its kind; None where there is none."""
        if offset not in self._cues:
            before = self.before(offset, _CUE_REACH)
            match = self.data.bounds.before.search(before)
            kind = match.lastgroup if match else None
            self._cues[offset] = (offset - len(before) + match.start(), kind) if match and kind else None
        return self._cues[offset]

    def currency(self, shared: str, offset: int) -> tuple[str, str | None]:
        """Return the currency that the name `shared` means at `offset`, and a doubt where no country tells.

        It is that of the country which the text speaks of most, else of the one that the sentence speaks of.
        """
        entry = self.data.shared[shared]
        if shared not in self._homes:
            self._homes[shared] = self._home(shared, self.text, entry.floor)
        told = self._homes[shared] or self._home(shared, self.sentence_text(offset), 1)
        if told or entry.default is None:
            return told or self.dollar, None
        others = ", ".join(sorted(entry.homes.keys() - {entry.default}))
        return entry.default, f"the text names no country of this currency: may also be {others}"

    def _home(self, shared: str, text: str, floor: int) -> str | None:
        hits = {
            code: len(home.findall(text)) + len(self.data.own_signs[code].findall(text))
            for code, home in self.data.home_patterns[shared].items()
        }
        best = max(hits, key=lambda code: hits[code])
        return best if hits[best] >= floor else None
