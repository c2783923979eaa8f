from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press_extract.text import fold, lower, plain, shadow


@given(st.text())
def test_no_form_moves_an_offset(text: str) -> None:
    assert len(shadow(text)) == len(lower(text)) == len(plain(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("20\u202f000", "20 000"), ("l\u2019eau", "l'eau"), ("porte\u2010clef", "porte-clef"), ("a\u00a0b", "a b")],
)
def test_shadow_has_one_space_one_apostrophe_one_hyphen(text: str, expected: str) -> None:
    assert shadow(text) == expected


def test_fold_joins_the_writings_of_a_name() -> None:
    assert fold("Saint-Étienne") == fold("SAINT ETIENNE") == "saint etienne"
