"""The gazetteer: places that are known by name, with the authority that knows them."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping, Sequence
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
    """Look places up by folded name.

    Args:
        rows: the lines of the tables by folded name; a line is read when its name is first asked for.
    """

    def __init__(self, rows: Mapping[str, Sequence[str]]) -> None:
        self._rows = rows
        self._read: dict[str, tuple[Place, ...]] = {}

    def find(self, name: str) -> Sequence[Place]:
        """Return the places of that name, the most populous first; case, accents and hyphens do not count."""
        key = fold(name)
        if key not in self._rows:
            return ()
        if key not in self._read:
            places = map(_place, self._rows[key])
            self._read[key] = tuple(sorted(places, key=lambda place: -place.population))
        return self._read[key]

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and fold(name) in self._rows

    @property
    def names(self) -> Iterator[str]:
        """Yield the name of every entry, as the tables write it."""
        return (row.partition("\t")[0] for rows in self._rows.values() for row in rows)


def _place(row: str) -> Place:
    name, kind, country, authority, id_, population = row.split("\t")
    return Place(name, kind, country, authority, id_, int(population))


def _table(name: str) -> str:
    raw = (files("press_extract.recognize") / "tables" / name).read_bytes()
    return (gzip.decompress(raw) if name.endswith(".gz") else raw).decode("utf-8")


@cache
def load_gazetteer() -> Gazetteer:
    """Read the shipped tables of places once."""
    rows: dict[str, list[str]] = {}
    for table in ("places.tsv.gz", "regions.tsv"):
        for line in _table(table).splitlines():
            if not line.startswith("#"):
                rows.setdefault(fold(line.partition("\t")[0]), []).append(line)
    return Gazetteer(rows)


def place_names() -> tuple[str, ...]:
    """Return the names of all places, as the tables write them."""
    return tuple(load_gazetteer().names)


@cache
def load_given_names() -> frozenset[str]:
    """Read the shipped list of given names once, folded."""
    return frozenset(fold(line) for line in _table("given_names.txt").splitlines() if line and not line.startswith("#"))
