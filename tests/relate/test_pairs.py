from __future__ import annotations

import pytest

from press_extract.mentions import Span
from press_extract.relate.context import RelationDraft
from press_extract.relate.owners import Subjects
from press_extract.relate.pairs import SAID, TYPES, Pair, PairReader
from tests.relate.conftest import Compose

NOTHING = [r"(?!)"]


def pairs_of(compose: Compose, text: str, stated: list[RelationDraft] | None = None) -> dict[tuple[str, str], Pair]:
    document = compose(text)
    found = PairReader(document, Subjects(document, NOTHING), stated or []).pairs()
    return {(text[slice(*span(pair, 0))], text[slice(*span(pair, 1))]): pair for pair in found}


def span(pair: Pair, at: int) -> tuple[int, int]:
    return pair.spans[at].start, pair.spans[at].end


@pytest.mark.parametrize(
    ("text", "ends", "types"),
    [
        pytest.param("Ondaine signe avec Verrex.", ("Ondaine", "Verrex"),
                     {"subsidiary_of", "partner_of", "acquires", "finances", "member_of"}, id="two organisations"),
        pytest.param("Ana Brel dirige Ondaine.", ("Ana Brel", "Ondaine"), {"holds_position", "finances", "member_of"},
                     id="a person and an organisation"),
        pytest.param("Ondaine est à Caen.", ("Ondaine", "Caen"), {"located_in"}, id="an organisation and a place"),
        pytest.param("Ondaine porte la Halle Bleue.", ("Ondaine", "Halle Bleue"), {"finances", "develops", "member_of"},
                     id="an organisation and a project"),
        pytest.param("La Halle Bleue crée 40 postes.", ("Halle Bleue", "40 postes"), {"has_figure"}, id="a figure"),
    ],
)  # fmt: skip
def test_types_that_can_tie_two_things(compose: Compose, text: str, ends: tuple[str, str], types: set[str]) -> None:
    assert set(pairs_of(compose, text)[ends].types) == types


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        pytest.param("Ana Brel parle de Luc Sorbier.", ("Ana Brel", "Luc Sorbier"), id="two persons"),
        pytest.param("Caen salue Ana Brel.", ("Caen", "Ana Brel"), id="a place and a person"),
        pytest.param("Ondaine et Verrex. Un. Deux. Trois. Ondaine ouvre à Caen.", ("Verrex", "Caen"), id="far apart"),
    ],
)
def test_what_no_relation_ties_is_no_pair(compose: Compose, text: str, ends: tuple[str, str]) -> None:
    assert ends not in pairs_of(compose, text)


def test_all_pairs_show_the_same_numbers(compose: Compose) -> None:
    found = pairs_of(compose, "Ana Brel dirige Ondaine à Caen. La Halle Bleue crée 40 postes avec Verrex.")
    assert len(found) > 10
    assert len({len(pair.seen) for pair in found.values()}) == 1


def test_what_the_patterns_state_can_be_seen(compose: Compose) -> None:
    text = "Ondaine est à Caen."
    stated = [RelationDraft("located_in", 0, 1, Span(0, len(text)), 0.8)]
    seen = pairs_of(compose, text, stated)["Ondaine", "Caen"].seen[-SAID:]
    assert seen[TYPES.index("located_in")] == 0.8
    assert sum(seen[: len(TYPES)]) == 0.8
