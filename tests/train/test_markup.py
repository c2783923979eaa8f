from __future__ import annotations

from pathlib import Path

import pytest

from press_extract.errors import InputError
from press_extract.train.markup import entities, gold_row, parse, read_file, write

SOURCE = "{signing}Le [Conseil de [Vire|L]|O1] et [Brasil & Fils|O] signent ; le [Conseil|O1] dit \\[sic\\] oui."


def test_reads_marks_events_and_escapes() -> None:
    marked = parse(SOURCE)
    assert marked.text == "Le Conseil de Vire et Brasil & Fils signent ; le Conseil dit [sic] oui."
    assert [(marked.text[m.start : m.end], m.label, m.entity) for m in marked.marks] == [
        ("Conseil de Vire", "organization", "1"),
        ("Vire", "place", ""),
        ("Brasil & Fils", "organization", ""),
        ("Conseil", "organization", "1"),
    ]
    assert marked.events == ((0, "signing"),)


def test_what_is_written_reads_the_same() -> None:
    marked = parse(SOURCE)
    assert write(marked) == SOURCE
    assert parse(write(marked)) == marked


def test_gives_entities_by_number_and_form_without_what_lies_inside() -> None:
    assert entities(parse(SOURCE)) == [
        ("organization", ["Conseil de Vire", "Conseil"]),
        ("organization", ["Brasil & Fils"]),
    ]


def test_a_title_is_no_entity() -> None:
    assert entities(parse("[Ana Vire|P], [maire|T]")) == [("person", ["Ana Vire"])]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("[Vire|L", "not closed"),
        ("Vire|L]", "without its bracket"),
        ("[Vire|X]", "unknown letter"),
        ("{party}Vire", "unknown event"),
        ("Vire]", "stray"),
    ],
)
def test_broken_markup_is_named(source: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse(source)


def test_reads_a_file_of_releases(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("=== a-1\nlang: fr\nsplit: test\n\n[Vire|L] dort.\n\n=== a-2\nlang: en\n\nNothing.\n", "utf-8")
    first, second = read_file(path)
    assert (first.id, first.language, first.kept_apart, first.text) == ("a-1", "fr", True, "Vire dort.")
    assert (second.id, second.kept_apart, second.text) == ("a-2", False, "Nothing.")
    assert gold_row(first)["entities"] == [{"id": "e1", "type": "place", "name": "Vire", "aliases": []}]


def test_an_error_names_file_and_release(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("=== a-1\nlang: fr\n\n[Vire|L\n", "utf-8")
    with pytest.raises(InputError, match=r"x\.txt#a-1"):
        read_file(path)
