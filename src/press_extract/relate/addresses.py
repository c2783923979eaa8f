"""Addresses: where an organisation sits, from a line that names a street, a postcode or a city beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from press_extract.mentions import Span
from press_extract.relate.context import Document, Named, RelationDraft
from press_extract.structure.blocks import Block

_LINK = re.compile(r"(?:\s?[,·–-]\s?|\s)(?:(?:[A-Z]{1,2}-)?\d{4,6}\s|[A-Z]\d[A-Z] \d[A-Z]\d\s)?\(?")
_SITES = frozenset({"street", "site"})
_CONFIDENCE = 0.75


def read_addresses(document: Document, blocks: Sequence[Block]) -> Iterator[RelationDraft]:
    """Yield `located_in` for addresses: the street in its city, and in contact sections the organisation in both."""
    for block in blocks:
        places = [named for named in document.within(block) if named.type == "place"]
        if not places:
            continue
        contact = document.section_of(block.start) == "contact"
        for chain in _chains(document, places):
            city = chain[-1]
            if len(chain) > 1:
                yield from (_in(part, city) for part in chain[:-1])
            if contact and (len(chain) > 1 or _coded(document, city)):
                body = _resident(document, block, chain[0])
                if body is not None:
                    yield from (
                        RelationDraft(
                            "located_in", body, part.entity, _span(block, part), _CONFIDENCE, sources=("address",)
                        )
                        for part in chain
                    )


def _chains(document: Document, places: Sequence[Named]) -> Iterator[list[Named]]:
    """Yield the runs of places that stand side by side as parts of one address."""
    chain: list[Named] = []
    for place in places:
        if chain and _LINK.fullmatch(document.text, chain[-1].end, place.start):
            chain.append(place)
            continue
        if chain and _is_address(document, chain):
            yield chain
        chain = [place]
    if chain and _is_address(document, chain):
        yield chain


def _is_address(document: Document, chain: Sequence[Named]) -> bool:
    return document.drafts[chain[0].entity].subtype in _SITES or (len(chain) == 1 and _coded(document, chain[0]))


def _coded(document: Document, place: Named) -> bool:
    """Tell whether a postcode stands right before the place."""
    return re.search(r"\d{4,6}\s$", document.text[max(0, place.start - 8) : place.start]) is not None


def _resident(document: Document, block: Block, place: Named) -> int | None:
    """Return the organisation named last before the place in its block, else the one that the release is about."""
    named = [n for n in document.within(Span(block.start, place.start)) if n.type == "organization"]
    return named[-1].entity if named else document.main_body


def _in(part: Named, whole: Named) -> RelationDraft:
    return RelationDraft(
        "located_in", part.entity, whole.entity, Span(part.start, whole.end), _CONFIDENCE, sources=("address",)
    )


def _span(block: Block, place: Named) -> Span:
    return Span(block.start, place.end)
