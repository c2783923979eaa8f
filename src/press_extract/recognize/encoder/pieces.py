"""Pieces: a text cut into words and into the encoder's sub-word pieces, both with offsets, and into windows of them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from press_extract.errors import ModelError
from press_extract.mentions import Span

# Combining marks and the Arabic vowel signs stay inside their word.
_WORD = re.compile(r"[\w\u0300-\u036f\u0610-\u061a\u0640\u064b-\u0655\u0670]+|[^\w\s]")
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Pieces:
    """Hold a text in pieces.

    Attributes:
        ids: the pieces, a separator between lines.
        words: every word and sign of the text, in order.
        firsts: for each word the index in `ids` of the piece that holds its first character.
    """

    ids: list[int]
    words: list[Span]
    firsts: list[int]


@dataclass(frozen=True, slots=True)
class Window:
    """Mark `ids[start:end]`, of which the words from `first` up to `last` are read here and not in a neighbour."""

    start: int
    end: int
    first: int
    last: int


class PieceReader:
    """Cut texts into pieces with a tokenizer file.

    Args:
        path: a `tokenizer.json`.
    """

    def __init__(self, path: Path) -> None:
        from tokenizers import Tokenizer  # noqa: PLC0415

        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_truncation()
        self.start, self.pad, self.separator = (self._id(piece) for piece in ("<s>", "<pad>", "</s>"))

    def _id(self, piece: str) -> int:
        found = self._tokenizer.token_to_id(piece)
        if found is None:
            raise ModelError(f"the tokenizer has no piece {piece!r}", hint="expected one made by press-extract train")
        return found

    def __call__(self, text: str) -> Pieces:
        """Return `text` in pieces."""
        lines = list(_LINE.finditer(text))
        encoded = self._tokenizer.encode_batch([line[0] for line in lines], add_special_tokens=False)
        ids: list[int] = []
        words: list[Span] = []
        firsts: list[int] = []
        for line, encoding in zip(lines, encoded, strict=True):
            if ids:
                ids.append(self.separator)
            base, offsets, piece = len(ids), encoding.offsets, 0
            for match in _WORD.finditer(line[0]):
                while piece + 1 < len(offsets) and offsets[piece][1] <= match.start():
                    piece += 1
                if offsets:
                    words.append(Span(line.start() + match.start(), line.start() + match.end()))
                    firsts.append(base + piece)
            ids.extend(encoding.ids)
        return Pieces(ids, words, firsts)


def windows(pieces: Pieces, size: int, overlap: int) -> Iterator[Window]:
    """Yield windows of at most `size` pieces that overlap by `overlap`; each word is read where it lies deepest.

    They are as few as can be and of one length, so that the least is read twice.
    """
    count = len(pieces.ids)
    needed = max(1, math.ceil((count - overlap) / (size - overlap)))
    length = math.ceil((count + (needed - 1) * overlap) / needed)
    starts = [at * (count - length) // max(needed - 1, 1) for at in range(needed)]
    word = 0
    for index, start in enumerate(starts):
        end = start + length
        edge = (starts[index + 1] + end) // 2 if index + 1 < len(starts) else count
        first = word
        word = _first_from(pieces.firsts, edge, word)
        yield Window(start, end, first, word)


def _first_from(firsts: Sequence[int], edge: int, word: int) -> int:
    while word < len(firsts) and firsts[word] < edge:
        word += 1
    return word
