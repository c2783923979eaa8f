"""The report: its lines and its JSON."""

from __future__ import annotations

import json

import pytest

from press_extract.batch.report import Failure, Report, Skipped
from press_extract.errors import InputError

_FAILURE = Failure.of(InputError("is\nempty", where="a.txt", hint="leave it out"))


@pytest.mark.parametrize(
    ("report", "line"),
    [
        pytest.param(Report(), "0 records from 0 inputs in 0.0 s", id="nothing"),
        pytest.param(Report(1, 1, 0.25), "1 record from 1 input in 0.2 s", id="one"),
        pytest.param(
            Report(3, 1, 9, [_FAILURE], [Skipped("b.png", "")] * 2),
            "1 record from 3 inputs, 1 failed, 2 skipped in 9.0 s",
            id="all",
        ),
    ],
)
def test_line(report: Report, line: str) -> None:
    assert report.line() == line


def test_a_failure_is_one_line() -> None:
    assert _FAILURE.line() == "a.txt: is empty (leave it out)"
    assert Failure.of(InputError("is empty")).line() == "is empty"


def test_json_has_the_counts_and_the_lists() -> None:
    report = json.loads(Report(2, 1, 1.23456, [_FAILURE], [Skipped("b.png", "é")]).as_json())
    assert report == {
        "inputs": 2,
        "records": 1,
        "failures": 1,
        "skips": 1,
        "seconds": 1.235,
        "failed": [{"path": "a.txt", "kind": "input", "message": "is\nempty", "hint": "leave it out"}],
        "skipped": [{"path": "b.png", "reason": "é"}],
    }
