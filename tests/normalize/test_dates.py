"""Dates: every row of cases/dates_fr.toml, and what the rows cannot say."""

from __future__ import annotations

import datetime
import time
from itertools import pairwise
from typing import Any

import pytest

from press_extract.normalize.date_patterns import find_whole
from press_extract.normalize.dates import find_anchor, find_dates
from press_extract.normalize.windows import windows
from press_extract.pack import load_pack
from press_extract.pack.dates import bare
from press_extract.record import check_date_value
from press_extract.text import shadow
from tests.normalize.rows import rows, unmarked

_FRENCH = load_pack("fr")
_ROWS = list(rows("dates_fr.toml"))
_TEXTS = list(rows("dates_fr_texts.toml"))
_EXACT = [pytest.param(row, published, id=name) for name, row, published in _ROWS]
_ALL = [pytest.param(row, published, id=name) for name, row, published in (*_ROWS, *_TEXTS)]


def _dates(text: str, published: datetime.date | None = None) -> list[Any]:
    return list(find_dates(shadow(text), published, _FRENCH))


@pytest.mark.parametrize(("row", "published"), _ALL)
def test_row(row: str, published: datetime.date | None) -> None:
    text, marks, _ = unmarked(row)
    found = _dates(text, published)
    assert [date.value for date in found] == [value.removesuffix("?") for *_, value in marks]
    assert all(date.start < end and start < date.end for date, (start, end, _) in zip(found, marks, strict=True))


@pytest.mark.parametrize(("row", "published"), _EXACT)
def test_row_in_its_very_words(row: str, published: datetime.date | None) -> None:
    text, marks, _ = unmarked(row)
    assert [(date.start, date.end) for date in _dates(text, published)] == [(start, end) for start, end, _ in marks]


@pytest.mark.parametrize(("row", "published"), _ALL)
def test_row_keeps_the_contract(row: str, published: datetime.date | None) -> None:
    text = unmarked(row).text
    found = _dates(text.replace("'", "’").replace(" ", "\u00a0"), published)
    assert [date.value for date in found] == [date.value for date in _dates(text, published)]
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert all(check_date_value(date.value) and 0 < date.confidence <= 1 for date in found)


@pytest.mark.parametrize("published", [None, datetime.date.min, datetime.date.max, datetime.date(2024, 2, 29)])
@pytest.mark.parametrize(
    "text",
    [
        "Le 12 mars, demain, mardi, la semaine prochaine et le trimestre prochain.",
        "Il y a trois mille ans, il y a neuf-cent-mille semaines, dans 999 ans.",
        "Du 28 au 31, le 29 février, les 30 et 31 avril, en février 1500.",
    ],
)
def test_no_day_is_too_far(text: str, published: datetime.date | None) -> None:
    assert all(check_date_value(date.value) for date in _dates(text, published))


def test_row_ids_are_unique() -> None:
    names = [name for name, *_ in (*_ROWS, *_TEXTS)]
    assert len(names) == len(set(names)) >= 500


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
    anchor = find_anchor(shadow(text), _FRENCH)
    assert anchor is not None
    assert (anchor.point.year, anchor.point.month, anchor.point.day) == (year, month, day)


def test_no_anchor() -> None:
    assert find_anchor("Le chantier ouvrira en mars.", load_pack("fr")) is None


@pytest.mark.parametrize(
    ("unit", "length"),
    [
        *((unit, 1_000_000) for unit in ("1", " ", "du ")),
        *(
            (unit, 160_000)
            for unit in [
                "2024 ",
                "12/",
                "le 1er ",
                "mars ",
                "12 mars et ",
                "lundi et ",
                "a-",
                "le 3, le 4, ",
                "2025/2024 ",
            ]
        ),
    ],
)
def test_time_grows_with_length_only(unit: str, length: int) -> None:
    def seconds(characters: int) -> float:
        text = unit * (characters // len(unit))
        began = time.process_time()
        find_dates(text, None, _FRENCH)
        return time.process_time() - began

    assert seconds(length) < 2.5 * 8 * seconds(length // 8) + 0.5  # were it quadratic, 64 times


def test_no_rule_matches_far_from_its_near_words() -> None:
    left = bare(shadow("\n".join(unmarked(row).text for _, row, _ in (*_ROWS, *_TEXTS))))
    for rule, pattern, near in _FRENCH.dates.compiled:
        everywhere = [match.span() for match in find_whole(pattern, left, 0, len(left))]
        found = [match.span() for part in windows(left, near) for match in find_whole(pattern, left, *part)]
        assert found == everywhere, rule.id
