"""Read a language's data files and validate each against its part."""

from __future__ import annotations

import tomllib
from functools import cache, cached_property
from importlib.resources import files
from typing import Self, TypeVar

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

_Pack = TypeVar("_Pack", bound="NamePack")


class NamePack(Part):
    """Hold what a language needs for its names to be read; each field mirrors the file of the same name."""

    code: str
    structure: StructureData
    names: NameData
    coreference: CoreferenceData


class LanguagePack(NamePack):
    """Hold all data of one language."""

    numbers: NumberData
    dates: DateData
    codes: CodeData
    figures: FigureData
    titles: TitleData
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
    """Return the ISO 639-1 codes of the languages that have a whole pack, sorted."""
    return tuple(code for code in named_languages() if _files(LanguagePack) <= _found(code))


def named_languages() -> tuple[str, ...]:
    """Return the ISO 639-1 codes of the languages in which at least names are read, sorted."""
    folders = (entry.name for entry in files("press_extract.lang").iterdir() if entry.is_dir())
    return tuple(sorted(code for code in folders if len(code) == 2 and _files(NamePack) <= _found(code)))


def _files(pack: type[NamePack]) -> set[str]:
    return {f"{name}.toml" for name in pack.model_fields.keys() - {"code"}}


def _found(code: str) -> set[str]:
    return {entry.name for entry in (files("press_extract.lang") / code).iterdir()}


@cache
def load_pack(code: str) -> LanguagePack:
    """Read and validate the pack of the language `code`.

    Raises:
        LanguageDataError: there is no such pack, or a file breaks the schema of its part.
    """
    return _load(LanguagePack, code, available_packs())


@cache
def load_names(code: str) -> NamePack:
    """Read and validate what the language `code` needs for names.

    Raises:
        LanguageDataError: there is no such data, or a file breaks the schema of its part.
    """
    return load_pack(code) if code in available_packs() else _load(NamePack, code, named_languages())


def _load(pack: type[_Pack], code: str, known: tuple[str, ...]) -> _Pack:
    if code not in known:
        raise LanguageDataError(f"no language pack {code!r}", hint=f"known: {', '.join(known)}")
    parts: dict[str, object] = {"code": code}
    for name in pack.model_fields.keys() - {"code"}:
        where = f"lang/{code}/{name}.toml"
        try:
            parts[name] = tomllib.loads((files("press_extract.lang") / code / f"{name}.toml").read_text("utf-8"))
        except (FileNotFoundError, tomllib.TOMLDecodeError) as error:
            raise LanguageDataError(str(error), where=where) from error
    try:
        return pack.model_validate(parts)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(step) for step in first["loc"])
        raise LanguageDataError(f"{place}: {first['msg']}", where=f"lang/{code}") from error
