from __future__ import annotations

from typing import Any

import pytest

from press_extract import Extractor, Record
from tests.conftest import cases

PUBLISHED = "2026-03-03"


def named(record: Record) -> dict[str, str]:
    return {entity.id: entity.name for entity in record.entities}


@pytest.mark.parametrize("case", cases("facts"))
def test_relations(case: dict[str, Any], rules: Extractor) -> None:
    record = rules(case["text"], published=PUBLISHED)
    names = named(record)
    stated = set()
    for relation in record.relations:
        if relation.type != "has_figure":
            ends = [names[relation.subject], names[relation.object]]
            parts = [relation.type, *(sorted(ends) if relation.type == "partner_of" else ends)]
            stated.add(" | ".join([*parts, *relation.attributes.values()]))
    assert stated == set(case["relations"])


@pytest.mark.parametrize("case", cases("figures_owned"))
def test_owners(case: dict[str, Any], rules: Extractor) -> None:
    record = rules(case["text"], published=PUBLISHED)
    owners = [named(record)[relation.subject] for relation in record.relations if relation.type == "has_figure"]
    assert owners == [case["owner"]]


@pytest.mark.parametrize("case", cases("quotes"))
def test_quotes(case: dict[str, Any], rules: Extractor) -> None:
    record = rules(case["text"], published=PUBLISHED)
    names = named(record)
    assert [[quote.text, names.get(quote.speaker or "", "")] for quote in record.quotes] == case["quotes"]


@pytest.mark.parametrize("case", cases("events"))
def test_events(case: dict[str, Any], rules: Extractor) -> None:
    record = rules(case["text"], published=PUBLISHED)
    names = named(record)
    assert [f"{event.type} {event.date}" for event in record.events] == case["events"]
    for event in record.events:
        assert names.get(event.place or "") == case.get("place", names.get(event.place or ""))
        assert set(case.get("participants", [])) <= {names[index] for index in event.participants}
        assert set(case.get("attendees", [])) <= {names[index] for index in event.attendees}
