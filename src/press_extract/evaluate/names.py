"""Names, units and numbers as scoring sees them: two writings of one thing get one key."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files

from press_extract.evaluate.facts import Entity, Figure

FigureKey = tuple[float | None, float | None, str]

_BRACKETED = re.compile(r"\([^)]*\)?")
_PUNCTUATION = re.compile(r"[^\w%]+")
_CASED_UNITS = frozenset({"%", "pp"})


def fold(text: str | None) -> str:
    """Return `text` without case, accents, punctuation and bracketed parts."""
    decomposed = unicodedata.normalize("NFKD", text or "").casefold().replace("œ", "oe")
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(_PUNCTUATION.sub(" ", _BRACKETED.sub(" ", bare)).split())


@cache
def _lead() -> re.Pattern[str]:
    leads = tomllib.loads((files("press_extract.evaluate") / "names.toml").read_text("utf-8"))["leads"]
    return re.compile(rf"(?:{'|'.join(map(re.escape, leads))}) ")


def normal_name(name: str | None) -> str:
    """Fold `name` and drop the articles, civilities and generic heads in front; at least one word stays."""
    folded = fold(name)
    while (lead := _lead().match(folded + " ")) and len(folded) > lead.end():
        folded = folded[lead.end() :]
    return folded


def names_of(entity: Entity) -> frozenset[str]:
    """Return every normal form of the entity's name and aliases."""
    return frozenset(normal for name in (entity.name, *entity.aliases) if (normal := normal_name(name)))


def normal_unit(unit: str | None) -> str:
    """Return codes (`MAD`, `MW`, `%`) as they are, counted nouns folded and without a final s."""
    stripped = (unit or "").strip()
    return stripped if stripped.isupper() or stripped in _CASED_UNITS else fold(stripped).rstrip("s")


def figure_key(figure: Figure) -> FigureKey:
    """Return what makes two figures the same: value, second bound and unit."""
    return (_number(figure.value), _number(figure.upper), normal_unit(figure.unit))


def _number(value: object) -> float | None:
    try:
        return round(float(value), 6)  # type: ignore[arg-type]  # whatever is no number fails here, and is None
    except (TypeError, ValueError):
        return None
