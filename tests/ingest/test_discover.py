from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from press_extract.ingest import Found, discover


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("in/b.txt", "in/a.MD", "in/sub/c.jsonl", "in/.hidden.txt", "in/.git/d.txt", "in/z.pdf", "out.txt"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text("text")
    return tmp_path


def _told(found: Found) -> tuple[str, str]:
    state = "error" if found.error else found.skipped or "read"
    return found.path, state


def test_a_folder_is_walked_in_order(folder: Path) -> None:
    found = list(discover(["in"]))
    assert [_told(each) for each in found] == [
        ("in/a.MD", "read"),
        ("in/b.txt", "read"),
        ("in/z.pdf", "files .pdf are not read"),
        ("in/sub/c.jsonl", "read"),
    ]
    assert {each.root for each in found} == {"in"}
    assert found[0].file == Path("in/a.MD")


@pytest.mark.parametrize("given", ["in", "./in", "in/", "{absolute}/in"])
def test_paths_stay_as_named(folder: Path, given: str) -> None:
    given = given.format(absolute=folder)
    assert next(discover([given])).path == f"{given.rstrip('/')}/a.MD"


def test_files_and_the_standard_input_stay_in_the_order_given(folder: Path) -> None:
    found = list(discover(["out.txt", "-", "./in/b.txt"]))
    assert [(each.path, each.root) for each in found] == [("out.txt", None), ("-", None), ("./in/b.txt", None)]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("nowhere.txt", "does not exist"),
        ("in/z.pdf", "is a .pdf file; expected one of .htm "),
        ("a\0b.txt", "embedded null byte"),
        ("out.txt/x.txt", "Not a directory"),
    ],
)
def test_what_cannot_be_read_is_an_error(folder: Path, given: str, message: str) -> None:
    (found,) = discover([given])
    assert found.error is not None
    assert message in found.error.message
    assert found.error.where == found.path == given


def test_a_named_pipe_is_no_file(folder: Path) -> None:
    os.mkfifo("in/pipe.txt")
    assert ("in/pipe.txt", "not a regular file") in [_told(each) for each in discover(["in"])]
    (found,) = discover(["in/pipe.txt"])
    assert found.error is not None
    assert "neither a file nor a folder" in found.error.message


def test_links_inside_are_followed_and_links_that_leave_are_not(folder: Path) -> None:
    shutil.rmtree("in/sub")
    Path("in/inside.txt").symlink_to("b.txt")
    Path("in/leaves.txt").symlink_to("../out.txt")
    Path("in/loop").symlink_to(".")
    Path("in/broken.txt").symlink_to("nowhere")
    told = dict(_told(each) for each in discover(["in"]))
    assert told["in/inside.txt"] == "read"
    assert told["in/leaves.txt"] == "a link that leaves the folder"
    assert told["in/loop"] == "a link to a folder"
    assert told["in/broken.txt"] == "error"
    assert not any(path.startswith("in/loop/") for path in told)


def test_a_name_that_is_no_utf8_can_be_shown(folder: Path) -> None:
    Path(os.fsdecode(b"in/caf\xe9.txt")).write_text("text")
    shown = [each.path for each in discover(["in"])]
    assert "in/caf\ufffd.txt" in shown
