from __future__ import annotations

from time import perf_counter
from typing import Any

import pytest

from press_extract.language import Block, identify
from tests.conftest import cases

_KNOWN = ("fr", "en", "es", "ar")
_FRENCH = "Le groupe a inauguré hier une nouvelle usine dans la région de Fès, en présence du maire. "


@pytest.mark.parametrize("case", cases("language"))
def test_identify(case: dict[str, Any]) -> None:
    reading = identify(case["text"], known=case.get("known", _KNOWN), hint=case.get("hint"))
    assert reading.language == case["language"]
    assert reading.confidence >= case["confidence"]
    assert [block.language for block in reading.blocks] == case["blocks"]


def test_blocks_are_the_lines_without_their_spaces() -> None:
    text = f"\n  {_FRENCH}\n \n\n05 22 00\t"
    reading = identify(text, known=_KNOWN)
    assert [text[block.start : block.end] for block in reading.blocks] == [_FRENCH.strip(), "05 22 00"]
    assert reading.blocks[0] == Block(3, 3 + len(_FRENCH) - 1, "fr")


def test_the_same_text_gives_the_same_reading() -> None:
    text = "Nomination de Paul Dupont"
    first = identify(text, known=_KNOWN)
    identify(_FRENCH, known=_KNOWN)
    assert identify(text, known=_KNOWN) == first


@pytest.mark.parametrize("text", [_FRENCH * 4000, (_FRENCH + "\n") * 4000, "mot court\n" * 40_000])
def test_long_texts_cost_little(text: str) -> None:
    identify(_FRENCH, known=_KNOWN)
    start = perf_counter()
    assert identify(text, known=_KNOWN).language == "fr"
    assert perf_counter() - start < 5
