"""Readers: the trained recognisers that a name can mean, and how each is found."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Protocol

from press_extract.errors import ModelError
from press_extract.recognize.encoder.model import MANIFEST, Encoder, Reading

SHIPPED = "press-multi-1"
VARIANTS = ("accurate", "fast")
DEFAULT_MODEL = "accurate"
# In an installed package the models lie within it, in a checkout beside `src`.
_PACKAGE = Path(__file__).parents[1]
_HOMES = (_PACKAGE / "models", _PACKAGE.parents[1] / "models")


class Reader(Protocol):
    """Mark the names of a text.

    Attributes:
        name: of the model; `version` its version.
        judges: the file of the judges of facts that read its states; None where it has none.
    """

    name: str
    version: str
    judges: Path | None

    def __call__(self, text: str) -> Reading: ...  # noqa: D102


@cache
def load_reader(model: str, threads: int = 1) -> Reader:
    """Return the recogniser that `model` names.

    Args:
        model: a variant of the model that ships; a folder that `press-extract train` made, `FOLDER#VARIANT` for one of
            its variants; or the folder or hub name of a Hugging Face token-classification model.
        threads: for one text.

    Raises:
        ModelError: there is none of that name, or it cannot be loaded.
    """
    if model in VARIANTS:
        return Encoder(shipped_folder(), model, threads)
    folder, _, variant = model.partition("#")
    if (Path(folder) / MANIFEST).is_file():
        return Encoder(Path(folder), variant or "accurate", threads)
    if "/" not in model and not Path(model).is_dir():
        raise ModelError(
            f"no model {model!r}",
            hint=f"expected {', '.join(VARIANTS)}, an installed spaCy pipeline, a folder, or OWNER/NAME of a hub",
        )
    from press_extract.recognize.hub import TokenClassifier  # noqa: PLC0415

    return TokenClassifier(model)


def shipped_folder() -> Path:
    """Return the folder of the model that ships with the program.

    Raises:
        ModelError: it is not there.
    """
    for home in _HOMES:
        if (home / SHIPPED / MANIFEST).is_file():
            return home / SHIPPED
    raise ModelError(f"{_HOMES[0] / SHIPPED}: the model is missing", hint="install press-extract again")
