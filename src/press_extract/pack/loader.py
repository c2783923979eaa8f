"""Read a language's data files and validate each against its part."""

from __future__ import annotations

import tomllib
from functools import cache, cached_property
from importlib.resources import files
from typing import Self

from pydantic import ValidationError, model_validator

from press_extract.errors import LanguageDataError
from press_extract.pack.coreference import CoreferenceData
from press_extract.pack.dates import DateData
from press_extract.pack.exclusions import CodeData, Compiled, compiled
from press_extract.pack.figures import FigureData
from press_extract.pack.names import NameData
from press_extract.pack.numbers import NumberData, alternatives
from press_extract.pack.part import Part
from press_extract.pack.relations import EventData, QuoteData, RelationData
from press_extract.pack.structure import StructureData
from press_extract.pack.titles import TitleData


class LanguagePack(Part):
    """Hold all data of one language; each field mirrors the file of the same name."""

    code: str
    numbers: NumberData
    dates: DateData
    codes: CodeData
    figures: FigureData
    structure: StructureData
    names: NameData
    titles: TitleData
    coreference: CoreferenceData
    relations: RelationData
    events: EventData
    quotes: QuoteData

    @cached_property
    def code_patterns(self) -> tuple[Compiled, ...]:
        """Return the patterns of what holds neither a date nor a figure."""
        return compiled(self.codes.codes, self._calendar)

    @cached_property
    def exclusion_patterns(self) -> tuple[Compiled, ...]:
        """Return the patterns of what holds no figure."""
        own = compiled(self.figures.exclusions, self._calendar | self.figures.fragments)
        return (*self.code_patterns, *own)

    @cached_property
    def uncounted(self) -> frozenset[str]:
        """Return the words, in small letters, that are never the thing counted."""
        calendar = {word for name in ("month", "weekday") for word in self.dates.forms(name)}
        return self.figures.stops | calendar | self.numbers.words

    @property
    def _calendar(self) -> dict[str, str]:
        return {name: alternatives(self.dates.forms(name)) for name in ("month", "weekday")}

    @model_validator(mode="after")
    def _patterns_compile(self) -> Self:
        assert self.exclusion_patterns is not None
        return self


def available_packs() -> tuple[str, ...]:
    """Return the ISO 639-1 codes of the languages that have a pack, sorted."""
    return tuple(
        sorted(entry.name for entry in files("press_extract.lang").iterdir() if entry.is_dir() and len(entry.name) == 2)
    )


@cache
def load_pack(code: str) -> LanguagePack:
    """Read and validate the pack of the language `code`.

    Raises:
        LanguageDataError: there is no such pack, or a file breaks the schema of its part.
    """
    if code not in available_packs():
        raise LanguageDataError(f"no language pack {code!r}", hint=f"known: {', '.join(available_packs())}")
    parts: dict[str, object] = {"code": code}
    for name in LanguagePack.model_fields.keys() - {"code"}:
        where = f"lang/{code}/{name}.toml"
        try:
            parts[name] = tomllib.loads((files("press_extract.lang") / code / f"{name}.toml").read_text("utf-8"))
        except (FileNotFoundError, tomllib.TOMLDecodeError) as error:
            raise LanguageDataError(str(error), where=where) from error
    try:
        return LanguagePack.model_validate(parts)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(step) for step in first["loc"])
        raise LanguageDataError(f"{place}: {first['msg']}", where=f"lang/{code}") from error
