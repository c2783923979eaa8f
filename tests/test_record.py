from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from press_extract import Extractor, Record
from press_extract.record import check_date_value

TEXT = "La société Verrex a réalisé en 2025 un chiffre d'affaires de 40 millions d'euros. M. Karim Tazi la dirige."


@pytest.fixture(scope="module")
def content(extractor: Extractor) -> dict[str, Any]:
    return extractor(TEXT, published="2026-03-03").model_dump(mode="json")


def changed(content: dict[str, Any], path: str, value: object) -> str:
    """Return the JSON of `content` with the value at `path` (keys and indexes, dots between) replaced."""
    import copy  # noqa: PLC0415
    import json  # noqa: PLC0415

    copied = copy.deepcopy(content)
    at: Any = copied
    *steps, last = path.split(".")
    for step in steps:
        at = at[int(step)] if step.isdigit() else at[step]
    at[int(last) if last.isdigit() else last] = value
    return json.dumps(copied)


def test_a_record_reads_what_it_wrote(content: dict[str, Any], extractor: Extractor) -> None:
    record = extractor(TEXT, published="2026-03-03")
    assert Record.model_validate_json(record.model_dump_json()) == record


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("entities.0.mentions.0.start", 4, "is"),
        ("entities.0.mentions.0.text", "Autre", "not 'Autre'"),
        ("entities.0.id", "X1", "pattern"),
        ("entities.1.id", "E1", "E1 stands twice"),
        ("relations.0.subject", "E99", "refers to E99"),
        ("relations.0.object", "E1", "no figure"),
        ("dates.0.value", "2025-13", "month"),
        ("dates.0.value", "mars", "no date value"),
        ("figures.0.upper", 50, "disagree"),
        ("figures.0.confidence", 1.5, "less than or equal"),
        ("schema_version", "2.0", "1.0"),
        ("id", "sha256:0", "pattern"),
    ],
)
def test_a_broken_rule_is_refused(content: dict[str, Any], path: str, value: object, message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Record.model_validate_json(changed(content, path, value))


def test_a_record_cannot_be_changed(extractor: Extractor) -> None:
    record = extractor(TEXT, published="2026-03-03")
    with pytest.raises(ValidationError, match="frozen"):
        setattr(record, "text", "autre")  # noqa: B010 (a type checker refuses the plain way)


@pytest.mark.parametrize(
    "value", ["2026", "2026-03", "2026-03-03", "2026-Q1", "202X", "XXXX-03-03", "2025/2026", "2026-03-01/.."]
)
def test_date_values(value: str) -> None:
    assert check_date_value(value) == value


@pytest.mark.parametrize("value", ["2026-02-30", "2026-3", "26-03-03", "2026-Q5", "2026/2025", "2026-00"])
def test_no_date_values(value: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        check_date_value(value)
