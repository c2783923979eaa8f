from __future__ import annotations

from pathlib import Path

import pytest

from press_extract.errors import InputError
from press_extract.train.markup import read_file
from press_extract.train.told import Fact, Happening, read_told, told_row

RELEASE = """=== fr-test-001
lang: fr
country: FR
published: 2026-03-04
kind: release

{signing}La [Ville de [Caen|L1]|O2] et la société [Verrex|O] ont signé hier une convention.
Mme [Ana
Brel|P3], [maire|T] de [Caen|L1] : « Quarante emplois nous attendent. » [Verrex|O] emploie 40 personnes.
"""
TOLD = """=== fr-test-001
partner_of | O2 | O:Verrex | ont signé hier une convention
holds_position | P3 | L1 | maire | Mme Ana Brel, maire de Caen
has_figure | O:Verrex | 40 personnes | Verrex emploie 40 personnes
event | signing | 2026-03-03 | - | O2; O:Verrex | -
quote | P3 | Quarante emplois
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    releases, told = tmp_path / "releases.txt", tmp_path / "told.txt"
    releases.write_text(RELEASE, encoding="utf-8")
    told.write_text(TOLD, encoding="utf-8")
    return releases, told


def test_what_a_release_tells_is_read(files: tuple[Path, Path]) -> None:
    marked = {release.id: release for release in read_file(files[0])}
    told = read_told(files[1], marked)["fr-test-001"]
    assert told.facts == [
        Fact("partner_of", 0, 1, "ont signé hier une convention"),
        Fact("holds_position", 2, 3, "Mme Ana Brel, maire de Caen", "maire"),
        Fact("has_figure", 1, "40 personnes", "Verrex emploie 40 personnes"),
    ]
    assert told.events == [Happening("signing", "2026-03-03", None, (0, 1), ())]
    assert told.quotes == [(2, "Quarante emplois")]
    row = told_row(marked["fr-test-001"], told)
    assert row["relations"][1] == {"type": "holds_position", "subject": "e3", "object": "e4", "title": "maire"}
    assert [entity["name"] for entity in row["entities"]] == ["Ville de Caen", "Verrex", "Ana\nBrel", "Caen"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        pytest.param("partner_of | O2 | O9 | ont signé", "'O9' is no entity", id="unknown_number"),
        pytest.param("partner_of | O2 | O:Doral | ont signé", "'O:Doral' is no entity", id="unknown_name"),
        pytest.param("partner_of | O2 | L1 | ont signé", "cannot lead from organization to place", id="wrong_type"),
        pytest.param("partner_of | O2 | O2 | ont signé", "cannot lead", id="of_itself"),
        pytest.param("partner_of | O2 | O:Verrex | ont dansé", "'ont dansé' is not in the text", id="no_evidence"),
        pytest.param("partner_of | O2 | O:Verrex", "found 3 parts, expected 4", id="too_few_parts"),
        pytest.param(
            "likes | O2 | O:Verrex | ont signé", "found 'likes', expected event, quote", id="unknown_relation"
        ),
        pytest.param("event | party | - | - | O2 | -", "unknown event 'party'", id="unknown_event"),
    ],
)
def test_a_broken_line_is_named(line: str, message: str, files: tuple[Path, Path]) -> None:
    files[1].write_text(f"=== fr-test-001\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match="fr-test-001") as caught:
        read_told(files[1], {release.id: release for release in read_file(files[0])})
    assert message in str(caught.value)
    assert repr(line) in str(caught.value)


def test_a_release_that_does_not_exist_is_named(files: tuple[Path, Path]) -> None:
    files[1].write_text("=== fr-test-009\n", encoding="utf-8")
    with pytest.raises(InputError, match="fr-test-009: is no release"):
        read_told(files[1], {})
