"""Merging: what encoder, rules, lists and the user say of the names of a text becomes one set of mentions.

Encoder and rules propose. Each proposal weighs the log-odds that it is right; those for one place add up. The type is
what all places of the name speak for together. Of proposals that claim the same words the heaviest stands, and what
weighs too little is no name. The user's own names decide where they match.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from press_extract.mentions import NameMention, Span, SpanIndex
from press_extract.pack.names import NameData
from press_extract.recognize.acronyms import bracketed_after
from press_extract.recognize.encoder.decode import LabelledSpan, log_odds
from press_extract.recognize.encoder.model import Reading
from press_extract.recognize.names import Recognition
from press_extract.recognize.own import OwnMatch
from press_extract.recognize.repeats import spread
from press_extract.recognize.votes import Votes, add, winner
from press_extract.recognize.words import Word
from press_extract.record import EntityType, MentionKind
from press_extract.text import fold

TITLE = "title"
# Log-odds, chosen on releases that neither the encoder nor the rules were made on.
_RULES, _RULES_EVEN = 4.5, 0.3  # how the rules' confidence weighs, and where it says neither yes nor no
_SILENT = -0.3  # where rules that could have spoken do not
_LEAST = -0.4  # weight from which a proposal is a name; below even, as a missed name costs as much as a false one
_TERRITORY = 1.0  # weight from which a territory keeps its own type in one place
_ACRONYM = 10
_SIGNS = " ,;:.!?'’«»“”\"()[]–—-•*|/\n"
# What the rules find within a name, or around one.
_WITHIN = frozenset({"bracket", "full", "part", "repeat"})
_TERRITORIAL: frozenset[EntityType] = frozenset({"organization", "place"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """Hold what is known of a text before its names are merged.

    Attributes:
        reading: what the encoder says.
        rules: what the rules say.
        own: where the user's names stand.
        taken: dates and figures, which are no names.
        words: the words of every sentence.
    """

    reading: Reading | None
    rules: Recognition
    own: Sequence[OwnMatch]
    taken: Sequence[Span]
    words: Sequence[Sequence[Word]]


@dataclass(slots=True)
class _Proposal:
    """Gather what speaks for a name in one place.

    Attributes:
        weights: log-odds by type.
        sources: who spoke.
    """

    key: str
    weights: Votes
    sources: list[str]
    by_rules: NameMention | None = None


VOTERS = ("rules", "brackets", "repeats")


class Merger:
    """Merge mentions in texts of one language.

    Args:
        data: the language's.
        voters: those of `VOTERS` that have a say beside the encoder and the user: mentions by rules, acronyms that
            brackets introduce, and further places where a name stands.
    """

    def __init__(self, data: NameData, voters: Sequence[str] = VOTERS) -> None:
        self._voters = frozenset(voters)
        links = "|".join(sorted(map(re.escape, data.of), key=len, reverse=True))
        self._dangling = re.compile(rf"\s(?:{links})\s?$") if links else None
        self._article = _openers(data.articles)
        self._civility = _openers(data.civilities)
        self._not_names = frozenset(fold(name) for name in data.not_names)
        self._attached = _Attached(data) if data.attached else None

    def __call__(self, text: str, evidence: Evidence) -> Recognition:
        """Return the names of `text`, the shadow, each with the voters that spoke for it as its source."""
        rules = evidence.rules if "rules" in self._voters else Recognition((), ())
        mentions, pairs = list(rules.mentions), list(rules.pairs)
        if evidence.reading is not None:
            named = self._named(text, evidence.reading, SpanIndex(evidence.taken))
            mentions, pairs = _with_rules(_chosen(text, _proposals(text, named, rules.mentions)), rules)
        mentions, pairs = _kept(mentions, pairs, SpanIndex(evidence.own))
        mentions += map(_own, evidence.own)
        if "brackets" in self._voters:
            mentions, found = _bracketed(text, mentions)
            pairs += found
        return Recognition(*spread(text, mentions, pairs, evidence.words if "repeats" in self._voters else ()))

    def _named(self, text: str, reading: Reading, taken: SpanIndex[Span]) -> list[LabelledSpan]:
        """Return the encoder's names with their ends mended."""
        spans = [span for span in reading.spans if span.label != TITLE]
        whole = _outermost(self._completed(text, spans))
        named = [fit for span in whole if (fit := self._fitted(text, span, taken))]
        return self._attached.parted(text, named) if self._attached else named

    def _completed(self, text: str, spans: Sequence[LabelledSpan]) -> list[LabelledSpan]:
        """Return the spans so that none ends in "of": with what follows it where that is a name, else without it."""
        if self._dangling is None:
            return list(spans)
        by_start = {span.start: span for span in sorted(spans)}
        found = []
        for span in spans:
            dangling = self._dangling.search(text, span.start, span.end)
            if dangling:
                gap = span.end + (text[span.end : span.end + 1] == " ")
                end = by_start[gap].end if gap in by_start else dangling.start()
                span = replace(span, end=end)  # noqa: PLW2901
            if span.end > span.start:
                found.append(span)
        return found

    def _fitted(self, text: str, span: LabelledSpan, taken: SpanIndex[Span]) -> LabelledSpan | None:
        """Return the span without article, civility and signs at its ends, or None where no name is left."""
        start, end = span.start, span.end
        if (blank := text.find("\n\n", start, end)) >= 0:
            end = blank
        while start < end and text[start] in _SIGNS:
            start += 1
        if self._civility and (lead := self._civility.match(text, start, end)):
            start = lead.end()
        elif self._article and text[start].islower() and (lead := self._article.match(text, start, end)):
            start = lead.end() if text[lead.end() : lead.end() + 1].isupper() else start
        while end > start and text[end - 1] in _SIGNS and not _dotted(text, start, end):
            end -= 1
        if text.count("(", start, end) > text.count(")", start, end) and text[end : end + 1] == ")":
            end += 1
        name = text[start:end]
        if not any(char.isalpha() for char in name) or fold(name) in self._not_names:
            return None
        fitted = replace(span, start=start, end=end)
        return None if any(one.covers(fitted) for one in taken.overlapping(fitted)) else fitted


