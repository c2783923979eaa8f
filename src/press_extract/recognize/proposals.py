"""Proposals: what encoder and rules take for names, each with the log-odds that it is one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from press_extract.mentions import NameMention, Span, SpanIndex
from press_extract.recognize.acronyms import bracketed_after
from press_extract.recognize.encoder.decode import LabelledSpan, log_odds
from press_extract.recognize.votes import Votes, add
from press_extract.record import EntityType
from press_extract.text import fold

GAP = re.compile(r" {2,}| ?\| ?")  # between the cells of a table

# Log-odds, chosen on releases that neither the encoder nor the rules were made on.
_RULES, _RULES_EVEN = 4.0, 0.3  # how the rules' confidence weighs, and where it says neither yes nor no
_SILENT = -0.3  # where rules that could have spoken do not
_NO_NAME = -3.0  # for what looks like no name, where one voice alone says so
_BRACKETED = 1.0  # for a name whose acronym follows in brackets
_PLACE_INSIDE = 0.7  # share of a place's weight that speaks for the body around it
_NO_PART = -2.0  # for a describing noun and a name ("the union Unia") where the encoder knows the name
_DESCRIBED: frozenset[EntityType] = frozenset({"organization", "project"})
_DIGITS = 0.25  # share of digits from which letters and digits are a number or a code
# What the rules find within a name, or around one.
_WITHIN = frozenset({"bracket", "full", "part", "repeat"})
_WORD = re.compile(r"(?<!\w)[^\W\d_]\w*")


@dataclass(slots=True)
class Proposal:
    """Gather what speaks for a name in one place.

    Attributes:
        key: the name, folded.
        end: where it ends.
        weights: log-odds by type.
        sources: who spoke.
        by_rules: the rules' mention.
    """

    key: str
    end: int
    weights: Votes
    sources: list[str]
    by_rules: NameMention | None = None

    @property
    def by_encoder(self) -> bool:
        """Tell whether the encoder spoke."""
        return "encoder" in self.sources

    def lean(self, weight: float) -> None:
        """Add to the weight of every type."""
        for type_ in self.weights:
            add(self.weights, type_, weight)


Proposals = Mapping[tuple[int, int], Proposal]


def propose(
    text: str, named: Sequence[LabelledSpan], rules: Sequence[NameMention], small_words: frozenset[str]
) -> Proposals:
    """Return what was proposed, by its offsets; what points back is no name.

    Args:
        text: the shadow.
        named: the encoder's names.
        rules: the rules' mentions; none where there are no rules.
        small_words: of the language, in small letters: they are no names even in capitals.
    """
    found: dict[tuple[int, int], Proposal] = {}

    def at(span: Span) -> Proposal:
        place = (span.start, span.end)
        return found.setdefault(place, Proposal(fold(text[span.start : span.end]), span.end, {}, []))

    for span in named:
        proposal = at(span)
        add(proposal.weights, _type(span), log_odds(span.confidence))
        proposal.sources.append("encoder")
    for mention in rules:
        if mention.kind == "nominal" or mention.source in _WITHIN or GAP.search(text, mention.start, mention.end):
            continue
        proposal = at(mention)
        add(proposal.weights, mention.type, _RULES * (mention.confidence - _RULES_EVEN))
        proposal.sources.append("rules")
        proposal.by_rules = mention
    _doubt(text, found, named, small_words if rules else None)
    for proposal, type_, weight in list(_support(text, found)):
        add(proposal.weights, type_, weight)
    for (start, end), proposal in found.items():
        short = bracketed_after(text, end) if text[start].isupper() else None
        if short and fold(text[short[0]]) == fold(text[start]):
            proposal.lean(_BRACKETED)
    return found


def _doubt(
    text: str,
    found: Proposals,
    named: Sequence[LabelledSpan],
    small_words: frozenset[str] | None,
) -> None:
    """Weigh against what one voice alone proposes; `small_words` is None where there are no rules."""
    heard = SpanIndex(named)
    common = {word for word in _WORD.findall(text) if word.islower()} | (small_words or frozenset())
    for (start, end), proposal in found.items():
        name = text[start:end]
        if proposal.by_rules is None:
            if small_words is not None:
                proposal.lean(_SILENT)
            if name.isupper() and name.lower() in common:
                proposal.lean(_NO_NAME)
        elif sum(map(str.isdigit, name)) >= _DIGITS * len(name) and not any(heard.overlapping(Span(start, end))):
            proposal.lean(_NO_NAME)


def _support(text: str, found: Proposals) -> Iterator[tuple[Proposal, EntityType, float]]:
    """Yield what a name within a longer one adds to it: both voices heard a name, and one heard more of it."""
    index = SpanIndex([Span(*place) for place in found])
    for (start, end), proposal in found.items():
        inside = [
            (one.start, found[one.start, one.end])
            for one in index.overlapping(Span(start, end))
            if start <= one.start and one.end <= end and one.end - one.start < end - start
        ]
        if _described(text, start, end, proposal, inside):
            yield proposal, next(iter(proposal.weights)), _NO_PART
            continue
        for type_ in proposal.weights if inside else ():
            weight = max(_weights_inside(start, type_, inside))
            if weight > 0:
                yield proposal, type_, weight


def _described(text: str, start: int, end: int, proposal: Proposal, inside: Iterable[tuple[int, Proposal]]) -> bool:
    """Tell whether what the rules alone propose is a name that the encoder knows, behind a noun that describes it."""
    if proposal.sources != ["rules"] or not text[start].islower() or not _DESCRIBED & proposal.weights.keys():
        return False
    return any(text[at].isupper() and one.end == end and one.by_encoder for at, one in inside)


def _weights_inside(start: int, type_: EntityType, inside: Iterable[tuple[int, Proposal]]) -> Iterator[float]:
    for inner_start, inner in inside:
        # Before a person stands an office as often as a name.
        if type_ != "person" or inner_start == start:
            yield inner.weights.get(type_, 0.0)
        if type_ == "organization" and inner_start > start:
            yield _PLACE_INSIDE * inner.weights.get("place", 0.0)
    yield 0.0


def _type(span: LabelledSpan) -> EntityType:
    return span.label  # type: ignore[return-value]  # titles are set apart before
