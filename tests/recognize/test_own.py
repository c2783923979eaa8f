from __future__ import annotations

from pathlib import Path

import pytest

from press_extract.errors import ConfigError
from press_extract.mentions import Span
from press_extract.recognize.own import OwnName, OwnNames, load_own_names

NAMES = OwnNames(
    [
        OwnName("Halle Bleue", ("HB", "La Bleue"), "project", "p-7"),
        OwnName("Halle Bleue de Vire", (), "place", None),
        OwnName("Société d'Orival", (), "organization", "o-1"),
    ]
)


def words(text: str) -> list[Span]:
    found, at = [], 0
    for word in text.replace("'", " ").split(" "):
        found.append(Span(at, at + len(word)))
        at += len(word) + 1
    return found


@pytest.mark.parametrize(
    ("text", "matches"),
    [
        ("La Halle Bleue ouvre.", ["Halle Bleue"]),
        ("La Halle Bleue de Vire ouvre.", ["Halle Bleue de Vire"]),
        ("LA HALLE BLEUE OUVRE.", ["HALLE BLEUE"]),
        ("Une halle bleue ouvre.", []),
        ("Le HB, oui ; HBX, non.", ["HB"]),
        ("Chez Societe d'Orival.", ["Societe d'Orival"]),
        ("", []),
    ],
)
def test_finds_whole_words(text: str, matches: list[str]) -> None:
    assert [text[m.start : m.end] for m in NAMES.find(text, words(text))] == matches


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("own.csv", "name,aliases,type,id\nHalle Bleue,HB|La Bleue,project,p-7\n"),
        ("own.jsonl", '{"name": "Halle Bleue", "aliases": ["HB", "La Bleue"], "type": "project", "id": "p-7"}\n'),
    ],
)
def test_reads_files(tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / name
    path.write_text(content, "utf-8")
    (match,) = load_own_names(path).find("Au HB.", words("Au HB."))
    assert match.entry == OwnName("Halle Bleue", ("HB", "La Bleue"), "project", "p-7")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("own.csv", "name,type\nHalle,plant\n", r"own\.csv:2: found the type 'plant'"),
        ("own.csv", "name,type\n,place\n", "without a name"),
        ("own.jsonl", "{nothing\n", "no JSON"),
    ],
)
def test_a_faulty_row_is_named(tmp_path: Path, name: str, content: str, message: str) -> None:
    path = tmp_path / name
    path.write_text(content, "utf-8")
    with pytest.raises(ConfigError, match=message):
        load_own_names(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load_own_names(tmp_path / "none.csv")
