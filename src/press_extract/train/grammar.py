"""Grammars: names, sentences and releases made by rules of data, in the corpora's mark-up.

A grammar file is TOML: `lang`, `weight`, and `[rules]`, each a list of expansions. In an expansion

- `{rule}` stands for one of that rule's expansions; `{rule=x}` remembers it as `x`, and `{x}` repeats it;
- `{x!last}`, `{x!first}`, `{x!upper}`, `{x!initials}` and `{x!initial}` stand for a form of what was remembered: its
  last or first word, in capitals, the initials of its capitalised words, its first letter with a stop;
- `{rule*2-5:, }` repeats a rule two to five times with what follows the colon in between;
- `{number:2-90}` stands for a number, `{!signing}` for the event mark `{signing}`;
- brackets are mark-up: `[{person=p}|P1], [{title}|T] de [{company=c}|O2]`.

An expansion may be written once with a weight in front: `3:: text`.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from press_extract.errors import InputError
from press_extract.train.markup import Marked, parse

_SLOT = re.compile(r"\{([^{}]+)\}")
_REPEAT = re.compile(r"(\w+)\*(\d+)-(\d+):(.*)", re.DOTALL)
_NUMBER = re.compile(r"number:(\d+)-(\d+)")
_WEIGHT = re.compile(r"(\d+):: ")
_MARKS = re.compile(r"\[|\|[A-Z]\d*\]")
_DEEP = 30


@dataclass(frozen=True)
class Grammar:
    """Hold the rules of one file.

    Attributes:
        countries: ISO 3166 codes of the countries whose names it makes.
    """

    name: str
    language: str
    weight: float
    rules: Mapping[str, Sequence[str]]
    countries: tuple[str, ...] = ()

    @cached_property
    def _weighted(self) -> dict[str, tuple[list[str], list[int]]]:
        table = {}
        for rule, expansions in self.rules.items():
            found = [_WEIGHT.match(expansion) for expansion in expansions]
            texts = [e[m.end() :] if m else e for e, m in zip(expansions, found, strict=True)]
            table[rule] = (texts, [int(m[1]) if m else 1 for m in found])
        return table

    def expand(self, rule: str, chance: random.Random) -> str:
        """Return one expansion of `rule`, with its mark-up.

        Raises:
            InputError: a rule is unknown, or rules go round in a circle.
        """
        return self._fill(f"{{{rule}}}", {}, chance, 0)

    def release(self, number: int, chance: random.Random) -> Marked:
        """Return one made-up release."""
        source = self.expand("release", chance).strip()
        return parse(source, f"{self.name}-{number}")

    def _fill(self, template: str, known: dict[str, str], chance: random.Random, depth: int) -> str:
        if depth > _DEEP:
            raise InputError(f"rules go round in a circle at {template[:60]!r}", where=self.name)
        return _SLOT.sub(lambda slot: self._slot(slot[1], known, chance, depth), template)

    def _slot(self, slot: str, known: dict[str, str], chance: random.Random, depth: int) -> str:
        if slot.startswith("!"):
            return f"{{{slot[1:]}}}"
        if number := _NUMBER.fullmatch(slot):
            return str(chance.randint(int(number[1]), int(number[2])))
        if repeat := _REPEAT.fullmatch(slot):
            count = chance.randint(int(repeat[2]), int(repeat[3]))
            return repeat[4].join(self._slot(repeat[1], {}, chance, depth) for _ in range(count))
        slot, _, form = slot.partition("!")
        rule, _, variable = slot.partition("=")
        if rule in known:
            return _formed(known[rule], form)
        if rule not in self._weighted:
            raise InputError(f"unknown rule {rule!r}", where=self.name, hint="define it under [rules]")
        texts, weights = self._weighted[rule]
        text = self._fill(chance.choices(texts, weights)[0], known, chance, depth + 1)
        if variable:
            known[variable] = text
        return _formed(text, form)


def _formed(text: str, form: str) -> str:
    if not form:
        return text
    bare = _MARKS.sub("", text)
    words = bare.split()
    match form:
        case "last":
            return words[-1]
        case "first":
            return words[0]
        case "upper":
            return bare.upper()
        case "initial":
            return f"{bare[0]}."
        case "initials":
            return "".join(word[0] for word in re.split(r"[\s'’-]+", bare) if word[:1].isupper()) or bare.upper()[:4]
    raise InputError(f"unknown form {form!r}", hint="expected last, first, upper, initial or initials")


def read_grammar(path: Path) -> Grammar:
    """Read one grammar file.

    Raises:
        InputError: it is no TOML, or lacks a key.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        return Grammar(path.stem, data["lang"], float(data.get("weight", 1)), data["rules"], tuple(data["countries"]))
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise InputError(f"{type(error).__name__}: {error}", where=str(path)) from error