def _proposals(
    text: str, named: Sequence[LabelledSpan], rules: Sequence[NameMention]
) -> Mapping[tuple[int, int], _Proposal]:
    """Return what was proposed, by its offsets; nominal mentions are no names."""
    found: dict[tuple[int, int], _Proposal] = {}

    def at(span: Span) -> _Proposal:
        place = (span.start, span.end)
        return found.setdefault(place, _Proposal(fold(text[span.start : span.end]), {}, []))

    for span in named:
        proposal = at(span)
        add(proposal.weights, _type(span), log_odds(span.confidence))
        proposal.sources.append("encoder")
    for mention in rules:
        if mention.kind != "nominal" and mention.source not in _WITHIN:
            proposal = at(mention)
            add(proposal.weights, mention.type, _RULES * (mention.confidence - _RULES_EVEN))
            proposal.sources.append("rules")
            proposal.by_rules = mention
    if rules:
        for proposal in found.values():
            if proposal.by_rules is None:
                for type_ in proposal.weights:
                    add(proposal.weights, type_, _SILENT)
    return found


def _chance(weight: float) -> float:
    return 1 / (1 + math.exp(-weight))


def _chosen(text: str, proposals: Mapping[tuple[int, int], _Proposal]) -> list[NameMention]:
    """Return the mentions that stand: typed by all places of their name, the heaviest first."""
    votes: dict[str, Votes] = defaultdict(dict)
    for proposal in proposals.values():
        for type_, weight in proposal.weights.items():
            add(votes[proposal.key], type_, _chance(weight))
    typed = []
    for (start, end), proposal in proposals.items():
        type_ = _type_of(proposal, votes[proposal.key])
        weight = proposal.weights.get(type_, max(proposal.weights.values()))
        if weight >= _LEAST:
            by_rules = proposal.by_rules
            subtype = by_rules.subtype if by_rules and by_rules.type == type_ else None
            source = "+".join(proposal.sources)
            kind = by_rules.kind if by_rules else _kind(text[start:end])
            mention = NameMention(start, end, type_, kind, round(_chance(weight), 3), source, subtype)
            typed.append((weight, mention))
    chosen: list[NameMention] = []
    index: SpanIndex[NameMention] = SpanIndex()
    for _, mention in sorted(typed, key=lambda one: (-one[0], one[1].start - one[1].end, one[1].start)):
        if not any(index.overlapping(mention)):
            index.add(mention)
            chosen.append(mention)
    return sorted(chosen, key=lambda mention: mention.start)


def _type_of(proposal: _Proposal, votes: Votes) -> EntityType:
    """Return the type that all places of a name speak for.

    A commune acts in one sentence and only says where in another: there a sure voice is heard for its place alone.
    """
    elected, _ = winner(votes)
    own = max(proposal.weights, key=lambda type_: (proposal.weights[type_], type_))
    if elected is None or ({own, elected} == _TERRITORIAL and proposal.weights[own] >= _TERRITORY):
        return own
    return elected


