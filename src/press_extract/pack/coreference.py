"""How a language points back to what it has named."""

from __future__ import annotations

from press_extract.pack.part import Part
from press_extract.record import EntityType


class NounGroup(Part):
    """Give the nouns that stand for an entity of `type`; `main` nouns fall back to the most present one."""

    type: EntityType
    nouns: tuple[str, ...]
    main: bool = True


class CoreferenceData(Part):
    """Mirror `coreference.toml`; nouns and determiners are regular expressions over small letters."""

    determiners: tuple[str, ...] = ()
    nouns: tuple[NounGroup, ...] = ()
    blocked_after: tuple[str, ...] = ()  # what follows a noun that is no pointer ("the working group")
    subjects: tuple[str, ...] = ()  # pronouns that open a sentence as its subject
    generic_heads: tuple[str, ...] = ()  # words before a name that do not tell two names apart
