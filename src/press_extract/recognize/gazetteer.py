"""The gazetteer: places that are known by name, with the authority that knows them."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from press_extract.text import fold


@dataclass(frozen=True, slots=True)
class Place:
    """Hold one entry: `kind` is country, region, province, city, commune, district or continent."""

    name: str
    kind: str
    country: str
    authority: str
    id: str
    population: int


class Gazetteer:
    """Look places up by folded name."""

    def __init__(self, entries: dict[str, tuple[Place, ...]]) -> None:
        self.entries = entries

    def find(self, name: str) -> Sequence[Place]:
        """Return the places of that name, the most populous first; case, accents and hyphens do not count."""
        return self.entries.get(fold(name), ())

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and fold(name) in self.entries


def _table(name: str) -> str:
    raw = (files("press_extract.recognize") / "tables" / name).read_bytes()
    return (gzip.decompress(raw) if name.endswith(".gz") else raw).decode("utf-8")


@cache
def load_gazetteer() -> Gazetteer:
    """Read the shipped tables of places once."""
    entries: dict[str, list[Place]] = {}
    for table in ("places.tsv.gz", "regions.tsv"):
        for line in _table(table).splitlines():
            if line.startswith("#"):
                continue
            name, kind, country, authority, id_, population = line.split("\t")
            entries.setdefault(fold(name), []).append(Place(name, kind, country, authority, id_, int(population)))
    return Gazetteer({key: tuple(sorted(found, key=lambda place: -place.population)) for key, found in entries.items()})


def place_names() -> tuple[str, ...]:
    """Return the names of all places, as the tables write them."""
    return tuple(place.name for found in load_gazetteer().entries.values() for place in found)


@cache
def load_given_names() -> frozenset[str]:
    """Read the shipped list of given names once, folded."""
    return frozenset(fold(line) for line in _table("given_names.txt").splitlines() if line and not line.startswith("#"))
