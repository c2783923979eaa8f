"""What is compared: each layer turns a gold row and a record into two sets of facts."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import get_args

from press_extract.evaluate.align import Alignment, Argument
from press_extract.evaluate.facts import Event, Facts, Figure, Gold, Relation
from press_extract.evaluate.names import FigureKey, figure_key, fold, normal_name
from press_extract.record import EntityType

Facet = tuple[str, set[Hashable], set[Hashable]]
"""The name of a layer, what the gold has and what the record has."""

LAYERS = (
    *(f"entity:{kind}" for kind in get_args(EntityType)),
    "dates", "figures", "figure bounds", "relations", "events", "quotes",
)  # fmt: skip
"""The layers whose mean is the score, in the order of reports."""

TITLES = "titles of positions"

_SYMMETRIC = frozenset({"partner_of"})
_NOT_OWNED = frozenset({"%", "pp"})
_FIRST_WORDS = 24

_Resolve = Callable[[str | None], Argument]


def compare(gold: Gold, found: Facts) -> Iterator[Facet]:
    """Yield every layer of one release; the relations once together and once by type."""
    alignment = Alignment(gold, found)
    yield from _entities(gold, found, alignment)
    yield "dates", {date.value for date in gold.dates}, {date.value for date in found.dates}
    yield "figures", {figure_key(figure) for figure in gold.figures}, {figure_key(figure) for figure in found.figures}
    yield "figure bounds", {_bounded(figure) for figure in gold.figures}, {_bounded(figure) for figure in found.figures}
    yield from _relations(gold, found, alignment)
    yield TITLES, _titles(gold.relations, alignment.of_gold), _titles(found.relations, alignment.of_found)
    yield "events", _events(gold.events, alignment.of_gold), _events(found.events, alignment.of_found)
    yield _quotes(gold, found, alignment)


def _entities(gold: Gold, found: Facts, alignment: Alignment) -> Iterator[Facet]:
    for kind in get_args(EntityType):
        yield (
            f"entity:{kind}",
            {entity.id for entity in gold.entities if entity.type == kind},
            {
                alignment.gold_ids.get(entity.id, f"?{entity.id} {entity.name}")
                for entity in found.entities
                if entity.type == kind
            },
        )


def _bounded(figure: Figure) -> tuple[FigureKey, str | None]:
    return figure_key(figure), figure.bound


def _relations(gold: Gold, found: Facts, alignment: Alignment) -> Iterator[Facet]:
    owned = {alignment.of_gold(relation.object) for relation in gold.relations if relation.type == "has_figure"}
    wanted = _triples(gold.relations, alignment.of_gold, owned)
    given = _triples(found.relations, alignment.of_found, owned)
    yield "relations", {*wanted}, {*given}
    for kind in sorted({triple[0] for triple in wanted | given}):
        yield f"relation:{kind}", {x for x in wanted if x[0] == kind}, {x for x in given if x[0] == kind}


def _triples(relations: Iterable[Relation], resolve: _Resolve, owned: set[Argument]) -> set[tuple[str, str, str]]:
    triples = set()
    for relation in relations:
        subject, object_ = resolve(relation.subject), resolve(relation.object)
        if relation.type == "has_figure" and not _counts(object_, owned):
            continue
        first, second = str(subject), str(object_)
        if relation.type in _SYMMETRIC:
            first, second = sorted((first, second))
        triples.add((relation.type, first, second))
    return triples


def _counts(argument: Argument, owned: set[Argument]) -> bool:
    """Tell whether `has_figure` is scored: only for figures that the gold gives an owner, percentages apart."""
    return argument in owned and not (isinstance(argument, tuple) and argument[1][-1] in _NOT_OWNED)


def _titles(relations: Iterable[Relation], resolve: _Resolve) -> set[Hashable]:
    return {
        (str(resolve(relation.subject)), str(resolve(relation.object)), normal_name(relation.title))
        for relation in relations
        if relation.type == "holds_position"
    }


def _events(events: Iterable[Event], resolve: _Resolve) -> set[Hashable]:
    facts: set[Hashable] = set()
    for event in events:
        facts.add((event.type, "date", event.date))
        if event.place:
            facts.add((event.type, "place", resolve(event.place)))
        facts.update((event.type, "with", resolve(entity)) for entity in (*event.participants, *event.attendees))
    return facts


def _quotes(gold: Gold, found: Facts, alignment: Alignment) -> Facet:
    """Compare speakers and first words; the gold may give fewer words than a record, never none."""
    wanted = [(alignment.of_gold(quote.speaker), fold(quote.text)[:_FIRST_WORDS]) for quote in gold.quotes]
    given: set[Hashable] = set()
    for quote in found.quotes:
        speaker, words = alignment.of_found(quote.speaker), fold(quote.text)[:_FIRST_WORDS]
        same = (pair for pair in wanted if pair[0] == speaker and pair[1] and words.startswith(pair[1]))
        given.add(next(same, (speaker, words)))
    return "quotes", {*wanted}, given
