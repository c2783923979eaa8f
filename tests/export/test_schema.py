"""The schema: committed as it is, and true of what is written."""

from __future__ import annotations

import json

import jsonschema
import pytest

from press_extract.export.json_text import as_json
from press_extract.export.layout import Layout
from press_extract.export.schema import record_schema, schema_text
from press_extract.record import SCHEMA_VERSION, Record
from tests.conftest import ROOT


def test_the_committed_schema_is_not_stale() -> None:
    committed = (ROOT / "docs" / "record.schema.json").read_text("utf-8")
    assert committed == schema_text(), "run: press-extract schema -o docs/record.schema.json"


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(record_schema())
    assert record_schema()["$id"] == f"urn:press-extract:record:{SCHEMA_VERSION}"


@pytest.mark.parametrize("layout", list(Layout))
def test_a_record_is_valid(record: Record, layout: Layout) -> None:
    jsonschema.Draft202012Validator(record_schema()).validate(json.loads(as_json(record, layout)))


@pytest.mark.parametrize("key", list(Record.model_fields))
def test_every_key_is_promised(record: Record, key: str) -> None:
    row = {name: value for name, value in record.model_dump(mode="json").items() if name != key}
    with pytest.raises(jsonschema.ValidationError, match=f"'{key}' is a required property"):
        jsonschema.Draft202012Validator(record_schema()).validate(row)
