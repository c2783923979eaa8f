from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from press_extract.relate.pairs import TYPES
from press_extract.relate.roles import EVENTS
from tests.conftest import ROOT

pytest.importorskip("torch", reason="extra [train] is not installed")

from press_extract.train.judges import training_rows
from press_extract.train.stated import examples, read_annotated

ROW = {
    "id": "t1",
    "lang": "fr",
    "published": "2026-03-03",
    "text": "La société Verrex a ouvert le 3 mars 2026 une usine à Caen. Elle emploie 40 personnes. Rien à Nantes.",
    "entities": [
        {"id": "o1", "type": "organization", "name": "Verrex", "aliases": []},
        {"id": "l1", "type": "place", "name": "Caen", "aliases": []},
        {"id": "l2", "type": "place", "name": "Nantes", "aliases": []},
    ],
    "dates": [],
    "figures": [],
    "relations": [
        {"type": "located_in", "subject": "o1", "object": "l1"},
        {"type": "has_figure", "subject": "o1", "object": "40 personnes"},
    ],
    "events": [
        {"type": "inauguration", "date": "2026-03-03", "place": "l1", "participants": ["o1"], "attendees": []},
    ],
    "quotes": [],
}


def test_what_a_release_states_is_true_of_its_cases() -> None:
    ties, parts = examples("accurate", "fr", [ROW])
    (tie,), (part,) = ties, parts
    stated = sorted(TYPES[at] for at in np.argwhere(tie.true)[:, 1])
    assert stated == ["has_figure", "located_in"]
    assert tie.true.sum() == 2
    told = {part.keys[group][0] for group, at in np.argwhere(part.true) if EVENTS[at] == "inauguration"}
    assert told == {"date", "place", "with"}
    assert part.true.sum() == 3
    assert tie.states.shape[1] == part.states.shape[1] > 0
    assert tie.places[..., 1].max() <= len(tie.states)


def test_what_is_kept_apart_is_not_trained_on() -> None:
    corpora = ROOT / "corpora"
    apart = {row["id"] for row in read_annotated(corpora, kept_apart=True)}
    trained = {row["id"] for row in training_rows(corpora)}
    assert len(apart) >= 40
    assert not apart & trained


def test_every_annotated_file_belongs_to_releases() -> None:
    names = {path.name for path in (ROOT / "corpora/facts").glob("*.txt")}
    assert names
    assert names <= {path.name for path in Path(ROOT / "corpora/releases").glob("*.txt")}
