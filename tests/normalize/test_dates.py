"""Dates: every row of cases/dates_fr.toml, and what the rows cannot say."""

from __future__ import annotations

import datetime
import re
import time
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from press_extract.normalize.dates import find_anchor, find_dates
from press_extract.normalize.windows import windows
from press_extract.pack import load_pack
from press_extract.pack.dates import bare
from press_extract.record import check_date_value
from press_extract.text import shadow

_MARK = re.compile(r"\[([^][]+)\]\(([^()]+)\)")
_CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "dates_fr.toml").read_text("utf-8"))
_ROWS = [
    pytest.param(marked, group.get("published"), id=name) for group in _CASES["group"] for name, marked in group["rows"]
]


def _unmarked(marked: str) -> tuple[str, list[tuple[int, str, str]]]:
    """Return the plain text, and each marked mention as (start, words, value)."""
    text, expected, at = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        expected.append((len(text), mark[1], mark[2]))
        text += mark[1]
        at = mark.end()
    return text + marked[at:], expected


def _dates(text: str, published: datetime.date | None = None) -> list[Any]:
    return list(find_dates(shadow(text), published, load_pack("fr")))


@pytest.mark.parametrize(("marked", "published"), _ROWS)
def test_row(marked: str, published: datetime.date | None) -> None:
    text, expected = _unmarked(marked)
    found = _dates(text, published)
    assert [(date.start, text[date.start : date.end], date.value) for date in found] == expected


@pytest.mark.parametrize(("marked", "published"), _ROWS)
def test_row_keeps_the_contract(marked: str, published: datetime.date | None) -> None:
    text, _ = _unmarked(marked)
    found = _dates(text.replace("'", "’").replace(" ", "\u00a0"), published)
    assert [date.value for date in found] == [date.value for date in _dates(text, published)]
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert all(check_date_value(date.value) and 0 < date.confidence <= 1 for date in found)


def test_row_ids_are_unique() -> None:
    names = [name for group in _CASES["group"] for name, _ in group["rows"]]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("text", "published", "source"),
    [
        ("Signé le 12 mars 2024.", "2025-04-30", "text"),
        ("Signé le 12 mars.", "2025-04-30", "published"),
        ("Signé hier.", "2025-04-30", "published"),
        ("Le gala du vendredi 20 mars affiche complet.", "2025-04-30", "weekday"),
        ("Alger, le 3 mars 2025 – Signé hier.", None, "dateline"),
        ("Signé le 12 mars.", None, "text"),
    ],
)
def test_resolved_from(text: str, published: str | None, source: str) -> None:
    day = datetime.date.fromisoformat(published) if published else None
    assert _dates(text, day)[-1].resolved_from == source


@pytest.mark.parametrize(
    ("text", "granularity"),
    [
        ("le 12 mars 2024", "day"),
        ("en mars 2024", "month"),
        ("au T3 2026", "quarter"),
        ("au premier semestre 2026", "half"),
        ("en 2026", "year"),
        ("les années 1980", "decade"),
        ("du 3 au 7 mars 2024", "interval"),
    ],
)
def test_granularity(text: str, granularity: str) -> None:
    assert [date.granularity for date in _dates(text)] == [granularity]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Réunion du lundi 30 avril 2025.", "weekday"),
        ("Le gala du 29 octobre.", "2024-10-29"),
        ("Le gala du lundi 30 avril.", "weekday"),
    ],
)
def test_doubt_is_told_and_lowers_confidence(text: str, part: str) -> None:
    (date,) = _dates(text, datetime.date(2025, 4, 30))
    assert date.doubt is not None and part in date.doubt
    assert date.confidence < 0.75


@pytest.mark.parametrize(
    ("text", "year", "month", "day"),
    [
        ("Redon, le 7/2/2025 – Le chantier", 2025, 2, 7),
        ("Sion, le 6 octobre – Le chantier", None, 10, 6),
        ("Le chantier a ouvert ce 3 juin à Matadi.", None, 6, 3),
    ],
)
def test_find_anchor(text: str, year: int | None, month: int, day: int) -> None:
    anchor = find_anchor(shadow(text), load_pack("fr"))
    assert anchor is not None
    assert (anchor.point.year, anchor.point.month, anchor.point.day) == (year, month, day)


def test_no_anchor() -> None:
    assert find_anchor("Le chantier ouvrira en mars.", load_pack("fr")) is None


@pytest.mark.parametrize(
    "unit",
    [
        "Le groupe a signé le 12 mars à Rabat une convention avec la ville, en vue de 2030. ",
        "mot ",
        "12 ",
        "le 12, le 13, le 14, ",
        "2024 2025 ",
        " " * 50 + "mars",
        "Thonon-Évian-",
        "12/12/",
    ],
)
def test_time_grows_with_length_only(unit: str) -> None:
    def seconds(length: int) -> float:
        text = shadow((unit * (length // len(unit) + 1))[:length])
        began = time.process_time()
        find_dates(text, None, load_pack("fr"))
        return time.process_time() - began

    seconds(1_000)
    small, large = seconds(4_000), seconds(32_000)
    assert large < 8 * small * 3 + 0.2  # were it quadratic, 64 times


def test_no_rule_matches_far_from_its_near_words() -> None:
    left = bare(shadow("\n".join(_unmarked(marked)[0] for group in _CASES["group"] for _, marked in group["rows"])))
    for rule, pattern, near in load_pack("fr").dates.compiled:
        everywhere = [match.span() for match in pattern.finditer(left)]
        parts = windows(left, near)
        assert [m.span() for part in parts for m in pattern.finditer(left, *part)] == everywhere, rule.id
