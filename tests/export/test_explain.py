from __future__ import annotations

import io
import re

import pytest
from rich.console import Console

from press_extract.errors import InputError
from press_extract.export.explain import explained
from press_extract.record import Record


def _shown(record: Record, id_: str) -> str:
    console = Console(file=io.StringIO(), width=160)
    with console.capture() as captured:
        console.print(explained(record, id_))
    return re.sub(r" +", " ", captured.get())


def _found_by(record: Record, *sources: str) -> Record:
    return record.model_copy(
        update={
            layer: tuple(fact.model_copy(update={"found_by": sources}) for fact in getattr(record, layer))
            for layer in ("relations", "events", "quotes")
        }
    )


@pytest.mark.parametrize(
    ("id_", "words"),
    [
        ("R1", ["R1: Zineb Ouardi holds_position Roulimex", "pattern holds_position.2:", "the learned judge", "sure"]),
        ("V1", ["V1: other: 2031-03-03; Tazrout", "found by"]),
        ("Q1", ["Q1: Zineb Ouardi says it", "« Le quai vivra »"]),
    ],
)
def test_a_fact_is_explained(record: Record, id_: str, words: list[str]) -> None:
    shown = _shown(_found_by(record, "pattern:holds_position.2", "judge"), id_)
    for part in words:
        assert part in shown


def test_the_model_is_named_where_the_judge_spoke(record: Record) -> None:
    assert "model" in _shown(_found_by(record, "judge"), "R1")
    assert "model" not in _shown(_found_by(record, "office"), "R1")


def test_an_unknown_fact_is_refused_with_those_that_there_are(record: Record) -> None:
    with pytest.raises(InputError, match="no fact 'R99'") as caught:
        explained(record, "R99")
    assert "R1 to Q1" in str(caught.value)
