"""The floors below which the scores on a corpus must not fall, and the file that keeps them."""

from __future__ import annotations

import hashlib
import math
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from press_extract.errors import ConfigError
from press_extract.evaluate.facts import Facts
from press_extract.evaluate.layers import LAYERS, TITLES
from press_extract.evaluate.report import MEAN, rows
from press_extract.evaluate.rows import read_gold
from press_extract.evaluate.score import score

_HEAD = """\
# The lowest F1 that each layer of each corpus may have. Written by: python -m press_extract.evaluate.gate --raise
# Floors only ever rise. A corpus that was changed is noticed by its hash.
"""


class Pin(BaseModel):
    """Hold the floors of one corpus and the hash of the file that they were measured on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sha256: str
    floors: dict[str, float]


def read_pins(path: Path) -> dict[str, Pin]:
    """Return the pins of a gate file by the name of the corpus file; none where the gate file does not exist yet.

    Raises:
        ConfigError: the gate file cannot be read.
    """
    if not path.exists():
        return {}
    try:
        return TypeAdapter(dict[str, Pin]).validate_python(tomllib.loads(path.read_text("utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValidationError) as error:
        raise ConfigError(f"no gate file: {error}", where=str(path), hint="restore it from the last commit") from error


def pins_text(pins: Mapping[str, Pin]) -> str:
    """Return the gate file with these pins."""
    blocks = [_HEAD]
    for name, pin in sorted(pins.items()):
        floors = "".join(f'"{layer}" = {floor:.3f}\n' for layer, floor in pin.floors.items())
        blocks.append(f'["{name}"]\nsha256 = "{pin.sha256}"\n\n["{name}".floors]\n{floors}')
    return "\n".join(blocks)


_FLOORED = frozenset({*LAYERS, TITLES, MEAN})


def measure(corpus: Path, records: Mapping[str, Facts]) -> Pin:
    """Return the scores of the records on a corpus, rounded down to a thousandth, as the floors they would make."""
    scores = score(read_gold(corpus), records)
    f1 = {layer: rates.f1 for layer, rates, _ in rows(scores) if layer in _FLOORED or layer.startswith("relation:")}
    floors = {layer: math.floor(value * 1000) / 1000 for layer, value in f1.items()}
    return Pin(sha256=hashlib.sha256(corpus.read_bytes()).hexdigest(), floors=floors)


def fallen(measured: Pin, pinned: Pin) -> Iterator[str]:
    """Yield a line for each layer that scores below its floor."""
    for layer, floor in pinned.floors.items():
        now = measured.floors.get(layer, 0.0)
        if now < floor:
            yield f"{layer}: F1 is {now:.3f}, the floor is {floor:.3f}"


def breaches(measured: Pin, pinned: Pin | None) -> Iterator[str]:
    """Yield a line for everything that must be set right before the gate opens."""
    if pinned is None:
        yield "has no floors yet; set them with --raise"
        return
    if measured.sha256 != pinned.sha256:
        yield "has changed since its floors were set; set them anew with --raise"
    yield from fallen(measured, pinned)
