"""The errors of press-extract: each says what was found, what was expected, where, and what to do."""

from __future__ import annotations


class PressExtractError(Exception):
    """Stand for anything that press-extract raises on purpose."""

    kind = "error"

    def __init__(self, message: str, *, where: str | None = None, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f" ({self.hint})" if self.hint else ""
        return f"{place}{self.message}{advice}"


class InputError(PressExtractError):
    """Say that one input cannot be read; its neighbours are not concerned."""

    kind = "input"


class ConfigError(PressExtractError):
    """Say that a setting is missing, unknown or out of range."""

    kind = "config"


class LanguageDataError(PressExtractError):
    """Say that a file under `lang/` breaks the schema of its part."""

    kind = "language-data"


class ModelError(PressExtractError):
    """Say that a model is missing or does not fit this version."""

    kind = "model"


class ExtractionError(PressExtractError):
    """Say that a stage failed on one release."""

    kind = "extraction"
