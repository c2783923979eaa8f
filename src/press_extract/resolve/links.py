"""Links: the gazetteer entry that a place name stands for, where only one is likely."""

from __future__ import annotations

from dataclasses import dataclass

from press_extract.recognize.gazetteer import load_gazetteer
from press_extract.resolve.entities import EntityDraft

_LIKELY = 10  # times more people than the next place of that name make a place the one that is meant


@dataclass(frozen=True, slots=True)
class PlaceLink:
    """Point to one entry of an authority, with how likely it is the one."""

    authority: str
    id: str
    name: str
    score: float


def link_place(draft: EntityDraft) -> PlaceLink | None:
    """Return the entry for the place, or None where its names are unknown or could mean several places."""
    for form in (draft.name, *draft.aliases):
        places = load_gazetteer().find(form)
        distinct = {place.id: place for place in places if place.kind in {"city", "country", "continent"}}
        if not distinct:
            continue
        ranked = sorted(distinct.values(), key=lambda place: -place.population)
        if len(ranked) > 1 and ranked[0].population < _LIKELY * ranked[1].population:
            return None
        best = ranked[0]
        return PlaceLink(best.authority, best.id, best.name, 0.95 if len(ranked) == 1 else 0.8)
    return None
