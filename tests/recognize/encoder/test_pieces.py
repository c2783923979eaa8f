from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from press_extract.mentions import Span
from press_extract.recognize.encoder.model import TOKENIZER
from press_extract.recognize.encoder.pieces import PieceReader, Pieces, windows


@pytest.fixture(scope="module")
def reader(tiny: Path) -> PieceReader:
    return PieceReader(tiny / TOKENIZER)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("L'ONEE signe à Fès-Meknès.", ["L", "'", "ONEE", "signe", "à", "Fès", "-", "Meknès", "."]),
        ("وقّعت الوزارة اليوم", ["وقّعت", "الوزارة", "اليوم"]),
        ("un\n\n\ndeux", ["un", "deux"]),
        ("1,2 M€", ["1", ",", "2", "M", "€"]),
        (" \n ", []),
        ("", []),
        ("😀 \u0000 \ufffd a", ["😀", "\u0000", "\ufffd", "a"]),
    ],
)
def test_words_lie_in_their_pieces(text: str, words: list[str], reader: PieceReader) -> None:
    pieces = reader(text)
    assert [text[word.start : word.end] for word in pieces.words] == words
    assert all(one <= other for one, other in pairwise(pieces.firsts))
    assert all(first < len(pieces.ids) for first in pieces.firsts)


def test_lines_are_parted(reader: PieceReader) -> None:
    assert reader("un\ndeux").ids.count(reader.separator) == 1


@pytest.mark.parametrize(
    ("count", "size", "overlap"), [(0, 10, 2), (5, 10, 2), (10, 10, 2), (57, 10, 4), (1001, 384, 48)]
)
def test_windows_read_every_word_once_and_away_from_their_edges(count: int, size: int, overlap: int) -> None:
    pieces = Pieces(list(range(count)), [Span(at, at + 1) for at in range(count)], list(range(count)))
    found = list(windows(pieces, size, overlap))
    assert [word for window in found for word in range(window.first, window.last)] == list(range(count))
    assert all(window.end - window.start <= size for window in found)
    for window in found:
        inner_start = 0 if window.start == 0 else window.start + overlap // 2 - 1
        inner_end = count if window.end == count else window.end - overlap // 2 + 1
        assert all(inner_start <= word <= inner_end for word in range(window.first, window.last))
