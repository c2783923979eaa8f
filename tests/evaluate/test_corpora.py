"""The gold corpora keep the rules of annotation."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from press_extract.evaluate.check import check_files
from press_extract.evaluate.rows import read_gold
from tests.conftest import ROOT

CORPORA = sorted((ROOT / "corpora" / "gold").glob("*.jsonl"))


@pytest.mark.parametrize("corpus", [pytest.param(path, id=path.stem) for path in CORPORA])
def test_corpus_has_no_problem(corpus: Path) -> None:
    assert [f"{problem.where}: {problem.message}" for problem in check_files([corpus])] == []


def test_ids_are_unique_over_all_corpora() -> None:
    counts = Counter(gold.id for corpus in CORPORA for gold in read_gold(corpus))
    assert counts.total() > 0
    assert [release for release, count in counts.items() if count > 1] == []
