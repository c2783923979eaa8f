from __future__ import annotations

import datetime
import hashlib
import json
import subprocess
import sys
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from press_extract.errors import InputError
from press_extract.ingest import Found, ReadOptions, discover, read
from press_extract.release import Release
from tests.conftest import cases

_FACTS = ("title", "url", "language", "publisher", "byline")
_SHOW = """
import sys
from press_extract.ingest import ReadOptions, discover, read
for found in discover(["-"]):
    for each in read(found, ReadOptions(max_bytes=200)):
        told = str(each) if isinstance(each, Exception) else f"{each.path} {each.media_type} {each.text}"
        sys.stdout.buffer.write(f"{told}\\n".encode())
"""


def _read(file: Path, raw: bytes, **options: Any) -> list[Release | InputError]:
    file.write_bytes(raw)
    return [each for found in discover([str(file)]) for each in read(found, ReadOptions(**options))]


def _release(file: Path, raw: bytes, **options: Any) -> Release:
    (release,) = _read(file, raw, **options)
    assert isinstance(release, Release)
    return release


@pytest.mark.parametrize("case", cases("ingest_rows"))
def test_row(case: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / "x.jsonl"
    row = case["row"].encode()
    first, last = _read(file, row + b'\n{"text": "next", "id": "n"}\n')
    assert isinstance(last, Release)
    assert last.path == f"{file}#n"
    if "error" in case:
        assert isinstance(first, InputError)
        assert (first.message, first.where) == (case["error"], f"{file}#1")
        return
    assert isinstance(first, Release)
    assert (first.text, first.path) == (case["text"], f"{file}{case['path']}")
    assert {fact: getattr(first, fact) for fact in _FACTS} == {fact: case.get(fact) for fact in _FACTS}
    assert str(first.published or "") == case.get("published", "")
    assert [issue.code for issue in first.issues] == case.get("issues", [])
    assert (first.media_type, first.sha256) == ("application/x-ndjson", hashlib.sha256(row).hexdigest())


def test_rows_are_counted_as_an_editor_counts_lines(tmp_path: Path) -> None:
    file = tmp_path / "x.ndjson"
    raw = b'\xef\xbb\xbf{"text": "a"}\r\n\r\n\n{"text": "caf\xe9 cr\xe8me"}\n' + b"[" * 100_000 + b'\n{"text": "z"}'
    first, second, third, last = _read(file, raw)
    assert isinstance(first, Release) and isinstance(second, Release) and isinstance(last, Release)
    assert [each.path for each in (first, second, last)] == [f"{file}#1", f"{file}#4", f"{file}#6"]
    assert (second.text, second.encoding) == ("café crème", "windows-1252")
    assert isinstance(third, InputError)
    assert third.where == f"{file}#5"
    assert "recursion" in third.message


def test_a_row_over_the_limit_costs_itself(tmp_path: Path) -> None:
    file = tmp_path / "x.jsonl"
    rows = [json.dumps({"text": "a" * size}).encode() for size in (5, 300, 6)]
    first, second, third = _read(file, b"\n".join(rows), max_bytes=100)
    assert isinstance(first, Release) and isinstance(third, Release)
    assert isinstance(second, InputError)
    assert second.where == f"{file}#2"
    assert "more than 100 bytes" in second.message
    exact = _release(file, rows[0], max_bytes=len(rows[0]))
    assert exact.text == "aaaaa"


def test_rows_in_utf16_are_refused_once(tmp_path: Path) -> None:
    (error,) = _read(tmp_path / "x.jsonl", '{"text": "a"}\n{"text": "b"}\n'.encode("utf-16"))
    assert isinstance(error, InputError)
    assert "UTF-16" in error.message


def test_metadata_wins_over_the_run(tmp_path: Path) -> None:
    run = {"published": datetime.date(2030, 1, 2), "language": "es"}
    own = _release(tmp_path / "x.md", b"---\ndate: 2031-03-05\nlang: en\n---\nBody", **run)
    assert (own.published, own.published_from, own.language) == (datetime.date(2031, 3, 5), "metadata", "en")
    none = _release(tmp_path / "x.txt", b"Body", **run)
    assert (none.published, none.published_from, none.language) == (datetime.date(2030, 1, 2), "option", "es")


@pytest.mark.parametrize("raw", [b"", b" \n", b"\xff\xfe", "\ufeff\u200b\n".encode(), b"%PDF-1.4", b"\x00\x01" * 50])
@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
def test_bad_files_are_errors_that_say_where(raw: bytes, suffix: str, tmp_path: Path) -> None:
    file = tmp_path / f"x{suffix}"
    (error,) = _read(file, raw)
    assert isinstance(error, InputError)
    assert error.where == str(file)


def test_a_big_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "x.txt"
    assert _release(file, b"a" * 10, max_bytes=10).text == "a" * 10
    (error,) = _read(file, b"a" * 11, max_bytes=10)
    assert isinstance(error, InputError)
    assert error.message == "has more than 10 bytes, the limit for one release"


def test_lost_bytes_are_marked_where_they_stand(tmp_path: Path) -> None:
    release = _release(tmp_path / "x.txt", "\n\nÉté, forêt, août ".encode() + b"\xe9.")
    (issue,) = release.issues
    assert (issue.code, issue.start, issue.end) == ("undecodable_bytes", 17, 18)
    assert release.text[17] == "\ufffd"


@pytest.mark.parametrize("suffix", [".txt", ".md", ".jsonl"])
def test_a_long_text_is_cut_and_says_so(suffix: str, tmp_path: Path) -> None:
    text = "Un mot. " * 1000
    raw = json.dumps({"text": text}) if suffix == ".jsonl" else text
    release = _release(tmp_path / f"x{suffix}", raw.encode(), max_chars=100)
    (issue,) = release.issues
    assert issue.code == "text_truncated"
    assert 90 < len(release.text) <= 100
    assert f"the first {len(release.text)} were read (limit 100)" in issue.message


def test_mojibake_in_the_metadata_is_mended(tmp_path: Path) -> None:
    release = _release(tmp_path / "x.jsonl", '{"text": "a", "title": "Le cÃ´tÃ©\u00a0 est"}'.encode())
    assert release.title == "Le côté est"


def test_a_file_that_went_away_is_an_error(tmp_path: Path) -> None:
    (error,) = read(Found("x.txt", file=tmp_path / "x.txt"), ReadOptions())
    assert isinstance(error, InputError)
    assert error.where == "x.txt"


def test_what_was_skipped_gives_nothing_and_what_failed_its_error() -> None:
    failure = InputError("does not exist")
    assert list(read(Found("x.pdf", skipped="files .pdf are not read"), ReadOptions())) == []
    assert list(read(Found("x.txt", error=failure), ReadOptions())) == [failure]


@pytest.mark.parametrize("text", ["Un été « long », dit-il.\n" * 800_000, "Un été « long », dit-il. " * 40_000])
def test_large_texts_pass_in_seconds(text: str, tmp_path: Path) -> None:
    start = perf_counter()
    _release(tmp_path / "x.txt", text.encode())
    assert perf_counter() - start < 10


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Un été.", ["- text/plain Un été."]),
        ('{"x": 1}', ['- text/plain {"x": 1}']),
        ("<!DOCTYPE html><p>Un été.</p>", ["- text/html Un été."]),
        (
            '\n{"text": "a"}\n\n{"text": 1}\n{"id": 9, "text": "b"}',
            [
                "-#2 application/x-ndjson a",
                "-#4: 'text' is a number; expected a string (quote the value of 'text')",
                "-#9 application/x-ndjson b",
            ],
        ),
        ("", ["-: empty: there is nothing in it but white space (leave it out, or check its export)"]),
        ("a" * 201, ["-: has more than 200 bytes, the limit for one release (split the file, or raise max_bytes)"]),
    ],
)
def test_standard_input(given: str, shown: list[str]) -> None:
    done = subprocess.run([sys.executable, "-c", _SHOW], input=given.encode(), capture_output=True, check=True)
    assert done.stdout.decode().splitlines() == shown
