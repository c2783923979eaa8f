"""The gate: the scores on each corpus, and how floors are kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from press_extract.errors import ConfigError
from press_extract.evaluate.facts import Facts
from press_extract.evaluate.floors import Pin, breaches, measure, pins_text, read_pins
from press_extract.evaluate.gate import app, judge, raise_floors
from press_extract.evaluate.rows import release_id
from press_extract.ingest import ReadOptions, discover, read
from press_extract.record import Record
from press_extract.release import Release
from tests.conftest import ROOT

if TYPE_CHECKING:
    from press_extract import Extractor

_CORPORA = ROOT / "corpora"
_PINS = read_pins(_CORPORA / "gate.toml")
_FILES = sorted((_CORPORA / "gold").glob("*.jsonl"))


@pytest.mark.parametrize("corpus", [pytest.param(path, id=path.stem) for path in _FILES])
def test_no_score_falls(corpus: Path, extractor: Extractor) -> None:
    releases = [item for found in discover([str(corpus)]) for item in read(found, ReadOptions())]
    records = extractor.pipe(item for item in releases if isinstance(item, Release))
    rows = [record.model_dump(mode="json") for record in records if isinstance(record, Record)]
    measured = measure(corpus, {release_id(row): Facts.model_validate(row) for row in rows})
    assert list(breaches(measured, _PINS.get(corpus.name))) == []


def test_every_pin_has_its_corpus() -> None:
    assert set(_PINS) == {path.name for path in _FILES}


@pytest.mark.parametrize(
    ("sha256", "floor", "expected"),
    [
        pytest.param("a", 0.5, [], id="above"),
        pytest.param("a", 0.75, [], id="level"),
        pytest.param("a", 0.751, ["dates: F1 is 0.750, the floor is 0.751"], id="below"),
        pytest.param("b", 0.5, ["has changed since its floors were set; set them anew with --raise"], id="changed"),
    ],
)
def test_breaches(sha256: str, floor: float, expected: list[str]) -> None:
    measured = Pin(sha256="a", floors={"dates": 0.75})
    assert list(breaches(measured, Pin(sha256=sha256, floors={"dates": floor}))) == expected


def test_a_layer_that_is_no_longer_measured_has_fallen() -> None:
    pinned = Pin(sha256="a", floors={"dates": 0.1})
    assert list(breaches(Pin(sha256="a", floors={}), pinned)) == ["dates: F1 is 0.000, the floor is 0.100"]


def test_a_corpus_without_floors_does_not_pass() -> None:
    assert list(breaches(Pin(sha256="a", floors={}), None)) == ["has no floors yet; set them with --raise"]


def test_pins_are_read_as_they_are_written(tmp_path: Path) -> None:
    file = tmp_path / "gate.toml"
    pins = {
        "b.jsonl": Pin(sha256="b", floors={}),
        "a.jsonl": Pin(sha256="a", floors={"entity:person": 0.5, "dates": 1}),
    }
    file.write_text(pins_text(pins), encoding="utf-8")
    assert read_pins(file) == pins


@pytest.mark.parametrize("content", ["[a", "[a]\nsha256 = 1\n", '[a]\nsha256 = "1"\nfloor = 3\n'])
def test_a_broken_gate_file_is_named(tmp_path: Path, content: str) -> None:
    file = tmp_path / "gate.toml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"gate\.toml: no gate file"):
        read_pins(file)


def test_scores_are_rounded_down(tmp_path: Path) -> None:
    corpus = tmp_path / "gold.jsonl"
    corpus.write_text('{"id": "a", "dates": [{"value": "2031"}, {"value": "2032"}]}\n', encoding="utf-8")
    measured = measure(corpus, {"a": Facts.model_validate({"dates": [{"value": "2031"}]})})
    assert measured.floors["dates"] == 0.666


def _pin(floor: float, sha256: str = "a") -> Pin:
    return Pin(sha256=sha256, floors={"dates": floor})


def test_floors_rise(tmp_path: Path) -> None:
    file = tmp_path / "gate.toml"
    assert raise_floors(file, {"a": _pin(0.5, "new"), "c": _pin(0.3)}, {"a": _pin(0.4), "b": _pin(0.9)}) == 0
    assert read_pins(file) == {"a": _pin(0.5, "new"), "b": _pin(0.9), "c": _pin(0.3)}


def test_floors_never_fall(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "gate.toml"
    assert raise_floors(file, {"a": _pin(0.5), "b": _pin(0.1)}, {"a": _pin(0.4), "b": _pin(0.2)}) == 2
    assert not file.exists()
    assert "b: dates: F1 is 0.100, the floor is 0.200\nno floor was changed" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("measured", "pins", "code"),
    [
        pytest.param({"a": _pin(0.5)}, {"a": _pin(0.5)}, 0, id="sound"),
        pytest.param({"a": _pin(0.4)}, {"a": _pin(0.5)}, 1, id="fallen"),
        pytest.param({"a": _pin(0.5)}, {}, 1, id="unknown"),
        pytest.param({}, {"a": _pin(0.5)}, 1, id="gone"),
    ],
)
def test_judgement(measured: dict[str, Pin], pins: dict[str, Pin], code: int) -> None:
    assert judge(measured, pins) == code


def test_the_gate_runs_the_program_itself(tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    row = {"id": "a", "lang": "fr", "text": "Rabat, le 3 mars 2031.", "dates": [{"value": "2031-03-03"}]}
    (tmp_path / "gold" / "small.jsonl").write_text(json.dumps(row), encoding="utf-8")
    result = CliRunner().invoke(app, ["--corpora", str(tmp_path), "--raise"])
    assert result.exit_code == 0, result.stderr
    assert read_pins(tmp_path / "gate.toml")["small.jsonl"].floors["dates"] == 1
