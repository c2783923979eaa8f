"""The shipped tables of places and given names keep their format."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files

import pytest

from press_extract.text import fold

_TABLES = files("press_extract.recognize") / "tables"
_KINDS = {"region", "province", "country", "continent", "quarter"}
_COLUMNS = "# name\tkind\tcountry\tauthority\tid\tpopulation"


@pytest.fixture(scope="module")
def region_lines() -> list[str]:
    return (_TABLES / "regions.tsv").read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def regions(region_lines: list[str]) -> list[list[str]]:
    return [line.split("\t") for line in region_lines[1:]]


@pytest.fixture(scope="module")
def given_name_lines() -> list[str]:
    return (_TABLES / "given_names.txt").read_text(encoding="utf-8").splitlines()


def test_regions_start_with_their_column_names(region_lines: list[str]) -> None:
    assert region_lines[0] == _COLUMNS
    assert len(region_lines) > 900


def test_regions_have_six_columns(regions: list[list[str]]) -> None:
    assert [row for row in regions if len(row) != 6] == []


def test_region_values_are_clean(regions: list[list[str]]) -> None:
    assert [row for row in regions if any(value != value.strip() for value in row) or not row[0] or not row[4]] == []
    assert [row for row in regions if row[1] not in _KINDS] == []
    assert [row for row in regions if row[2] and not (len(row[2]) == 2 and row[2].isalpha() and row[2].isupper())] == []
    assert [row for row in regions if not (row[5].isdigit() and int(row[5]) > 0)] == []


def test_region_ids_follow_their_authority(regions: list[list[str]]) -> None:
    subdivisions = [row for row in regions if row[3] == "iso3166" and row[1] != "country"]
    assert [row for row in subdivisions if not row[4].startswith(f"{row[2]}-")] == []
    assert [row for row in regions if row[1] == "country" and row[3:5] != ["iso3166", row[2]]] == []
    own = [row for row in regions if row[3] != "iso3166"]
    assert [row for row in own if row[3] != "press-extract" or row[4] != fold(row[4]).replace(" ", "-")] == []


def test_own_ids_name_one_country_each(regions: list[list[str]]) -> None:
    owners = {(row[4], row[2]) for row in regions if row[3] == "press-extract"}
    assert [id_ for id_, count in Counter(id_ for id_, _ in owners).items() if count > 1] == []


def test_regions_have_no_duplicates(regions: list[list[str]]) -> None:
    keys = Counter((fold(row[0]), row[1], row[2]) for row in regions)
    assert [key for key, count in keys.items() if count > 1] == []


def test_regions_are_sorted(regions: list[list[str]]) -> None:
    assert regions == sorted(regions)


def test_given_names_are_sorted_and_unique(given_name_lines: list[str]) -> None:
    names = given_name_lines[1:]
    assert given_name_lines[0] == "# Given names."
    assert len(names) > 1_500
    assert names == sorted(names)
    assert [key for key, count in Counter(map(fold, names)).items() if count > 1] == []


def test_given_names_are_single_capitalised_words(given_name_lines: list[str]) -> None:
    names = given_name_lines[1:]
    assert [name for name in names if not name[0].isupper() or any(char in name for char in " -\t")] == []


_NOT_NAMES = ["Constantine", "Florence", "Paris", "Nancy", "Avril", "Mars", "Rose", "Marine", "Mercedes", "Ben", "Sidi"]


@pytest.mark.parametrize("word", _NOT_NAMES)
def test_given_names_leave_out_what_is_mostly_something_else(given_name_lines: list[str], word: str) -> None:
    assert fold(word) not in {fold(name) for name in given_name_lines[1:]}


@pytest.mark.parametrize("name", ["Denis", "Khalid", "N'Guessan", "Cheikh", "Léa"])
def test_given_names_hold_common_ones(given_name_lines: list[str], name: str) -> None:
    assert fold(name) in {fold(line) for line in given_name_lines[1:]}
