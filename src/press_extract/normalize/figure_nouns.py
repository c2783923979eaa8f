"""Read the noun that a number counts, and give its singular."""

from __future__ import annotations

import re
from typing import NamedTuple

from press_extract.normalize.figure_parts import Scene
from press_extract.normalize.numbers import NumberSpan
from press_extract.pack import LanguagePack
from press_extract.pack.figures import FigureData

_WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
_MOST_ADJECTIVES = 3
_LARGE = 1_000_000
PERSON, JOB = "person", "job"


class CountedNoun(NamedTuple):
    """Name the unit that a noun stands for, the word itself and where it ends."""

    unit: str
    word: str
    end: int
    known: bool


def singular(word: str, data: FigureData) -> str:
    """Return the singular of a plural in lower case; each part of a hyphenated word that varies gets its own."""
    plural = data.plural
    if word in plural.irregular:
        return plural.irregular[word]
    if word in plural.invariable or word in plural.unmarked:
        return word
    if "-" in word:
        first, last = word.rsplit("-", 1)
        if not first.endswith("s") or first in plural.fixed_first_parts:
            return f"{first}-{singular(last, data)}"
        return f"{singular(first, data)}-{singular(last, data)}"
    for ending, replacement in plural.endings:
        if word.endswith(ending):
            return word.removesuffix(ending) + replacement
    return word


def read_noun(scene: Scene, position: int, number: NumberSpan, *, linked: bool) -> CountedNoun | None:
    """Return the noun at `position`, adjectives before it skipped; None where no noun can be told."""
    data = scene.data
    for _ in range(_MOST_ADJECTIVES + 1):
        if phrase := data.phrase.match(scene.text, position):
            return CountedNoun(data.phrase_units[phrase[0].casefold()], phrase[0], phrase.end(), True)
        match = _WORD.match(scene.text, position)
        if match is None:
            return None
        word = match[0].casefold()
        if word not in data.adjectives.before or scene.text[match.end() : match.end() + 1] != " ":
            return _counted(scene, match, number, linked=linked)
        position = match.end() + 1
    return None


def counts(text: str, position: int, pack: LanguagePack) -> bool:
    """Tell whether a unit or the plural of a noun stands at `position`, a space aside."""
    data = pack.figures
    position += text[position : position + 1] == " "
    if data.unit_after.match(text, position):
        return True
    match = _WORD.match(text, position)
    if match is None or text[position - 1] != " ":
        return False
    word = match[0].casefold()
    return word.endswith(data.plural.marks) and pack.uncounted.isdisjoint({word, word.split("'")[0]})


def counted_unit(word: str, data: FigureData) -> tuple[str, bool]:
    """Return the unit of a noun in lower case (`job`, `person` or its lemma), and whether its class is known."""
    lemma = singular(word, data)
    if lemma in data.nouns.job or word in data.nouns.job:
        return JOB, True
    if lemma in data.nouns.person or word in data.nouns.person or lemma.endswith(data.nouns.person_endings):
        return PERSON, True
    return lemma, False


def _counted(scene: Scene, match: re.Match[str], number: NumberSpan, *, linked: bool) -> CountedNoun | None:
    data, written = scene.data, match[0]
    word = written.casefold()
    if not scene.pack.uncounted.isdisjoint({word, word.split("'")[0]}) or (len(word) < 3 and not written.isupper()):
        return None
    if linked and number.scale >= _LARGE and word in data.worth:
        return None
    if len(word) == 1 or (word in data.idle and _is_idiom(scene, number)):
        return None
    unit, known = counted_unit(word, data)
    if not known and written[0].isupper() and not written.isupper() and data.nouns.demonyms.search(written):
        unit, known = PERSON, True
    if word in data.nouns.bidders or unit in data.nouns.bidders:
        near = scene.text[max(0, match.start() - 150) : match.end() + 150]
        unit, known = (unit, False) if data.nouns.tender.search(near) else (PERSON, True)
    found = CountedNoun(unit, written, _with_adjective(scene, match.end()), known)
    if written.isupper() and 1 < len(written) <= data.acronym_length and not _shouted(scene.text, match):
        return CountedNoun(unit, written, match.end(), known) if number.value >= 2 else None
    if written[0].isupper() and not written.isupper() and not known and not _is_plain(scene.text, number):
        return None
    plural = (
        word.split("-")[0].endswith(data.plural.marks)
        or word.endswith(data.plural.marks)
        or word in data.plural.unmarked
        or word in data.plural.irregular
    )
    if number.value < 2:
        return found if known else None
    return found if plural or (linked and known) else None


def _is_idiom(scene: Scene, number: NumberSpan) -> bool:
    before = scene.before(number.start, 4).casefold().split()
    return number.form == "words" and bool(before) and before[-1] in scene.data.idle_after


def _with_adjective(scene: Scene, end: int) -> int:
    """Return the end of the adjective that follows a noun at `end`, if it is one that could stand for it."""
    match = _WORD.match(scene.text, end + 1) if scene.text[end : end + 1] == " " else None
    adjectives = scene.data.adjectives
    follows = match is not None and match[0].casefold() in adjectives.elliptic | adjectives.pronominal
    return match.end() if match is not None and follows else end


def _is_plain(text: str, number: NumberSpan) -> bool:
    """Tell whether a number before a capital is no part of a name: it is a word in small letters."""
    return number.form == "words" and text[number.start].islower()


def _shouted(text: str, match: re.Match[str]) -> bool:
    """Tell whether the words around an acronym are all in capitals, so that it may be a plain word."""
    around = text[max(0, match.start() - 25) : match.start()] + text[match.end() : match.end() + 25]
    return not any(char.islower() for char in around)
