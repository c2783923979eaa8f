"""The components in a pipeline of somebody else's."""

from __future__ import annotations

import datetime

import pytest
import spacy

_TEXT = "Signé hier à Oujda, le prêt de 12,5 millions d’euros créera plus de 40 emplois d’ici fin 2026."


@pytest.mark.parametrize(("pipeline", "settings"), [("fr", {}), ("xx", {"language": "fr"}), ("en", {"language": "fr"})])
def test_dates_and_figures_need_no_other_stage(pipeline: str, settings: dict[str, str]) -> None:
    nlp = spacy.blank(pipeline)
    nlp.add_pipe("press_dates", config=settings)
    nlp.add_pipe("press_figures", config=settings)
    doc = nlp.make_doc(_TEXT)
    doc._.press_published = datetime.date(2025, 5, 1)
    doc = nlp(doc)
    dates, figures = doc._.press_dates, doc._.press_figures
    assert [(_TEXT[d.start : d.end], d.value) for d in dates] == [("hier", "2025-04-30"), ("d’ici fin 2026", "2026")]
    assert [(f.value, f.unit, f.bound) for f in figures] == [(12_500_000, "EUR", "exact"), (40, "job", "min")]


def test_figures_alone_count_no_day_of_a_month() -> None:
    nlp = spacy.blank("fr")
    nlp.add_pipe("press_figures")
    doc = nlp("Le 12 mars 2025, 14 sites rouvriront.")
    assert [(figure.value, figure.unit) for figure in doc._.press_figures] == [(14, "site")]


def test_a_pipeline_with_the_components_is_kept_on_disk(tmp_path: object) -> None:
    nlp = spacy.blank("fr")
    nlp.add_pipe("press_dates")
    nlp.to_disk(str(tmp_path))
    doc = spacy.load(str(tmp_path))("Fait le 3 mai 2025.")
    assert [date.value for date in doc._.press_dates] == ["2025-05-03"]
