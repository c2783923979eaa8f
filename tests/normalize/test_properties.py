"""Properties: what is written in any supported form is read back as the same value, at the right place."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from num2words import num2words

from press_extract.normalize.dates import find_dates
from press_extract.normalize.figures import find_figures
from press_extract.normalize.numbers import parse_number
from press_extract.pack import load_pack
from press_extract.text import shadow
from press_extract.values import read_values

_FRENCH = load_pack("fr")
_LARGE = [1_100, 1_999, 7_080, 10_000, 21_000, 71_000, 80_000, 99_999, 200_000, 333_333, 1_000_000, 1_200_000]
_LARGE += [2_000_001, 80_000_000, 123_456_789, 10**9, 2_500_000_000, 10**12]
_SPELLINGS = ["fr", "fr_BE", "fr_CH"]
_GROUPS = [" ", "\u00a0", "\u202f", ".", "'", "’", ""]
_MONTHS = [forms[0] for _, forms in sorted(_FRENCH.dates.words["month"].items())]
_WEEKDAYS = [forms[0] for _, forms in sorted(_FRENCH.dates.words["weekday"].items())]
_DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31))
_TODAY = datetime.date(2025, 4, 30)

_PROPERTY = settings(max_examples=200, deadline=None, derandomize=True, database=None)


def _spelt(number: int, spelling: str) -> str:
    return str(num2words(number, lang=spelling)).replace(",", "")


@pytest.mark.parametrize("spelling", _SPELLINGS)
@pytest.mark.parametrize("orthography", ["of old", "of 1990"])
def test_every_number_in_words(spelling: str, orthography: str) -> None:
    wrong = []
    for number in [0, *range(2, 1001), *_LARGE]:  # "un" alone is an article
        words = _spelt(number, spelling)
        if orthography == "of 1990":
            words = words.replace(" ", "-")
        for form in (words, words.capitalize(), words.upper()):
            found = parse_number(form, _FRENCH.numbers)
            if found is None or found.value != number:
                wrong.append((number, form, found))
    assert wrong == []


@_PROPERTY
@given(st.integers(0, 10**15), st.sampled_from(_GROUPS))
def test_digits_in_any_grouping(number: int, group: str) -> None:
    written = f"{number:,}".replace(",", group)
    found = parse_number(shadow(written), _FRENCH.numbers)
    assert found is not None and (found.value, found.end) == (number, len(written))


@_PROPERTY
@given(st.decimals(min_value=0, max_value=10**9, places=2), st.sampled_from([" ", "\u202f", "."]))
def test_decimals(number: object, group: str) -> None:
    written = f"{number:,}".replace(",", "_").replace(".", ",").replace("_", group)
    found = parse_number(shadow(written), _FRENCH.numbers)
    assert found is not None and found.value == pytest.approx(float(str(number)))


_DAY_FORMS: dict[str, Callable[[datetime.date], str]] = {
    "words": lambda day: f"{'1er' if day.day == 1 else day.day} {_MONTHS[day.month - 1]} {day.year}",
    "weekday": lambda day: f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}",
    "capitals": lambda day: f"{day.day} {_MONTHS[day.month - 1]} {day.year}".upper(),
    "zero": lambda day: f"{day.day:02d} {_MONTHS[day.month - 1]} {day.year}",
    "slashes": lambda day: f"{day:%d/%m/%Y}",
    "points": lambda day: f"{day:%d.%m.%Y}",
    "hyphens": lambda day: f"{day:%d-%m-%Y}",
    "iso": lambda day: day.isoformat(),
}


@pytest.mark.parametrize("form", _DAY_FORMS)
@_PROPERTY
@given(day=_DAYS)
def test_days_in_any_form(form: str, day: datetime.date) -> None:
    written = _DAY_FORMS[form](day)
    text = f"La convention du {written}\u00a0: elle tient."
    (date,) = find_dates(shadow(text), _TODAY, _FRENCH)
    assert date.value == day.isoformat()
    assert written.endswith(text[date.start : date.end][-4:]) and date.end == text.index("\u00a0:")


@_PROPERTY
@given(_DAYS, st.integers(1, 400))
def test_ranges_of_days(first: datetime.date, length: int) -> None:
    last = first + datetime.timedelta(days=length)
    day = _DAY_FORMS["words"]
    (date,) = find_dates(f"Le salon ira du {day(first)} au {day(last)}.", _TODAY, _FRENCH)
    assert date.value == f"{first.isoformat()}/{last.isoformat()}"


@_PROPERTY
@given(_DAYS)
def test_a_day_without_its_year_is_the_nearest_on_its_weekday(published: datetime.date) -> None:
    day = published + datetime.timedelta(days=20)
    text = f"Le gala du {_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} affiche complet."
    (date,) = find_dates(text, published, _FRENCH)
    assert date.value == day.isoformat()


_UNITS = [(form, unit) for unit, entry in _FRENCH.figures.units.items() for form in (*entry.words, *entry.signs)]
_MONEY = [(form, code) for code, entry in _FRENCH.figures.currencies.items() for form in (*entry.words, *entry.signs)]


@pytest.mark.parametrize(("form", "unit"), [*_UNITS, *_MONEY])
def test_every_unit_is_read_after_a_number(form: str, unit: str) -> None:
    text = f"Le total atteint 2\u202f350 {form}, sans plus."
    (figure,) = find_figures(shadow(text), _FRENCH)
    assert (figure.value, figure.unit) == (2350, unit)
    assert text[figure.start : figure.end] == f"2\u202f350 {form}"


_SCALED = [
    (word, value) for word, value in _FRENCH.numbers.scale.items() if word.endswith(("million", "lions", "lliards"))
]


@_PROPERTY
@given(st.integers(2, 999), st.integers(0, 9), st.sampled_from(_SCALED))
def test_millions_of_money(number: int, tenth: int, scale: tuple[str, int]) -> None:
    word, factor = scale
    (figure,) = find_figures(f"Un prêt de {number},{tenth} {word} d'euros.", _FRENCH)
    assert (figure.value, figure.unit) == (round((number + tenth / 10) * factor), "EUR")


_PIECES = """12 3,5 20.000 2025 1er mars mai avril du au le les et à de d'ici entre près plus % € M€ MDH millions euros
dirhams emplois lundi hier demain fin mi- T3 S1 / - – . , : ; ( ) « » l'an dernier prochain trois vingt cent mille une
dizaine n° art. rue 24 h 30 ans km² +212 06 00 contre dont respectivement semestre saison 2025-2026 il y a XXXX é ß İ
𝟙 ÷""".split()  # noqa: SIM905 (a list of so many words reads worse)


@settings(_PROPERTY, max_examples=600)
@given(
    st.lists(st.sampled_from([*_PIECES, "\n", "\u0301"]), max_size=60),
    st.sampled_from(["", " "]),
    st.sampled_from([None, _TODAY]),
)
def test_any_text_gives_facts_in_order_and_in_place(
    pieces: list[str], gap: str, published: datetime.date | None
) -> None:
    text = gap.join(pieces)
    plain = shadow(text)
    dates = find_dates(plain, published, _FRENCH)
    figures = find_figures(plain, _FRENCH, taken=[(date.start, date.end) for date in dates])
    spans = sorted([*((d.start, d.end) for d in dates), *((f.start, f.end) for f in figures)])
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    for fact in (values := read_values(text, published)).dates + values.figures:
        assert all(mention.text == text[mention.start : mention.end] for mention in fact.mentions)
