"""Figures: every row of cases/figures_fr.toml, and what the rows cannot say."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from press_extract.normalize.dates import find_dates
from press_extract.normalize.figures import find_figures
from press_extract.pack import load_pack
from press_extract.text import shadow
from tests.normalize.rows import rows, unmarked

if TYPE_CHECKING:
    from press_extract.mentions import FigureMention

_PACK = load_pack("fr")
_ROWS = list(rows("figures_fr.toml"))
_TEXTS = list(rows("figures_fr_texts.toml"))
_ALL = [pytest.param(row, id=name) for name, row, _ in (*_ROWS, *_TEXTS)]


def _facts(figure: FigureMention) -> str:
    value = f"{figure.value}" if figure.upper is None else f"{figure.value}..{figure.upper}"
    return f"{value} {figure.unit}" + ("" if figure.bound in {"exact", "range"} else f" {figure.bound}")


def _only(text: str) -> FigureMention:
    (figure,) = find_figures(text, _PACK)
    return figure


def _told(value: str) -> tuple[object, ...]:
    """Return a mark's value as (number, upper, unit, bound)."""
    number, unit, *bound = value.split()
    first, _, last = number.partition("..")
    return float(first), float(last) if last else None, unit, bound[0] if bound else "range" if last else "exact"


@pytest.mark.parametrize("row", _ALL)
def test_row(row: str) -> None:
    text, marks, taken = unmarked(row)
    plain = shadow(text)
    dates = [(date.start, date.end) for date in find_dates(plain, None, _PACK)]
    figures = find_figures(plain, _PACK, taken=[*taken, *dates])
    assert [(f.value, f.upper, f.unit, f.bound) for f in figures] == [_told(value) for *_, value in marks]
    assert all(f.start < end and start < f.end for f, (start, end, _) in zip(figures, marks, strict=True))


@pytest.mark.parametrize("row", [pytest.param(row, id=name) for name, row, _ in _ROWS])
def test_row_in_its_very_words(row: str) -> None:
    text, marks, taken = unmarked(row)
    figures = find_figures(shadow(text), _PACK, taken=taken)
    assert [(figure.start, figure.end) for figure in figures] == [(start, end) for start, end, _ in marks]
    assert all((figure.bound == "range") == (figure.upper is not None) for figure in figures)


def test_row_ids_are_unique() -> None:
    names = [name for name, *_ in (*_ROWS, *_TEXTS)]
    assert len(names) == len(set(names)) >= 500


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
        ("Société au capital de 12 M€.", "capital"),
        ("Un bénéfice net de 12 M€.", "profit"),
        ("Un billet à 12 €.", "price"),
        ("Une amende de 12 €.", "money"),
        ("Une usine de 12 000 tonnes.", "mass"),
        ("Une ligne de 12 kV.", "voltage"),
        ("Un débit de 12 MWh.", "energy"),
    ],
)
def test_measure(text: str, measure: str) -> None:
    assert _only(text).measure == measure


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("L'usine créera 120 emplois.", "planned"),
        ("L'usine emploie 120 personnes.", "actual"),
        ("L'usine a créé 120 emplois et en vise d'autres.", "actual"),
        ("La ville, qui a voté le budget, y consacrera 12 M€.", "planned"),
        ("Quelque 120 visiteurs sont attendus.", "planned"),
        ("Plus de 120 arbres ont été plantés.", "actual"),
        ("D'ici 2030, 120 postes à pourvoir.", "planned"),
        ("Le groupe devrait investir 12 M€.", "planned"),
        ("Zohra Benali, 12 médailles.", None),
        ("Le front de mer, 12 km de sable.", None),
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
    ("unit", "length"),
    [
        *((unit, 1_000_000) for unit in ("1", " ", "du ")),
        *(
            (unit, 40_000)
            for unit in [
                "1 ",
                "12 à ",
                "12 %, ",
                "+1",
                "x@",
                "dont 3 ",
                "plus de ",
                "12 lits. ",
                "En M€ : 1\n1\n",
                "12 lits Dakar (12) ",
            ]
        ),
    ],
)
def test_time_grows_with_length_only(unit: str, length: int) -> None:
    def seconds(characters: int) -> float:
        text = unit * (characters // len(unit))
        began = time.process_time()
        find_figures(text, _PACK)
        return time.process_time() - began

    assert seconds(length) < 2.5 * 8 * seconds(length // 8) + 0.5  # were it quadratic, 64 times


def test_long_release_stays_within_its_budget() -> None:
    text = "Le groupe investit 12,4 millions d'euros et crée plus de 120 emplois sur un site de 7,5 ha à Oran. " * 3000
    start = time.perf_counter()
    find_figures(text, _PACK)
    assert (time.perf_counter() - start) / len(text.split()) < 1e-3