def _with_rules(chosen: Sequence[NameMention], rules: Recognition) -> tuple[list[NameMention], list[tuple[int, int]]]:
    """Return the chosen mentions with what the rules know beside names: what points back, and short forms."""
    mentions, pairs = list(chosen), []
    index = SpanIndex(chosen)
    mentions += [one for one in rules.mentions if one.kind == "nominal" and not any(index.overlapping(one))]
    places = {(mention.start, mention.end): number for number, mention in enumerate(mentions)}
    for one, other in rules.pairs:
        whole, short = rules.mentions[one], rules.mentions[other]
        number = places.get((whole.start, whole.end))
        if number is None:
            continue
        known = places.get((short.start, short.end))
        if known is None:
            claimed = [clash for clash in index.overlapping(short) if clash != mentions[number]]
            if claimed:
                continue
            known = places[short.start, short.end] = len(mentions)
            mentions.append(replace(short, type=mentions[number].type))
        pairs.append((number, known))
    return mentions, pairs


def _openers(words: Sequence[str]) -> re.Pattern[str] | None:
    """Return the pattern of one or more of `words`, in any case, where more follows."""
    parted = (re.escape(word) + ("" if word.endswith("'") else r"(?!\w)\s*") for word in sorted(words, key=len)[::-1])
    return re.compile(rf"(?:{'|'.join(parted)})+(?=\S)", re.IGNORECASE) if words else None


class _Attached:
    """Part names from the prefixes that a script writes together with them ("and", "in", "for")."""

    def __init__(self, data: NameData) -> None:
        self._prefixes = data.attached
        self._article = tuple(article for article in data.articles if len(article) > 1)
        self._heads = frozenset(word for group in data.heads for phrase in group.words for word in [phrase.split()[0]])

    def parted(self, text: str, named: Sequence[LabelledSpan]) -> list[LabelledSpan]:
        """Return the spans without a prefix where the rest is a name of the text, begins with an article or a head."""
        forms = {text[span.start : span.end] for span in named}
        return [replace(span, start=self._start(text, span, forms)) for span in named]

    def _start(self, text: str, span: LabelledSpan, forms: frozenset[str] | set[str]) -> int:
        for prefix in self._prefixes:
            if text.startswith(prefix, span.start):
                rest = text[span.start + len(prefix) : span.end]
                first = rest.split()[0] if rest.split() else ""
                if rest in forms or first.startswith(self._article) or first in self._heads:
                    return span.start + len(prefix)
        return span.start


def _type(span: LabelledSpan) -> EntityType:
    return span.label  # type: ignore[return-value]  # titles are set apart before


def _outermost(spans: Sequence[LabelledSpan]) -> Iterator[LabelledSpan]:
    end = -1
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if span.start >= end:
            yield span
            end = span.end


def _dotted(text: str, start: int, end: int) -> bool:
    """Tell whether the full stop before `end` belongs to an acronym ("S.A.")."""
    return text[end - 1] == "." and "." in text[start : end - 1]


def _kind(name: str) -> MentionKind:
    letters = [char for char in name if char.isalpha()]
    short = len(name) <= _ACRONYM and " " not in name and len(letters) > 1
    return "acronym" if short and all(char.isupper() for char in letters) else "name"


def _own(match: OwnMatch) -> NameMention:
    return NameMention(
        match.start, match.end, match.entry.type, "name", 1.0, "own", own=match.entry.id or match.entry.name
    )


def _kept(
    mentions: Sequence[NameMention], pairs: Sequence[tuple[int, int]], own: SpanIndex[OwnMatch]
) -> tuple[list[NameMention], list[tuple[int, int]]]:
    """Return the mentions that the user's names leave, with the pairs by their new indexes."""
    left = [index for index, mention in enumerate(mentions) if not any(own.overlapping(mention))]
    place = {old: new for new, old in enumerate(left)}
    return [mentions[index] for index in left], [
        (place[one], place[other]) for one, other in pairs if one in place and other in place
    ]


def _bracketed(text: str, mentions: Sequence[NameMention]) -> tuple[list[NameMention], list[tuple[int, int]]]:
    """Return the mentions with the acronyms that brackets introduce, and the pairs that these make."""
    found = list(mentions)
    pairs: list[tuple[int, int]] = []
    by_start = {mention.start: index for index, mention in enumerate(found) if mention.kind != "nominal"}
    for index, mention in enumerate(mentions):
        short = bracketed_after(text, mention.end) if mention.kind == "name" else None
        if short is None or mention.type == "person":
            continue
        known = by_start.get(short[0])
        if known is None:
            pairs.append((index, len(found)))
            found.append(replace(mention, start=short[0], end=short[1], kind="acronym", source="bracket"))
        else:
            pairs.append((index, known))
            if found[known].own is None:
                found[known] = replace(found[known], type=mention.type)
    return found, pairs
