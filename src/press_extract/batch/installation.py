"""What is installed and in force: versions, models, languages, settings."""

from __future__ import annotations

import platform
from collections.abc import Iterator

from press_extract.batch.run import loaded
from press_extract.config import Config
from press_extract.pack import named_languages
from press_extract.pipeline import program_version


def installation(config: Config) -> Iterator[tuple[str, str]]:
    """Yield a name and a value for everything that a report of a fault should tell.

    Raises:
        ModelError: a model is missing or does not fit this version.
    """
    yield "press-extract", program_version()
    yield "python", platform.python_version()
    yield "platform", platform.platform()
    yield "languages", ", ".join(named_languages())
    for model in loaded(config).models:
        yield "model", f"{model.name} {model.version}"
    for name, value in config:
        yield f"setting {name}", "not set" if value is None else str(value)
