"""What a language counts with: units, currencies, nouns and the cues around a figure."""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple, Self

from pydantic import Field, model_validator

from press_extract.pack.exclusions import Exclusion, fill
from press_extract.pack.figure_cues import Bounds, Ellipsis, Hours, Measure, Pairs, Tables, Tenses
from press_extract.pack.numbers import alternatives
from press_extract.pack.part import Expression, Part


def _shouted(pattern: str) -> str:
    """Return a regular expression in capitals, its escapes as they are."""
    return re.sub(r"\\.|\w+", lambda part: part[0] if part[0].startswith("\\") else part[0].upper(), pattern)


class UnitForm(NamedTuple):
    """Say what one written form of a unit means; `shared` names an entry of `FigureData.shared` instead of a unit."""

    unit: str
    money: bool = False
    factor: int = 1
    shared: bool = False


class Unit(Part):
    """Name a unit's written forms: `words` in any case, `signs` in their very case and after digits only."""

    words: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()


class Scaled(Part):
    """Mirror a sign that holds a multiple of a unit."""

    unit: str
    factor: int


class Rates(Part):
    """Name the units that keep their time, and how each time is written after them."""

    of: tuple[str, ...]
    per: dict[str, tuple[str, ...]]


class Points(Unit):
    """Tell percentage points from other points by the cues of their sentence."""

    cue: Expression
    not_cue: Expression


class Shared(Unit):
    """Share a name between currencies; `homes` gives each a pattern of its country, `floor` the hits that it needs."""

    default: str | None = None
    floor: int = 1
    homes: dict[str, str]


class Nouns(Part):
    """List the lemmas that count as jobs and as persons; `bidders` are neither near a `tender` cue."""

    job: frozenset[str]
    person: frozenset[str]
    demonyms: Expression
    person_endings: tuple[str, ...]
    bidders: frozenset[str]
    tender: Expression


class Plural(Part):
    """Hold what marks a plural and how it gives its singular: whole words first, then `endings` in their order."""

    marks: tuple[str, ...]
    invariable: frozenset[str]
    irregular: dict[str, str]
    endings: tuple[tuple[str, str], ...]
    fixed_first_parts: frozenset[str]
    unmarked: frozenset[str]


class Adjectives(Part):
    """List the adjectives that may stand before a noun, and those that stand for one: after a cue, or always."""

    before: frozenset[str]
    elliptic: frozenset[str]
    pronominal: frozenset[str]
    participles: Expression


class Fractions(Part):
    """Mirror the fractions that are told in percent, by their percentage, and what must follow them."""

    forms: dict[int, tuple[str, ...]]
    follow: str


