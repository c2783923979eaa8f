"""Votes: what speaks for each type of a candidate name, as weights that add up."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from press_extract.recognize.gazetteer import Gazetteer
from press_extract.recognize.lexicon import NameLexicon
from press_extract.recognize.words import Word
from press_extract.record import EntityType
from press_extract.text import fold

Votes = dict[EntityType, float]

_LABELS: Mapping[str, EntityType] = {"PER": "person", "LOC": "place", "ORG": "organization"}
_LABEL_WEIGHT = {"person": 1.8, "place": 1.8, "organization": 1.8}


def add(votes: Votes, type_: EntityType, weight: float) -> None:
    """Add `weight` to the vote for `type_`."""
    votes[type_] = votes.get(type_, 0.0) + weight


def together(one: Votes, other: Votes) -> Votes:
    """Return the sum of two sets of votes."""
    total = dict(one)
    for type_, weight in other.items():
        add(total, type_, weight)
    return total


def winner(votes: Votes) -> tuple[EntityType | None, float]:
    """Return the type with most weight and a confidence from 0 to 1 that grows with its weight and its lead."""
    if not votes:
        return None, 0.0
    ranked = sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))
    best, weight = ranked[0]
    second = max(ranked[1][1], 0.0) if len(ranked) > 1 else 0.0
    lead = weight / (weight + second) if weight > 0 else 0.0
    return best, round(max(0.0, (1 - math.exp(-weight / 3)) * lead), 3)


class Witness:
    """Weigh the form of a name: its words, the gazetteer, the list of given names and the model's label."""

    def __init__(self, lexicon: NameLexicon, gazetteer: Gazetteer, given_names: frozenset[str]) -> None:
        self._lexicon, self._gazetteer, self._given_names = lexicon, gazetteer, given_names

    def form(self, words: Sequence[Word], text: str) -> Votes:
        """Return the votes that the name's own words give; `text` is the name as written."""
        votes: Votes = {}
        lexicon = self._lexicon
        last, first = words[-1].lower, words[0].lower
        if len(words) > 1 and (last in lexicon.legal_forms or text.casefold().endswith(lexicon.dotted_forms)):
            add(votes, "organization", 6.0)
        if len(words) > 1 and any(word.lower in lexicon.company_words and word.capital for word in words):
            add(votes, "organization", 2.5)
        elif len(words) > 2 and any(word.lower in lexicon.of_set for word in words):
            # "Papeteries de X" without a head that is known: more often a body than a place or a person.
            add(votes, "organization", 1.2)
        if fold(text) in lexicon.known_bodies:
            add(votes, "organization", 5.0)
        if len(words) == 1 and words[0].shape == "upper":
            add(votes, "organization", 1.2)
            add(votes, "person", -3.0)
        elif words[0].shape == "upper" and len(words[0].text) <= 6:
            add(votes, "organization", 2.5)
        elif (
            len(words) == 1 and words[0].capital and any(char.isupper() for char in words[0].text[1:].replace("-", ""))
        ):
            add(votes, "organization", 1.5)
        self._person_form(votes, words, first)
        if places := self._gazetteer.find(text):
            known = places[0]
            weight = (
                5.0 if known.kind in {"country", "continent", "region"} else 1.2 + min(2.5, known.population / 50_000)
            )
            if (
                words[0].initial
                and len(words) == 1
                and words[0].pos in {"NOUN", "ADJ", "VERB"}
                and known.population < 100_000
            ):
                weight = 0.0
            if not (words[0].shape == "upper" and len(text) <= 4):
                add(votes, "place", weight)
        return votes

    def _person_form(self, votes: Votes, words: Sequence[Word], first: str) -> None:
        names = [word for word in words if word.capital]
        if len(names) < 2 or len(names) > 6:
            return
        if fold(first.split("-", maxsplit=1)[0]) in self._given_names or fold(first) in self._given_names:
            add(votes, "person", 2.6)
        elif fold(names[-1].lower) in self._given_names and names[0].shape == "upper":
            add(votes, "person", 1.5)
        if any(word.lower in self._lexicon.particles and word.lower not in self._lexicon.of_set for word in words[1:]):
            add(votes, "person", 1.0)

    def label(self, votes: Votes, label: str, exact: bool, length: int) -> None:
        """Add the vote of a model's label; `exact` where its bounds are those of the name."""
        type_ = _LABELS.get(label)
        if type_ is None:
            if label == "MISC":
                add(votes, "project", 0.6)
            return
        weight = _LABEL_WEIGHT[type_] * (1.0 if exact else 0.7)
        if type_ == "person" and (length == 1 or "person" not in votes):
            # The stock model takes any two unknown capitalised words for a person.
            weight *= 0.65
        add(votes, type_, weight)
