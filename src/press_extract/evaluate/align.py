"""Find which entity of a record is which of the gold, so that facts about them can be compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from press_extract.evaluate.facts import Entity, Facts
from press_extract.evaluate.names import FigureKey, figure_key, names_of, normal_name

Argument = str | tuple[str, FigureKey]
"""Whom a fact is about, the same on both sides: a gold id, `?` and a record's own id, or a figure's key."""

# "Mayor of X" may point to the place or to the commune that acts: both count as the same argument.
_INTERCHANGEABLE = ("organization", "place")


def match_entities(gold: Iterable[Entity], found: Sequence[Entity]) -> dict[str, str]:
    """Map gold ids to found ids, one to one: the same type and a shared name, the best pairs first."""
    pairs = []
    for wanted in gold:
        wanted_names, name = names_of(wanted), normal_name(wanted.name)
        for candidate in found:
            names = names_of(candidate)
            shared = len(wanted_names & names)
            if candidate.type == wanted.type and shared:
                same_name = name == normal_name(candidate.name)
                pairs.append((same_name, name in names, shared, wanted.id, candidate.id))
    matched: dict[str, str] = {}
    taken: set[str] = set()
    for *_, wanted_id, found_id in sorted(pairs, reverse=True):
        if wanted_id not in matched and found_id not in taken:
            matched[wanted_id] = found_id
            taken.add(found_id)
    return matched


class Alignment:
    """Translate the ids of a gold row and of a record into arguments that can be compared."""

    def __init__(self, gold: Facts, found: Facts) -> None:
        matched = match_entities(gold.entities, found.entities)
        self.gold_ids = {found_id: gold_id for gold_id, found_id in matched.items()}
        self._merged = _merge_bodies_and_places(gold.entities)
        self._adopt(gold.entities, found.entities)
        self._gold_figures = {figure.text: figure_key(figure) for figure in gold.figures}
        self._found_figures = {figure.id: figure_key(figure) for figure in found.figures if figure.id is not None}

    def _adopt(self, gold: Sequence[Entity], found: Iterable[Entity]) -> None:
        # A place that the gold lists only as an acting body, or the reverse, is still the right argument.
        by_name = {
            name: self._merged[entity.id]
            for entity in reversed(gold)
            if entity.id in self._merged
            for name in names_of(entity)
        }
        for entity in found:
            if entity.id not in self.gold_ids and entity.type in _INTERCHANGEABLE:
                hit = next((by_name[name] for name in sorted(names_of(entity)) if name in by_name), None)
                if hit is not None:
                    self._merged[f"?{entity.id}"] = hit

    def of_gold(self, reference: str | None) -> Argument:
        """Return the argument that a gold row means by an entity's id or a figure's text."""
        if reference in self._gold_figures:
            return ("figure", self._gold_figures[reference])
        return self._merged.get(str(reference), str(reference))

    def of_found(self, reference: str | None) -> Argument:
        """Return the argument that a record means by the id of an entity or a figure."""
        if reference in self._found_figures and reference not in self.gold_ids:
            return ("figure", self._found_figures[reference])
        argument = self.gold_ids.get(str(reference), f"?{reference}")
        return self._merged.get(argument, argument)


def _merge_bodies_and_places(gold: Iterable[Entity]) -> dict[str, str]:
    """Map each gold organisation and place to the first of them that shares a name with it."""
    first: dict[str, str] = {}
    merged: dict[str, str] = {}
    for entity in gold:
        if entity.type in _INTERCHANGEABLE:
            names = names_of(entity)
            merged[entity.id] = next((first[name] for name in sorted(names) if name in first), entity.id)
            for name in names:
                first.setdefault(name, merged[entity.id])
    return merged
