"""The JSON Schema of the record, for those who read records without this program."""

from __future__ import annotations

import json
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from press_extract.record import SCHEMA_VERSION, Record

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _AsWritten(GenerateJsonSchema):
    """Promise every key, as records are written with all of them, also those whose value is a default."""

    def field_is_required(self, field: Any, total: bool) -> bool:
        return True


def record_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the records that this program writes."""
    schema = Record.model_json_schema(mode="serialization", schema_generator=_AsWritten)
    head = {
        "$schema": _DIALECT,
        "$id": f"urn:press-extract:record:{SCHEMA_VERSION}",
        "title": "press-extract record",
        "description": schema.pop("description"),
    }
    return head | {key: value for key, value in schema.items() if key not in head}


def schema_text() -> str:
    """Return the schema as indented JSON, ready for a file."""
    return json.dumps(record_schema(), ensure_ascii=False, indent=2) + "\n"
