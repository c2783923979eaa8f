"""The loop: every input has its outcome, in order, and no more than a batch is held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from press_extract.batch.outcomes import InputRead, Outcome, outcomes
from press_extract.batch.report import Skipped
from press_extract.errors import ExtractionError, PressExtractError
from press_extract.ingest import Found, ReadOptions
from press_extract.record import Producer, Record, Source
from press_extract.release import Release


class _Plain:
    """Make records without facts; a release that says `fail` fails. Remember the sizes of the batches."""

    def __init__(self) -> None:
        self.batches: list[int] = []

    def pipe(self, releases: Iterable[Release]) -> Iterator[Record | ExtractionError]:
        batch = list(releases)
        self.batches.append(len(batch))
        for release in batch:
            yield _record(release) if "fail" not in release.text else ExtractionError("failed", where=release.path)


def _record(release: Release) -> Record:
    source = Source(path=release.path, media_type=release.media_type, sha256=None)
    return Record(id=f"sha256:{'0' * 64}", source=source, text=release.text, producer=Producer(version="0"))


def _told(outcome: Outcome) -> str:
    match outcome:
        case Record():
            return f"record {outcome.source.path}"
        case PressExtractError():
            return f"{outcome.kind} {outcome.where}"
        case Skipped():
            return f"skipped {outcome.path}"
        case InputRead():
            return f"read {outcome.path}"


def _left_in(found: Found) -> str | None:
    return None


@pytest.fixture(autouse=True)
def inputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    for name, text in {"a.txt": "Un", "b.txt": "fail", "c.png": "", "d.txt": "", "e.txt": "Deux"}.items():
        Path("in", name).write_text(text, encoding="utf-8")


def test_every_input_has_its_outcome() -> None:
    told = [_told(outcome) for outcome in outcomes(["in", "nowhere"], _Plain(), ReadOptions(), 1, _left_in)]
    assert told == [
        "record in/a.txt", "read in/a.txt", "extraction in/b.txt", "read in/b.txt", "skipped in/c.png",
        "input in/d.txt", "read in/d.txt", "record in/e.txt", "read in/e.txt", "input nowhere", "read nowhere",
    ]  # fmt: skip


def test_what_is_left_out_is_not_read() -> None:
    told = [_told(one) for one in outcomes(["in/a.txt"], _Plain(), ReadOptions(), 1, lambda found: "not wanted")]
    assert told == ["skipped in/a.txt", "input in/a.txt"]


@pytest.mark.parametrize(
    ("size", "batches"),
    [pytest.param(1, [1] * 5, id="one"), pytest.param(2, [2, 2, 1], id="rest"), pytest.param(9, [5], id="all")],
)
def test_batches(size: int, batches: list[int]) -> None:
    Path("r.jsonl").write_text('{"text": "Un"}\n' * 5, encoding="utf-8")
    plain = _Plain()
    found = [one for one in outcomes(["r.jsonl"], plain, ReadOptions(), size, _left_in) if isinstance(one, Record)]
    assert plain.batches == batches
    assert [record.source.path for record in found] == [f"r.jsonl#{number}" for number in range(1, 6)]


def test_records_come_before_all_is_read() -> None:
    Path("r.jsonl").write_text('{"text": "Un"}\n' * 100, encoding="utf-8")
    plain = _Plain()
    stream = outcomes(["r.jsonl"], plain, ReadOptions(), 4, _left_in)
    assert isinstance(next(stream), Record)
    assert plain.batches == [4]
