"""The forms that JSON output has."""

from __future__ import annotations

from enum import StrEnum


class Layout(StrEnum):
    """Name a form: one record a line, or a readable array."""

    JSONL = "jsonl"
    JSON = "json"
