"""Dates and figures as records write them, without a model."""

from __future__ import annotations

import datetime
import subprocess
import sys

import pytest

from press_extract.errors import LanguageDataError
from press_extract.values import read_values

_DAY = datetime.date(2025, 4, 30)


def test_one_fact_for_one_value_with_all_its_mentions() -> None:
    text = "Hier, 40 emplois. Le 29 avril 2025, plus de 40 postes\u00a0: 12\u202f%."
    dates, figures, issues = read_values(text, _DAY)
    assert [(date.id, date.value, len(date.mentions)) for date in dates] == [("D1", "2025-04-29", 2)]
    assert [(f.id, f.value, f.unit, f.bound, len(f.mentions)) for f in figures] == [
        ("F1", 40, "job", "min", 2),
        ("F2", 12, "%", "exact", 1),
    ]
    assert all(m.text == text[m.start : m.end] for fact in dates + figures for m in fact.mentions)
    assert issues == ()


@pytest.mark.parametrize(
    ("text", "value", "reading"),
    [
        ("Le gala du 29 octobre.", "2025-10-29", "2024-10-29"),
        ("Réunion du lundi 30 avril 2025.", "2025-04-30", "weekday"),
        ("Rendu dans quinze jours.", "2025-05-15", "14 days"),
        ("Visite mardi, à Fès.", "2025-04-29", "2025-05-06"),
    ],
)
def test_two_readings_give_the_likelier_and_an_issue(text: str, value: str, reading: str) -> None:
    (date,), _, (issue,) = read_values(text, _DAY)
    assert (date.value, issue.code) == (value, "ambiguous_date")
    assert reading in issue.message and date.confidence < 0.75
    assert (issue.start, issue.end) == (date.mentions[0].start, date.mentions[0].end)


@pytest.mark.parametrize(
    ("text", "unit", "others"),
    [
        ("Un prêt de 12 millions de dinars.", "DZD", "TND"),
        ("Un prêt de 12 millions de FCFA.", "XOF", "XAF"),
        ("À Yaoundé, un prêt de 12 millions de FCFA.", "XAF", None),
        ("Un prêt de 12 millions de dollars.", "USD", None),
    ],
)
def test_money_without_a_country_is_doubtful(text: str, unit: str, others: str | None) -> None:
    _, (figure,), issues = read_values(text)
    assert figure.unit == unit
    assert [(issue.code, others in issue.message) for issue in issues if others] == [("ambiguous_figure", True)] * len(
        issues
    )
    assert (figure.confidence < 0.7) == bool(issues) == (others is not None)


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(LanguageDataError, match="no language pack 'xx'"):
        read_values("12 mars", language="xx")


def test_no_model_and_no_spacy_is_loaded() -> None:
    code = "import sys, press_extract.values as v; v.read_values('le 12 mars'); print('spacy' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"
