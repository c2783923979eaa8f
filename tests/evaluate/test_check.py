"""The rules of annotation: a sound row breaks none, and each row of cases/evaluate_check.toml breaks one."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from press_extract.errors import InputError
from press_extract.evaluate.check import check_files, check_row
from tests.conftest import cases

_SOUND: dict[str, Any] = {
    "id": "r-01",
    "lang": "fr",
    "published": "2031-03-03",
    "text": "Tazrout, le 3 mars 2031. En 2030, Roulimex a créé 40 postes sur 12 km au bord de Tazrout, dans l'Atlas. "
    "« Le quai vivra », dit Zineb Ouardi, directrice de Roulimex.",
    "entities": [
        {"id": "o1", "type": "organization", "name": "Roulimex", "aliases": []},
        {"id": "p1", "type": "person", "name": "Zineb Ouardi", "aliases": []},
        {"id": "l1", "type": "place", "name": "Tazrout"},
        {"id": "l2", "type": "place", "name": "Atlas"},
    ],
    "dates": [{"text": "le 3 mars 2031", "value": "2031-03-03"}, {"text": "En 2030", "value": "2030"}],
    "figures": [
        {"text": "40 postes", "value": 40, "upper": None, "bound": "exact", "unit": "job"},
        {"text": "12 km", "value": 12, "bound": "exact", "unit": "km"},
    ],
    "relations": [
        {"type": "holds_position", "subject": "p1", "object": "o1", "title": "directrice"},
        {"type": "has_figure", "subject": "o1", "object": "40 postes"},
        {"type": "located_in", "subject": "l1", "object": "l2"},
    ],
    "events": [
        {"type": "signing", "date": "2031-03-03", "place": "l1", "participants": ["o1"], "attendees": ["p1"]},
        {"type": "other", "date": None, "place": None},
    ],
    "quotes": [{"speaker": "p1", "text": "Le quai vivra"}],
}


def _changed(row: dict[str, Any], at: list[str | int], value: object) -> dict[str, Any]:
    changed: Any = copy.deepcopy(row)
    holder = changed
    for step in at[:-1]:
        holder = holder[step]
    holder[at[-1]] = value
    assert isinstance(changed, dict)
    return changed


def test_a_sound_row_has_no_problem() -> None:
    assert list(check_row(_SOUND)) == []


@pytest.mark.parametrize("case", cases("evaluate_check"))
def test_a_broken_rule_is_named(case: dict[str, Any]) -> None:
    problems = list(check_row(_changed(_SOUND, case["at"], case["value"])))
    assert any(problem.startswith(case["problem"]) for problem in problems), problems


@pytest.mark.parametrize("key", [key for key in _SOUND if key != "published"])
def test_every_key_must_be_there(key: str) -> None:
    row = {name: value for name, value in _SOUND.items() if name != key}
    assert [problem.partition(":")[0] for problem in check_row(row)] == [key]


def test_problems_say_where_they_are(tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text(f"{json.dumps(_SOUND)}\n\n{json.dumps(_SOUND)}\n", encoding="utf-8")
    problems = list(check_files([file]))
    assert [tuple(problem) for problem in problems] == [(f"{file}:3", "r-01", "the id stands twice in the file")]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"{", "gold.jsonl:1: no JSON", id="no_json"),
        pytest.param(b"\n[]\n", "gold.jsonl:2: found a JSON list, expected an object", id="no_object"),
        pytest.param(b'"\xff"', "gold.jsonl: cannot be read", id="no_utf8"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes, message: str) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_bytes(content)
    with pytest.raises(InputError) as caught:
        list(check_files([file]))
    assert message in str(caught.value)
