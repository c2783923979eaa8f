from __future__ import annotations

from typing import Any

import pytest

from press_extract.pack import load_pack
from press_extract.structure.blocks import find_blocks
from press_extract.structure.sections import find_sections
from press_extract.structure.sentences import find_sentences
from tests.conftest import cases

DATA = load_pack("fr").structure

SENTENCES = [
    ("Il pleut. Elle part.", ["Il pleut.", "Elle part."]),
    ("M. Tazi est venu. Il repart.", ["M. Tazi est venu.", "Il repart."]),
    ("J. Tazi est venu.", ["J. Tazi est venu."]),
    ("« Il pleut. » Elle part.", ["« Il pleut. »", "Elle part."]),
    ("Quoi ? Rien ! Bien.", ["Quoi ?", "Rien !", "Bien."]),
    ("Un titre\nUne phrase.", ["Un titre", "Une phrase."]),
    ("Le chiffre est de 3.5 points. Bien.", ["Le chiffre est de 3.5 points.", "Bien."]),
]


@pytest.mark.parametrize("case", cases("layout"))
def test_sections(case: dict[str, Any]) -> None:
    text = case["text"]
    sections = find_sections(text, find_blocks(text, DATA.bullets), DATA)
    assert [section.kind for section in sections] == [kind for kind, _ in case["sections"]]
    for section, (_, start) in zip(sections, case["sections"], strict=True):
        assert text[section.start : section.end].strip().startswith(start)


@pytest.mark.parametrize(("text", "expected"), SENTENCES, ids=[row[0] for row in SENTENCES])
def test_sentences(text: str, expected: list[str]) -> None:
    sentences = find_sentences(text, find_blocks(text, DATA.bullets), DATA)
    assert [text[sentence.start : sentence.end] for sentence in sentences] == expected


def test_a_wrapped_line_is_one_block() -> None:
    text = "La société Verrex ouvre à Rennes une usine de verre plat qui\nemploiera quarante personnes."
    assert len(find_blocks(text, DATA.bullets)) == 1


def test_capitals_and_bullets_are_told() -> None:
    caps, item = find_blocks("VERREX OUVRE UNE USINE\n- une usine", DATA.bullets)
    assert (caps.caps, caps.bullet, item.caps, item.bullet) == (True, False, False, True)
