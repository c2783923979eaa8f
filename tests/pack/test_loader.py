from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest
from pydantic import ValidationError

from press_extract.errors import LanguageDataError
from press_extract.pack import LanguagePack, available_packs, load_pack
from press_extract.pack.exclusions import Exclusion
from press_extract.pack.structure import StructureData
from press_extract.recognize.lexicon import name_lexicon
from press_extract.relate.events import EventReader
from press_extract.relate.masks import compile_pattern
from press_extract.relate.offices import OfficeReader


def test_an_unknown_language_is_named_with_those_that_are_known() -> None:
    with pytest.raises(LanguageDataError, match=r"no language pack 'xx' \(known: .*fr"):
        load_pack("xx")


def test_a_misspelt_key_is_refused() -> None:
    data = tomllib.loads((files("press_extract.lang") / "fr" / "structure.toml").read_text("utf-8"))
    with pytest.raises(ValidationError, match="bulets"):
        StructureData.model_validate(data | {"bulets": "-"})


@pytest.mark.parametrize("code", available_packs())
def test_all_patterns_of_a_pack_compile(code: str) -> None:
    pack = load_pack(code)
    name_lexicon(pack.names)
    OfficeReader(pack)
    EventReader(pack)
    patterns = [pattern for relation in pack.relations.relations for pattern in relation.patterns]
    assert all(compile_pattern(pattern, pack.relations) for pattern in patterns)
    assert patterns


@pytest.mark.parametrize("pattern", ["(", "{nowhere}"])
def test_a_broken_exclusion_is_refused(pattern: str) -> None:
    pack = load_pack("fr")
    broken = pack.codes.model_copy(update={"codes": (Exclusion(id="bad", pattern=pattern),)})
    with pytest.raises(ValidationError, match="exclusion 'bad'"):
        LanguagePack(**{name: getattr(pack, name) for name in LanguagePack.model_fields} | {"codes": broken})
