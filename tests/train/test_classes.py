from __future__ import annotations

import pytest

from press_extract.mentions import Span
from press_extract.train.classes import CLASSES, UNKNOWN, classes_of
from press_extract.train.markup import Marked

TEXT = "La mairie inaugure une grande halle à Lyon."


def told(language: str) -> dict[str, int]:
    words = [Span(TEXT.index(word), TEXT.index(word) + len(word)) for word in TEXT.rstrip(".").split()]
    classes = classes_of(words, Marked("x", TEXT, header={"lang": language}))
    return dict(zip(TEXT.rstrip(".").split(), classes.tolist(), strict=True))


@pytest.mark.parametrize(
    ("word", "expected"),
    [("mairie", "NOUN"), ("inaugure", "VERB"), ("grande", "ADJ"), ("Lyon", "PROPN"), ("La", "X"), ("à", "X")],
)
def test_a_stock_tagger_tells_the_classes(word: str, expected: str) -> None:
    assert told("fr")[word] == CLASSES.index(expected)


def test_a_language_without_a_tagger_has_none() -> None:
    assert set(told("ar").values()) == {UNKNOWN}
