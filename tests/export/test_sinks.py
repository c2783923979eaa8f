"""Sinks: what is written, where, and that it is there in full or not at all."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest

from press_extract.export.atomic import replacing
from press_extract.export.json_text import as_json, written_to
from press_extract.export.layout import Layout
from press_extract.export.sinks import is_folder, open_sink
from press_extract.record import Record


def _from(record: Record, path: str) -> Record:
    return record.model_copy(update={"source": record.source.model_copy(update={"path": path})})


def _names(folder: Path) -> list[str]:
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())


@pytest.mark.parametrize("count", [0, 1, 3])
@pytest.mark.parametrize("layout", list(Layout))
def test_a_stream_can_be_read_back(record: Record, layout: Layout, count: int) -> None:
    stream = io.BytesIO()
    with written_to(stream, layout) as write:
        for _ in range(count):
            write(record)
    text = stream.getvalue().decode("utf-8")
    rows = [json.loads(line) for line in text.splitlines()] if layout is Layout.JSONL else json.loads(text)
    assert rows == [record.model_dump(mode="json")] * count
    assert text.endswith("\n") or not count


def test_a_record_is_on_the_stream_as_soon_as_it_is_written(record: Record) -> None:
    stream = io.BytesIO()
    with written_to(stream, Layout.JSONL) as write:
        write(record)
        assert stream.getvalue().endswith(b"\n")


def test_json_is_utf8_in_the_order_of_the_schema(record: Record) -> None:
    text = as_json(record, Layout.JSONL)
    assert "« Le quai vivra »" in text
    assert list(json.loads(text)) == list(Record.model_fields)
    assert "\n" not in text


def test_a_file_is_replaced_when_all_went_well(record: Record, tmp_path: Path) -> None:
    file = tmp_path / "new" / "out.jsonl"
    with open_sink(str(file)) as write:
        write(record)
        assert not file.exists()
    assert file.read_text("utf-8") == as_json(record, Layout.JSONL) + "\n"
    assert _names(tmp_path) == ["new/out.jsonl"]


def test_after_an_error_the_file_is_as_before(record: Record, tmp_path: Path) -> None:
    file = tmp_path / "out.json"
    file.write_text("before", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt), open_sink(str(file), Layout.JSON) as write:
        write(record)
        raise KeyboardInterrupt
    assert file.read_text("utf-8") == "before"
    assert _names(tmp_path) == ["out.json"]


def test_a_link_keeps_pointing_where_it_did(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("before", encoding="utf-8")
    (tmp_path / "link.txt").symlink_to("real.txt")
    with replacing(tmp_path / "link.txt") as stream:
        stream.write(b"after")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_bytes() == b"after"


def test_a_device_is_written_to(tmp_path: Path) -> None:
    with replacing(Path(os.devnull)) as stream:
        stream.write(b"gone")
    assert not Path(os.devnull).is_file()


def test_a_folder_gets_a_file_for_each_record(record: Record, tmp_path: Path) -> None:
    with open_sink(f"{tmp_path}/out/") as write:
        for path in ("a/x.txt", "a/y.jsonl#1", "a/x.txt"):
            write(_from(record, path))
    assert _names(tmp_path / "out") == ["a/x.txt.json", "a/x.txt~2.json", "a/y.jsonl/1.json"]
    text = (tmp_path / "out" / "a" / "x.txt.json").read_text("utf-8")
    assert text == as_json(_from(record, "a/x.txt"), Layout.JSON) + "\n"


def test_a_second_run_writes_the_same_files(record: Record, tmp_path: Path) -> None:
    for _ in range(2):
        with open_sink(str(tmp_path), Layout.JSONL) as write:
            write(_from(record, "a/x.txt"))
    assert _names(tmp_path) == ["a/x.txt.json"]


@pytest.mark.parametrize(("output", "expected"), [("out/", True), (".", True), ("out", False), ("out.jsonl", False)])
def test_what_is_a_folder(output: str, expected: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert is_folder(output) is expected
