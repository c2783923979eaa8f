"""Figures: every row of cases/figures_fr.toml, and what the rows cannot say."""

from __future__ import annotations

import re
import time
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from press_extract.normalize.figures import find_figures
from press_extract.pack import load_pack
from press_extract.text import shadow

if TYPE_CHECKING:
    from press_extract.mentions import FigureMention

_PACK = load_pack("fr")
_MARK = re.compile(r"\[([^][]+)\]\(([^()]+)\)|\{([^{}]+)\}")
_ROWS = tomllib.loads((Path(__file__).parents[1] / "cases" / "figures_fr.toml").read_text("utf-8"))["rows"]


def _unmarked(marked: str) -> tuple[str, list[tuple[str, str]], list[tuple[int, int]]]:
    """Return the plain text, each marked figure as (words, facts), and the spans that dates take."""
    text, at = "", 0
    expected, taken = [], []
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        words = mark[1] or mark[3]
        if mark[3]:
            taken.append((len(text), len(text) + len(words)))
        else:
            expected.append((words, mark[2]))
        text += words
        at = mark.end()
    return text + marked[at:], expected, taken


def _facts(figure: FigureMention) -> str:
    value = f"{figure.value}" if figure.upper is None else f"{figure.value}..{figure.upper}"
    return f"{value} {figure.unit}" + ("" if figure.bound in {"exact", "range"} else f" {figure.bound}")


def _only(text: str) -> FigureMention:
    (figure,) = find_figures(text, _PACK)
    return figure


@pytest.mark.parametrize("marked", [pytest.param(marked, id=name) for name, marked in _ROWS])
def test_row(marked: str) -> None:
    text, expected, taken = _unmarked(marked)
    figures = find_figures(shadow(text), _PACK, taken=taken)
    assert [(text[figure.start : figure.end], _facts(figure)) for figure in figures] == expected
    assert all((figure.bound == "range") == (figure.upper is not None) for figure in figures)


@pytest.mark.parametrize(("dollar", "unit"), [("USD", "USD"), ("CAD", "CAD")])
def test_caller_says_what_a_bare_dollar_is(dollar: str, unit: str) -> None:
    assert [figure.unit for figure in find_figures("Un don de 5 $.", _PACK, dollar=dollar)] == [unit]


def test_shadow_makes_every_space_and_apostrophe_readable() -> None:
    text = shadow("près de 30\u202f000\u00a0salariés et 25 millions d\u2019euros")
    assert [_facts(figure) for figure in find_figures(text, _PACK)] == ["30000 person approx", "25000000 EUR"]


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Elle crée 120 emplois.", "jobs"),
        ("Un chiffre d'affaires de 12 M€.", "revenue"),
        ("Un investissement de 12 M€.", "investment"),
        ("Un prêt de 12 M€.", "funding"),
        ("Elle détient 12 % du capital.", "share"),
        ("Une hausse de 12 %.", "growth"),
        ("Un terrain de 12 ha.", "area"),
        ("Un tunnel de 12 km.", "length"),
        ("Un parc de 12 MW.", "power"),
        ("Un bail de 12 ans.", "duration"),
        ("Un hôtel de 12 chambres.", "capacity"),
        ("Une ville de 1 200 habitants.", "people"),
        ("Elle compte 12 sites.", "count"),
    ],
)
def test_measure(text: str, measure: str) -> None:
    assert _only(text).measure == measure


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("L'usine créera 120 emplois.", "planned"),
        ("L'usine emploie 120 personnes.", "actual"),
        ("120 sites.", None),
    ],
)
def test_tense(text: str, tense: str | None) -> None:
    assert _only(text).tense == tense


def test_confidence_falls_from_written_units_to_ellipses() -> None:
    money, elliptic = find_figures("Un prêt de 12 M€, contre 9 millions hier.", _PACK)
    noun = _only("Elle compte 12 sites.")
    assert money.confidence > elliptic.confidence > noun.confidence > 0


@pytest.mark.parametrize(
    "unit", ["1 ", "12 à ", "12 %, ", "12 M€ ", "+1", "x@", "\n", "plus de ", "dont 3 ", "05 ", "RC A 1 ", "12 lits. "]
)
def test_long_text_takes_linear_time(unit: str) -> None:
    start = time.perf_counter()
    find_figures(unit * (15_000 // len(unit)), _PACK)
    assert time.perf_counter() - start < 6


def test_long_release_stays_within_its_budget() -> None:
    text = "Le groupe investit 12,4 millions d'euros et crée plus de 120 emplois sur un site de 7,5 ha à Oran. " * 3000
    start = time.perf_counter()
    find_figures(text, _PACK)
    assert (time.perf_counter() - start) / len(text.split()) < 1e-3
