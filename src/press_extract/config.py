"""The settings of a run: from a TOML file, the environment and the command line, each weighing more than the last."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from press_extract.errors import ConfigError
from press_extract.pack import named_languages

DEFAULT_FILE = Path("press-extract.toml")
ENVIRONMENT_PREFIX = "PRESS_EXTRACT_"

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _iso_day(value: Any) -> Any:
    # Without this, pydantic would take 20250430 for seconds since 1970.
    if isinstance(value, datetime.datetime) or not isinstance(value, datetime.date | str | None):
        raise ValueError("not a day")
    if isinstance(value, str) and not _ISO_DAY.fullmatch(value):
        raise ValueError("not a day")
    return value


def _language_with_pack(value: str) -> str:
    if value not in named_languages():
        raise ValueError("no pack")
    return value


class Config(BaseModel):
    """Hold what a run may be told; each field's description says what is expected of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    language: Annotated[str, AfterValidator(_language_with_pack)] | None = Field(
        None,
        description=f"the language of releases that name none, one of: {', '.join(named_languages())}",
    )
    published: Annotated[datetime.date, BeforeValidator(_iso_day)] | None = Field(
        None,
        description="the day (YYYY-MM-DD) of releases that name none",
    )
    model: str | None = Field(None, min_length=1, description="accurate, fast, or the name of another recogniser")
    gazetteer: Path | None = Field(None, description="a CSV or JSON Lines file with your own names, which win")
    max_chars: int = Field(300_000, ge=1_000, description="characters (1000 or more) after which a text is cut")
    max_bytes: int = Field(100_000_000, ge=1_000, description="bytes (1000 or more) above which an input is refused")
    batch_size: int = Field(32, ge=1, le=10_000, description="releases (1 to 10000) that are worked on together")


def load_config(
    file: Path | None = None,
    environment: Mapping[str, str] | None = None,
    options: Mapping[str, Any] | None = None,
) -> Config:
    """Read the settings; an option that is None and an empty variable count as not given.

    Args:
        file: a TOML file; without it `press-extract.toml` of the working folder is read if there is one.
        environment: variables, of which those that begin with `PRESS_EXTRACT_` are settings.
        options: what the command line says.

    Raises:
        ConfigError: the file cannot be read, a setting is unknown, or a value is not what is expected.
    """
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for key, value, origin in (*_from_file(file), *_from_environment(environment or {}), *_from_options(options or {})):
        values[key], origins[key] = value, origin
    try:
        return Config.model_validate(values)
    except ValidationError as error:
        key = str(error.errors()[0]["loc"][0])
        raise _misfit(key, values[key], origins[key]) from error


def _from_file(file: Path | None) -> Iterator[tuple[str, Any, str]]:
    path = file or DEFAULT_FILE
    if file is None and not path.is_file():
        return
    try:
        settings = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ConfigError(f"cannot be read: {reason}", where=str(path), hint="expected a TOML file in UTF-8") from error
    yield from ((key, value, str(path)) for key, value in settings.items())


def _from_environment(environment: Mapping[str, str]) -> Iterator[tuple[str, Any, str]]:
    for variable, value in environment.items():
        if variable.startswith(ENVIRONMENT_PREFIX) and value:
            yield variable.removeprefix(ENVIRONMENT_PREFIX).lower(), value, f"environment {variable}"


def _from_options(options: Mapping[str, Any]) -> Iterator[tuple[str, Any, str]]:
    for key, value in options.items():
        if value is not None:
            yield key, value, f"option --{key.replace('_', '-')}"


def _misfit(key: str, value: Any, origin: str) -> ConfigError:
    field = Config.model_fields.get(key)
    if field is None:
        close = get_close_matches(key, Config.model_fields, n=1)
        hint = f"did you mean {close[0]!r}?" if close else f"known: {', '.join(Config.model_fields)}"
        return ConfigError(f"unknown setting {key!r}", where=origin, hint=hint)
    return ConfigError(f"{key}: found {value!r}, expected {field.description}", where=origin)
