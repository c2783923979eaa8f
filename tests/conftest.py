"""What tests share: one extractor for the whole session, and the rows of `cases/`."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from _pytest.mark import ParameterSet

    from press_extract import Extractor

CASES = Path(__file__).parent / "cases"
ROOT = Path(__file__).parents[1]


def cases(name: str) -> list[ParameterSet]:
    """Return the rows `[[case]]` of `cases/NAME.toml`, each under its own `id`."""
    rows: list[dict[str, Any]] = tomllib.loads((CASES / f"{name}.toml").read_text("utf-8"))["case"]
    ids = [row.pop("id") for row in rows]
    assert len(ids) == len(set(ids)), f"{name}.toml: an id stands twice"
    return [pytest.param(row, id=row_id) for row, row_id in zip(rows, ids, strict=True)]


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a small model folder once."""
    from tests.tiny import write_tiny  # noqa: PLC0415

    return write_tiny(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    """Load the French pipeline once."""
    from press_extract import load  # noqa: PLC0415 (most tests need no model)

    return load("fr")


@pytest.fixture(scope="session")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Extractor:
    """Load the French pipeline without judges: what rules and patterns state stands as it is."""
    from press_extract import Config, load  # noqa: PLC0415
    from press_extract.recognize.encoder.model import MANIFEST, read_manifest  # noqa: PLC0415
    from press_extract.recognize.readers import shipped_folder  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("rules")
    for path in shipped_folder().iterdir():
        (folder / path.name).symlink_to(path)
    (folder / MANIFEST).unlink()
    (folder / MANIFEST).write_text(json.dumps(read_manifest(shipped_folder()) | {"judges": {}}), "utf-8")
    return load("fr", Config(model=str(folder)))
