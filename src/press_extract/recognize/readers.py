"""Readers: the trained recognisers that a name can mean, and how each is found."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Protocol

from press_extract.errors import ModelError
from press_extract.recognize.encoder.model import MANIFEST, Encoder, Reading


class Reader(Protocol):
    """Mark the names of a text; `name` and `version` say which model does it."""

    name: str
    version: str

    def __call__(self, text: str) -> Reading: ...  # noqa: D102


@cache
def load_reader(model: str, threads: int = 1) -> Reader:
    """Return the recogniser that `model` names.

    Args:
        model: a folder that `press-extract train` made, `FOLDER#VARIANT` for one of its variants; or the folder or hub
            name of a Hugging Face token-classification model.
        threads: for one text.

    Raises:
        ModelError: there is none of that name, or it cannot be loaded.
    """
    folder, _, variant = model.partition("#")
    if (Path(folder) / MANIFEST).is_file():
        return Encoder(Path(folder), variant or "accurate", threads)
    if "/" not in model and not Path(model).is_dir():
        raise ModelError(
            f"no model {model!r}", hint="expected an installed spaCy pipeline, a folder, or OWNER/NAME of a hub"
        )
    from press_extract.recognize.hub import TokenClassifier  # noqa: PLC0415

    return TokenClassifier(model)
