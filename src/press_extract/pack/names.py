"""How a language builds names: heads, legal forms, connectors, and the words around that give a type away."""

from __future__ import annotations

from press_extract.pack.part import Part
from press_extract.record import EntityType


class HeadGroup(Part):
    """Give the type of names that begin with one of `words`.

    Attributes:
        lower: a name may begin with the head in lower case ("ministry of Health").
        dropped: a lower-case head only announces the name and is no part of it ("the company X").
        acts: a place head that is a body where it acts.
        eponym: what follows directly may be a person's name that belongs to it ("Fondation X Y").
        generic: the head alone, with an article, points back to a name ("the Foundation").
    """

    type: EntityType
    subtype: str
    words: tuple[str, ...]
    lower: bool = False
    dropped: bool = False
    acts: bool = False
    eponym: bool = False
    generic: bool = True


class Context(Part):
    """Vote for `type` with `weight` where a name stands right after (`before`) or right before (`after`) the cue.

    Cues are regular expressions over the small letters around the name; `intro` ones over what opens a list.
    """

    type: EntityType
    weight: float
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    intro: tuple[str, ...] = ()


class Acting(Part):
    """Tell a territory that acts from one that only says where; regular expressions around the name."""

    place_before: tuple[str, ...] = ()
    body_before: tuple[str, ...] = ()
    body_after: tuple[str, ...] = ()


class NameData(Part):
    """Mirror `names.toml`."""

    elisions: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    of: tuple[str, ...] = ()  # connectors of a complement, longest first
    reach: tuple[str, ...] = ()  # further connectors that a capitalised head may take
    reach_early: tuple[str, ...] = ()  # connectors that it may take before its first capital only
    not_heads: tuple[str, ...] = ()  # phrases in small letters that look like a head and open no name
    never_heads: tuple[str, ...] = ()  # the same, with a capital too
    conjunctions: tuple[str, ...] = ()
    function_words: tuple[str, ...] = ()  # never open a name, whatever their capital
    calendar: tuple[str, ...] = ()  # month and weekday names
    civilities: tuple[str, ...] = ()
    particles: tuple[str, ...] = ()  # lower-case words inside a person's name
    legal_forms: tuple[str, ...] = ()
    lower_legal_forms: tuple[str, ...] = ()  # those that are also written in small letters
    company_words: tuple[str, ...] = ()  # words that make a capitalised sequence a company or body
    demonyms: tuple[str, ...] = ()  # adjectives of countries and regions, which are also nouns for people
    adjectives: tuple[str, ...] = ()  # other adjectives that belong to a body's name
    participle_ends: tuple[str, ...] = ()  # endings of participles, which open a clause rather than end a name
    not_names: tuple[str, ...] = ()  # capitalised words and phrases that name nothing
    known_bodies: tuple[str, ...] = ()  # public bodies written without a head
    heads: tuple[HeadGroup, ...] = ()
    contexts: tuple[Context, ...] = ()
    acting: Acting = Acting()
    attached: tuple[str, ...] = ()  # prefixes that the script writes together with a name, longest first
