"""Numbers: every row of cases/numbers_fr.toml, and what the rows cannot say."""

from __future__ import annotations

import re
import time
import tomllib
from pathlib import Path

import pytest
from pydantic import ValidationError

from press_extract.normalize.numbers import find_numbers, parse_number
from press_extract.pack import load_pack
from press_extract.pack.numbers import NumberData

_DATA = load_pack("fr").numbers
_MARK = re.compile(r"\[([^][]+)\]\(([^()]+)\)")
_ROWS = tomllib.loads((Path(__file__).parents[1] / "cases" / "numbers_fr.toml").read_text("utf-8"))["rows"]


@pytest.mark.parametrize("marked", [pytest.param(marked, id=name) for name, marked in _ROWS])
def test_row(marked: str) -> None:
    expected = [(mark[1], mark[2]) for mark in _MARK.finditer(marked)]
    text = _MARK.sub(lambda mark: mark[1], marked)
    found = []
    for number in find_numbers(text, _DATA):
        form = "" if number.form == "digits" else f" {number.form}"
        found.append((text[number.start : number.end], f"{number.value}{form}{' ~' if number.approx else ''}"))
    assert found == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [("vingt-sept mille", 27_000), ("3,5", 3.5), ("une dizaine", 10), ("un", None), ("12 sites", None), ("", None)],
)
def test_parse_reads_the_whole_string_or_nothing(text: str, value: float | None) -> None:
    number = parse_number(text, _DATA)
    assert (number and number.value) == value


def test_whole_values_are_integers() -> None:
    assert [type(number.value) for number in find_numbers("1,5 million et 1,5", _DATA)] == [int, float]


def test_scale_is_told() -> None:
    assert [number.scale for number in find_numbers("12 à 14 millions", _DATA)] == [1, 1_000_000]


def test_every_cardinal_below_a_thousand_is_read_back() -> None:
    ones = ["un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"]
    for tens, value in (("vingt", 20), ("soixante", 60), ("quatre-vingt", 80)):
        for one, word in enumerate(ones[1:], 2):
            assert [n.value for n in find_numbers(f"trois cent {tens}-{word}", _DATA)] == [300 + value + one]


@pytest.mark.parametrize("unit", ["1 ", "un ", "deux cent ", "1.000.", "12", "une dizaine "])
def test_long_text_takes_linear_time(unit: str) -> None:
    start = time.perf_counter()
    find_numbers(unit * (100_000 // len(unit)), _DATA)
    assert time.perf_counter() - start < 5


def test_misspelt_key_is_refused() -> None:
    with pytest.raises(ValidationError, match="cardinal\n"):
        NumberData.model_validate({**_DATA.model_dump(), "cardinal": {}})
