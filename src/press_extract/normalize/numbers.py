"""Read numbers, in digits, in words or in both, from the shadow of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from press_extract.mentions import Span
from press_extract.pack.numbers import NumberData

Form = Literal["digits", "words", "mixed"]
Piece = re.Match[str]

_OPENING_REACH = 24  # no article and adjective before a collective are longer


@dataclass(frozen=True, slots=True)
class NumberSpan(Span):
    """Give one written number its value; `scale` is the last power of 1000 that its words multiply by, else 1."""

    value: int | float
    approx: bool
    form: Form
    scale: int = 1


def find_numbers(text: str, data: NumberData) -> list[NumberSpan]:
    """Return every number of `text`, in order; an article alone is none.

    `text` is a shadow (see `press_extract.text`); a number within a word or a hyphenated name is passed over.
    """
    found: list[NumberSpan] = []
    for run in _runs(text, data):
        first = 0
        while first < len(run):
            reading = _Reading(text, data)
            taken = reading.take(run, first)
            number = reading.number(run[first : first + taken])
            if number is not None and not _inside_a_name(text, number):
                found.append(number)
            first += max(taken, 1)
    return found


def parse_number(text: str, data: NumberData) -> NumberSpan | None:
    """Return the number that the whole of `text` writes, or None."""
    found = find_numbers(text, data)
    return found[0] if len(found) == 1 and (found[0].start, found[0].end) == (0, len(text)) else None


def exact(value: Decimal) -> int | float:
    """Return `value` as an int where it is whole, else as the nearest float."""
    return int(value) if value == value.to_integral_value() else float(value)


def _runs(text: str, data: NumberData) -> Iterator[list[Piece]]:
    """Group the pieces of numbers that nothing but a space, a hyphen or a joiner keeps apart."""
    pieces = list(data.token.finditer(text))
    if not pieces:
        return
    run = [pieces[0]]
    for before, piece in pairwise(pieces):
        gap = text[before.end() : piece.start()]
        if gap in {"", " ", "-"} or gap.strip(" -").casefold() in {*data.joiners, *data.links}:
            run.append(piece)
        else:
            yield run
            run = [piece]
    yield run


def _inside_a_name(text: str, number: NumberSpan) -> bool:
    before, after = text[max(0, number.start - 2) : number.start], text[number.end : number.end + 2]
    if len(before) == 2 and before[1] == "-" and before[0].isalpha():
        return True
    hyphenated = len(after) == 2 and after[0] == "-" and after[1].isalpha()
    return hyphenated and number.form == "words" and number.value != 0.5


class _Reading:
    """Add up the pieces of one number from left to right, as far as they make one."""

    def __init__(self, text: str, data: NumberData) -> None:
        self.text, self.data = text, data
        self.total = Decimal(0)
        self.group: Decimal | None = None
        self.room = 0
        self.scale = 1
        self.start: int | None = None
        self.approx = self.closed = False

    def take(self, run: list[Piece], first: int) -> int:
        """Return how many pieces of `run` from `first` on make one number."""
        for index in range(first, len(run)):
            joined = self.text[run[index - 1].end() : run[index].start()].strip(" -") if index > first else ""
            following = run[index + 1] if index + 1 < len(run) else None
            if self.closed or not self._push(run[index], joined, following):
                return index - first
        return len(run) - first

    def number(self, pieces: list[Piece]) -> NumberSpan | None:
        """Return the number that `pieces`, all taken, write; None where they are but an article."""
        if not pieces or (len(pieces) == 1 and pieces[0][0].casefold() in self.data.articles):
            return None
        kinds = {"digits" if piece["digits"] else "symbol" if piece["symbol"] else "words" for piece in pieces}
        form: Form = "words" if kinds == {"words"} else "mixed" if "words" in kinds else "digits"
        value = exact(self.total + (self.group or 0))
        start = pieces[0].start() if self.start is None else self.start
        return NumberSpan(start, pieces[-1].end(), value, self.approx, form, self.scale)

    def _push(self, piece: Piece, joined: str, following: Piece | None) -> bool:
        """Take `piece` if it fits what was read so far; `joined` is the word that stands before it, if any."""
        data, word = self.data, piece[0].strip().casefold()
        linked = joined.casefold() in data.links
        if linked or self.approx:
            return linked and self._enlarge(word)
        if piece["half"]:
            return self._half(bool(joined))
        if word in data.cardinal:
            return self._add(data.cardinal[word], bool(joined))
        if piece["digits"]:
            return not joined and self._digits(piece, following)
        return not joined and self._multiplier(piece, word)

    def _multiplier(self, piece: Piece, word: str) -> bool:
        data = self.data
        if word in data.collective:
            return self._collect(piece, data.collective[word])
        scale = data.symbol[piece[0].strip()] if piece["symbol"] else data.scale.get(word)
        return self._hundred() if scale is None else self._multiply(scale)

    def _digits(self, piece: Piece, following: Piece | None) -> bool:
        smaller = following is not None and self.data.scale.get(following[0].casefold(), self.scale) < self.scale
        if self.group is not None or (self.total and not smaller):
            return False
        self.group, self.room = self._decimal(piece), 0
        return True

    def _decimal(self, piece: Piece) -> Decimal:
        digits = piece["digits"]
        if piece["sep"]:
            digits = digits.replace(piece["sep"], "")
        for mark in self.data.decimals:
            digits = digits.replace(mark, ".")
        return Decimal(digits)

    def _add(self, value: int, joined: bool) -> bool:
        if self.group is None:
            if joined:
                return False
            self.group = Decimal(value)
        elif value < self.room and (not joined or value % 10 == 1):
            self.group += value
        else:
            return False
        self.room = 100 if value >= 100 else 20 if value >= 20 else 10 if value == 10 else 0
        return True

    def _hundred(self) -> bool:
        if self.group is None:
            self.group = Decimal(100)
        elif 2 <= self.group <= 9 and self.room == 0:
            self.group *= 100
        else:
            return False
        self.room = 100
        return True

    def _multiply(self, scale: int) -> bool:
        """Apply `scale`: to all so far where it is larger than the scale before it, else to the last group."""
        if scale == self.scale or (self.group is None and (self.total if scale < self.scale else not self.total)):
            if scale != 1000 or self.total or self.group is not None:
                return False
            self.group = Decimal(1)
        if scale > self.scale:
            self.total = (self.total + (self.group or 0)) * scale
        else:
            self.total += (self.group or 0) * scale
        self.group, self.room, self.scale = None, 0, scale
        return True

    def _collect(self, piece: Piece, count: int) -> bool:
        if self.group is None:
            opening = self.data.opening.search(self.text[max(0, piece.start() - _OPENING_REACH) : piece.start()])
            if self.total or opening is None:
                return False
            self.start = piece.start() - len(opening[0])
        self.total = (self.group or 1) * Decimal(count)
        self.group, self.approx = None, True
        return True

    def _enlarge(self, word: str) -> bool:
        """Multiply a collective: "about ten thousands"."""
        scale = self.data.scale.get(word) or self.data.collective.get(word, 1)
        if not self.approx or scale < 1000:
            return False
        self.total, self.scale, self.closed = self.total * scale, scale, True
        return True

    def _half(self, joined: bool) -> bool:
        if joined and (self.total or self.group is not None):
            self.total += Decimal(self.scale if self.group is None else 1) / 2
        elif not joined and self.group == 1 and not self.total:
            self.group = Decimal("0.5")
            return True
        else:
            return False
        self.closed = True
        return True
