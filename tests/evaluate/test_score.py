"""Scores: every row of cases/evaluate_scores.toml, and what holds for all of them."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from press_extract.errors import InputError
from press_extract.evaluate.facts import Facts, Gold
from press_extract.evaluate.layers import LAYERS
from press_extract.evaluate.report import MEAN, as_table, as_values, difference_lines
from press_extract.evaluate.rows import read_gold, read_records, release_id
from press_extract.evaluate.score import Scores, Tally, score
from tests.conftest import cases


def _scored(case: dict[str, Any]) -> Scores:
    gold = Gold.model_validate({"id": "r", **case.get("gold", {})})
    return score([gold], {"r": Facts.model_validate(case.get("found", {}))})


@pytest.mark.parametrize("case", cases("evaluate_scores"))
def test_row(case: dict[str, Any]) -> None:
    scores = _scored(case)
    counted = {layer: [tally.right, tally.extra, tally.missed] for layer, tally in scores.tallies.items()}
    assert {layer: counts for layer, counts in counted.items() if any(counts)} == case["expected"]
    assert scores.mean().f1 == case["mean"]


@pytest.mark.parametrize("case", cases("evaluate_scores"))
def test_every_difference_is_listed(case: dict[str, Any]) -> None:
    scores = _scored(case)
    for layer, tally in scores.tallies.items():
        kinds = [difference.kind for difference in scores.differences if difference.layer == layer]
        assert (kinds.count("missed"), kinds.count("extra")) == (tally.missed, tally.extra)


@pytest.mark.parametrize(
    ("tally", "rates"),
    [
        pytest.param(Tally(0, 0, 0), (0, 0, 0), id="nothing"),
        pytest.param(Tally(3, 0, 0), (1, 1, 1), id="all"),
        pytest.param(Tally(2, 2, 0), (0.5, 1, 2 / 3), id="too_much"),
        pytest.param(Tally(1, 0, 3), (1, 0.25, 0.4), id="too_little"),
    ],
)
def test_rates(tally: Tally, rates: tuple[float, float, float]) -> None:
    found = tally.rates()
    assert (found.precision, found.recall, found.f1) == pytest.approx(rates)


def test_a_release_without_a_record_is_all_missed() -> None:
    gold = Gold.model_validate({"id": "r", "dates": [{"value": "2031"}]})
    scores = score([gold], {"other": Facts.model_validate({"dates": [{"value": "2031"}]})})
    assert scores.without_record == ["r"]
    assert scores.tallies["dates"] == Tally(right=0, extra=0, missed=1)


def test_null_is_an_empty_list() -> None:
    assert Facts.model_validate({"entities": None, "events": None}) == Facts()


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        pytest.param({"source": {"path": "in/gold.jsonl#ma-1"}}, "ma-1", id="row"),
        pytest.param({"source": {"path": "in/gold.jsonl#a#b"}}, "a#b", id="row_with_a_hash"),
        pytest.param({"source": {"path": "in/ma-1.txt"}}, "ma-1", id="file"),
        pytest.param({"source": {"path": "in/ma#1.txt"}}, "ma#1", id="file_with_a_hash"),
        pytest.param({"id": "ma-1", "source": None}, "ma-1", id="id"),
        pytest.param({}, "", id="nothing"),
    ],
)
def test_release_id(record: dict[str, Any], expected: str) -> None:
    assert release_id(record) == expected


def test_rows_of_files_are_paired(tmp_path: Path) -> None:
    gold, records = tmp_path / "gold.jsonl", tmp_path / "records.jsonl"
    gold.write_text('{"id": "a", "dates": [{"value": "2031"}]}\n\n{"id": "b"}\n', encoding="utf-8")
    records.write_text('{"source": {"path": "g.jsonl#a"}, "dates": [{"value": "2031"}]}\n', encoding="utf-8")
    scores = score(read_gold(gold), read_records(records))
    assert (scores.releases, scores.without_record, scores.mean().f1) == (2, ["b"], 1.0)


def test_a_row_of_the_wrong_shape_is_named(tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text('{"id": "a"}\n{"id": "b", "entities": [{"name": "Roulimex"}]}\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"gold\.jsonl:2: entities\.0\.id: Field required"):
        read_gold(file)


def test_report_names_every_layer_once() -> None:
    scores = _scored({"gold": {"dates": [{"value": "2031"}]}, "found": {"dates": [{"value": "2030"}]}})
    console = Console(width=100, file=io.StringIO())
    with console.capture() as captured:
        console.print(as_table(scores))
    lines = [line.strip() for line in captured.get().splitlines()]
    for layer in (*LAYERS, MEAN):
        assert sum(line.startswith(f"{layer} ") for line in lines) == 1
    assert list(difference_lines(scores)) == ["dates\textra\tr\t2030", "dates\tmissed\tr\t2031"]


def test_report_as_values_is_json() -> None:
    scores = _scored({"gold": {"dates": [{"value": "2031"}]}, "found": {"dates": [{"value": "2031"}]}})
    values = json.loads(json.dumps(as_values(scores, differences=True)))
    assert values["layers"]["dates"] == {"precision": 1, "recall": 1, "f1": 1, "right": 1, "extra": 0, "missed": 0}
    assert values["layers"][MEAN] == {"precision": 1, "recall": 1, "f1": 1}
    assert values["differences"] == []
    assert "differences" not in as_values(scores)
