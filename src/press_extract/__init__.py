"""Read press releases into validated records.

>>> from press_extract import load
>>> extractor = load("fr")
>>> record = extractor("Rabat, le 3 mars 2026 - ...", published="2026-03-03")
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from press_extract.config import Config
    from press_extract.errors import (
        ConfigError,
        ExtractionError,
        InputError,
        LanguageDataError,
        ModelError,
        PressExtractError,
    )
    from press_extract.pipeline import Extractor, extract, load
    from press_extract.record import Record
    from press_extract.release import Release
    from press_extract.values import read_values

# Names are resolved on first use, so that the command line can answer before any model is imported.
_HOMES = {
    "Config": "config",
    "ConfigError": "errors",
    "ExtractionError": "errors",
    "Extractor": "pipeline",
    "InputError": "errors",
    "LanguageDataError": "errors",
    "ModelError": "errors",
    "PressExtractError": "errors",
    "Record": "record",
    "Release": "release",
    "extract": "pipeline",
    "load": "pipeline",
    "read_values": "values",
}

__all__ = [
    "Config",
    "ConfigError",
    "ExtractionError",
    "Extractor",
    "InputError",
    "LanguageDataError",
    "ModelError",
    "PressExtractError",
    "Record",
    "Release",
    "extract",
    "load",
    "read_values",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
