"""Examples for the judges: annotated releases as the pipeline reads them, each case with what the release says."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from press_extract.annotations import DATES, ENTITIES, FIGURES, LAYOUT, PUBLISHED, READING, TEXT
from press_extract.evaluate.align import Alignment, Argument
from press_extract.evaluate.facts import Entity, Facts, Figure
from press_extract.mentions import FigureMention
from press_extract.pack import load_pack
from press_extract.pipeline import build
from press_extract.relate.facts import FactReader, Known
from press_extract.relate.judge import Case, Indexes, Numbers, views_of_pairs, views_of_roles
from press_extract.relate.pairs import FIGURE, SYMMETRIC, TYPES, Pair
from press_extract.relate.pairs import SAID as PAIR_SAID
from press_extract.relate.roles import EVENTS, Role
from press_extract.relate.roles import SAID as ROLE_SAID
from press_extract.text import shadow
from press_extract.train.facts import Example, Task
from press_extract.train.markup import read_file
from press_extract.train.told import read_told, told_row

Row = Mapping[str, Any]


def read_annotated(corpora: Path, *, kept_apart: bool) -> Iterator[Row]:
    """Yield the releases of `corpora/releases` whose facts stand in `corpora/facts`, as rows of gold.

    Args:
        corpora: holds both folders.
        kept_apart: the releases of the test, else those of the training.
    """
    for path in sorted((corpora / "facts").glob("*.txt")):
        releases = {marked.id: marked for marked in read_file(corpora / "releases" / path.name)}
        for id_, told in read_told(path, releases).items():
            if releases[id_].kept_apart == kept_apart:
                yield told_row(releases[id_], told)


RELATIONS = Task(TYPES, PAIR_SAID, 0.35, one_owner=FIGURE)
HAPPENINGS = Task(EVENTS, ROLE_SAID, 0.25, alike=True)


def examples(model: str, language: str, rows: Iterable[Row]) -> tuple[list[Example], list[Example]]:
    """Return the examples that the judge of relations and that of events learn from.

    Args:
        model: the encoder, whose states the judges are to read; see `load_reader`.
        language: of the releases.
        rows: releases with what they state, as rows of gold.
    """
    nlp = build(language, model)
    reader = FactReader(load_pack(language))
    ties, parts = [], []
    for row in rows:
        doc = nlp.make_doc(shadow(row["text"]))
        published = row["published"]
        PUBLISHED.set(doc, datetime.date.fromisoformat(published) if published else None)
        with nlp.select_pipes(disable=["press_facts"]):
            for _, component in nlp.pipeline:
                doc = component(doc)
        known = Known(ENTITIES.get(doc), DATES.get(doc), FIGURES.get(doc), published)
        seen = reader.look(TEXT.get(doc), LAYOUT.get(doc), known)
        reading = READING.get(doc)
        if reading is None or reading.states is None or not reading.words:
            continue
        truth = _Truth(row, known)
        if pairs := seen.pairs():
            keys = [(pair.types[0] == FIGURE, pair.subject, truth.target(pair)) for pair in pairs]
            places = views_of_pairs(pairs, reading.words)
            ties.append(_example(row["id"], reading.states, places, pairs, keys, truth.of_pair))
        if roles := seen.roles(reading):
            slots = [role.slot for role in roles]
            places = views_of_roles(roles, reading.words)
            parts.append(_example(row["id"], reading.states, places, roles, slots, truth.of_role))
    return ties, parts


_C = TypeVar("_C", bound=Case)


def _example(
    id_: str,
    states: Numbers,
    places: Indexes,
    cases: Sequence[_C],
    keys: Sequence[tuple[object, ...]],
    truth: Callable[[_C], tuple[list[float], list[float]]],
) -> Example:
    groups: dict[tuple[object, ...], int] = {}
    numbers = [groups.setdefault(key, len(groups)) for key in keys]
    first = {number: case for case, number in reversed(list(zip(cases, numbers, strict=True)))}
    true, possible = zip(*(truth(first[number]) for number in range(len(groups))), strict=True)
    return Example(
        id_,
        np.asarray(states, np.float32),
        places,
        np.array([case.seen for case in cases], np.float32),
        np.array(numbers, np.int64),
        np.array(true, np.float32),
        np.array(possible, np.float32),
        list(groups),
    )


class _Truth:
    """Know what a release states, in the terms of what the pipeline found in it."""

    def __init__(self, row: Row, known: Known) -> None:
        self._figures = known.figures
        self._row = Facts.model_validate({**row, "figures": row["figures"] or list(_figures(row, known.figures))})
        found = Facts(
            entities=tuple(
                Entity(id=f"E{at}", type=draft.type, name=draft.name, aliases=draft.aliases)
                for at, draft in enumerate(known.entities)
            ),
            figures=tuple(
                Figure(id=f"F{at}", value=figure.value, upper=figure.upper, unit=figure.unit)
                for at, figure in enumerate(known.figures)
            ),
        )
        self._alignment = Alignment(self._row, found)
        self._stated: set[tuple[str, Argument, Argument]] = set()
        for relation in self._row.relations:
            ends = self._alignment.of_gold(relation.subject), self._alignment.of_gold(relation.object)
            self._stated.add((relation.type, *ends))
            if relation.type in SYMMETRIC:
                self._stated.add((relation.type, *ends[::-1]))

        self._told: set[tuple[str, str, object]] = set()
        for event in self._row.events:
            self._told.add((event.type, "date", event.date))
            if event.place:
                self._told.add((event.type, "place", self._alignment.of_gold(event.place)))
            for entity in (*event.participants, *event.attendees):
                self._told.add((event.type, "with", self._alignment.of_gold(entity)))

    def target(self, pair: Pair) -> object:
        """Return what all mentions of a pair's object share: its entity, or the figure's value."""
        if pair.types[0] != FIGURE:
            return pair.object
        figure = self._figures[pair.object]
        return (figure.value, figure.upper, figure.unit)

    def of_pair(self, pair: Pair) -> tuple[list[float], list[float]]:
        """Return for each of `TYPES` 1 where the release states it of the pair, and 1 where it could."""
        letter = "F" if pair.types[0] == FIGURE else "E"
        ends = self._alignment.of_found(f"E{pair.subject}"), self._alignment.of_found(f"{letter}{pair.object}")
        true = [float((name, *ends) in self._stated) for name in TYPES]
        return true, [float(name in pair.types) for name in TYPES]

    def of_role(self, role: Role) -> tuple[list[float], list[float]]:
        """Return for each of `EVENTS` 1 where the release tells one in which the thing has that role, and 1 for all."""
        kind, thing = role.slot
        known = thing if kind == "date" else self._alignment.of_found(f"E{thing}")
        return [float((name, kind, known) in self._told) for name in EVENTS], [1.0] * len(EVENTS)


def _figures(row: Row, mentions: Sequence[FigureMention]) -> Iterator[dict[str, object]]:
    """Yield the figures that a release speaks of, with the values that the pipeline reads in them."""
    for words in dict.fromkeys(fact["object"] for fact in row["relations"] if fact["type"] == FIGURE):
        place = re.search(r"\s+".join(map(re.escape, words.split())), row["text"])
        if place is None:
            continue
        for mention in mentions:
            if mention.start < place.end() and place.start() < mention.end:
                yield {"text": words, "value": mention.value, "upper": mention.upper, "unit": mention.unit}
                break