class FigureData(Part):
    """Mirror `figures.toml`; see the comments there."""

    links: tuple[str, ...]
    anaphors: frozenset[str]
    acronym_length: int = Field(gt=0)
    stops: frozenset[str]
    worth: frozenset[str]
    idle_after: frozenset[str]
    idle: frozenset[str]
    numbered: str
    numbered_unless: Expression
    fragments: dict[str, str]
    exclusions: tuple[Exclusion, ...]
    units: dict[str, Unit]
    scaled: dict[str, Scaled]
    rates: Rates
    points: Points
    currencies: dict[str, Unit]
    shared: dict[str, Shared]
    nouns: Nouns
    phrases: dict[str, tuple[str, ...]]
    plural: Plural
    adjectives: Adjectives
    fractions: Fractions
    hours: Hours
    bounds: Bounds
    pairs: Pairs
    ellipsis: Ellipsis
    tables: Tables
    measures: dict[str, Measure]
    tenses: Tenses

    @model_validator(mode="after")
    def _homes_are_currencies(self) -> Self:
        for name, entry in self.shared.items():
            if unknown := entry.homes.keys() - self.currencies.keys():
                raise ValueError(f"shared.{name}.homes: {sorted(unknown)} stand not under currencies")
        return self

    @cached_property
    def unit_signs(self) -> dict[str, UnitForm]:
        """Return what each sign means."""
        forms = {sign: UnitForm(unit) for unit, entry in self.units.items() for sign in entry.signs}
        forms |= {sign: UnitForm(entry.unit, factor=entry.factor) for sign, entry in self.scaled.items()}
        forms |= {sign: UnitForm(code, money=True) for code, entry in self.currencies.items() for sign in entry.signs}
        return forms | {
            sign: UnitForm(name, money=True, shared=True) for name, entry in self.shared.items() for sign in entry.signs
        }

    @cached_property
    def unit_words(self) -> dict[str, UnitForm]:
        """Return what each word means, in lower case."""
        forms = {word: UnitForm(unit) for unit, entry in self.units.items() for word in entry.words}
        forms |= {word: UnitForm(code, money=True) for code, entry in self.currencies.items() for word in entry.words}
        forms |= {
            word: UnitForm(name, money=True, shared=True) for name, entry in self.shared.items() for word in entry.words
        }
        return {word.casefold(): form for word, form in forms.items()}

    @cached_property
    def unit_after(self) -> re.Pattern[str]:
        """Return the pattern of a unit: a sign or a word, whole."""
        signs = alternatives(list(self.unit_signs))
        words = alternatives(list(self.unit_words))
        return re.compile(rf"(?P<word>(?i:{words}))(?!\w)|(?P<sign>(?:{signs})(?:(?<![^\W_])|(?!'?[^\W_])))")

    @cached_property
    def home_patterns(self) -> dict[str, dict[str, re.Pattern[str]]]:
        """Return, for each name that currencies share, the pattern of the country of each."""
        return {
            name: {code: re.compile(f"{home}|{_shouted(home)}") for code, home in entry.homes.items()}
            for name, entry in self.shared.items()
        }

    @cached_property
    def own_signs(self) -> dict[str, re.Pattern[str]]:
        """Return the pattern of the signs of each currency, as they stand after digits."""
        return {
            code: re.compile(rf"(?<=\d )(?:{alternatives([*entry.signs, code])})(?!\w)")
            for code, entry in self.currencies.items()
        }

    @cached_property
    def money_before(self) -> re.Pattern[str]:
        """Return the pattern of a currency that stands before its amount: a code or a symbol, no plain word."""
        signs = [sign for sign, form in self.unit_signs.items() if form.money]
        leading = [
            sign for sign in signs if not (sign.isalpha() and (sign.islower() or (sign.isupper() and len(sign) < 3)))
        ]
        return re.compile(rf"(?<!\w)(?<!\d )(?P<sign>{alternatives(leading)}) ?$")

    @cached_property
    def rate_after(self) -> re.Pattern[str]:
        """Return the pattern of the time that follows a unit."""
        times = "|".join(rf"(?P<{unit}>{alternatives(list(forms))})(?!\w)" for unit, forms in self.rates.per.items())
        things = rf"(?: (?:{alternatives(list(self.links))})[\w'-]+)"
        return re.compile(rf"(?:{things}{{0,2}}?)(?:{times})", re.IGNORECASE)

    @cached_property
    def link(self) -> re.Pattern[str]:
        """Return the pattern of the word between a large number and what it counts."""
        return re.compile(alternatives(list(self.links)), re.IGNORECASE)

    @cached_property
    def phrase(self) -> re.Pattern[str]:
        """Return the pattern of the known longer names of things counted."""
        return re.compile(rf"(?:{alternatives(list(self.phrase_units))})(?!\w)", re.IGNORECASE)

    @cached_property
    def phrase_units(self) -> dict[str, str]:
        """Return the unit of each of those names, in lower case."""
        return {phrase.casefold(): unit for unit, phrases in self.phrases.items() for phrase in phrases}

    @cached_property
    def label_units(self) -> dict[str, str]:
        """Return the unit of each label of a table, in lower case."""
        return {label.casefold(): unit for unit, labels in self.tables.labels.items() for label in labels}

    @cached_property
    def percentages(self) -> dict[str, int]:
        """Return the percentage of each fraction, in lower case."""
        return {form.casefold(): value for value, forms in self.fractions.forms.items() for form in forms}

    @cached_property
    def point_word(self) -> re.Pattern[str]:
        """Return the pattern of the word for points."""
        return re.compile(rf"(?:{'|'.join(self.points.words)})(?!\w)")

    @cached_property
    def numbered_before(self) -> re.Pattern[str]:
        """Return the pattern of a word whose number is a name, up to the number."""
        filled = fill(self.numbered, self.fragments)
        return re.compile(rf"(?<!\w){filled} $", re.IGNORECASE)

    @cached_property
    def fraction(self) -> re.Pattern[str]:
        """Return the pattern of a fraction that is told in percent."""
        return re.compile(
            rf"(?<!\w)({alternatives(list(self.percentages))})(?={self.fractions.follow}\b)", re.IGNORECASE
        )
