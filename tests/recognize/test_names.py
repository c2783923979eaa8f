from __future__ import annotations

from typing import Any

import pytest

from press_extract import Extractor
from press_extract.record import EntityType
from tests.conftest import cases

TYPES: tuple[EntityType, ...] = ("organization", "person", "place", "project")


@pytest.mark.parametrize("case", cases("names"))
def test_names(case: dict[str, Any], extractor: Extractor) -> None:
    record = extractor(case["text"], published="2026-03-03")
    found: dict[str, set[str]] = {type_: set() for type_ in TYPES}
    for entity in record.entities:
        found[entity.type] |= {m.text for m in entity.mentions if m.kind in {"name", "acronym"}}
    assert found == {type_: set(case.get(type_, [])) for type_ in TYPES}
