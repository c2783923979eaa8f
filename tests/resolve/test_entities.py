from __future__ import annotations

from typing import Any

import pytest

from press_extract import Extractor
from tests.conftest import cases


@pytest.mark.parametrize("case", cases("entities"))
def test_named_forms_are_gathered(case: dict[str, Any], extractor: Extractor) -> None:
    record = extractor(case["text"], published="2026-03-03")
    groups = sorted(sorted({entity.name, *entity.aliases}) for entity in record.entities)
    assert groups == sorted(sorted(group) for group in case["groups"])


def test_a_pointer_is_a_mention_and_no_alias(extractor: Extractor) -> None:
    record = extractor("La société Verrex recrute. Le groupe ouvre une usine.", published="2026-03-03")
    (entity,) = record.entities
    assert [(mention.text, mention.kind) for mention in entity.mentions] == [
        ("Verrex", "name"),
        ("Le groupe", "nominal"),
    ]
    assert entity.aliases == ()


def test_a_place_known_once_has_a_link(extractor: Extractor) -> None:
    record = extractor("La fête aura lieu à Ouagadougou.", published="2026-03-03")
    ((link,),) = [entity.links for entity in record.entities]
    assert (link.authority, link.id) == ("geonames", "2357048")
