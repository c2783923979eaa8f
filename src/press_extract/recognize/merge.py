"""Merging: what encoder, rules, lists and the user say of the names of a text becomes one set of mentions.

The encoder says where names stand; its type, the words of a name, the gazetteer, the rules and every other place where
the name stands have a vote on what it is. The user's own names decide where they match.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from press_extract.mentions import NameMention, Span, SpanIndex
from press_extract.pack.names import NameData
from press_extract.recognize.acronyms import bracketed_after
from press_extract.recognize.encoder.decode import LabelledSpan
from press_extract.recognize.encoder.model import Reading
from press_extract.recognize.names import Recognition
from press_extract.recognize.own import OwnMatch
from press_extract.recognize.repeats import spread
from press_extract.recognize.votes import Votes, add, winner
from press_extract.recognize.words import Word
from press_extract.record import EntityType, MentionKind
from press_extract.text import fold

TITLE = "title"
_ENCODER = 6.0  # weight of a mention that the encoder is certain of
_RULES = 1.5  # weight of a mention that the rules are certain of
_ALONE = 0.9  # confidence from which a mention of the rules stands without the encoder
_TWO_SIDED = 0.75  # confidence from which a territory keeps its own type in one place
_ACRONYM = 10
_SIGNS = " ,;:.!?'’«»“”\"()[]–—-•*|/\n"
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
        spans = [span for span in evidence.reading.spans if span.label != TITLE] if evidence.reading else []
        whole = _outermost(self._completed(text, spans))
        taken = SpanIndex(evidence.taken)
        named = [fit for span in whole if (fit := self._fitted(text, span, taken))]
        if self._attached:
            named = self._attached.parted(text, named)
        rules = evidence.rules.mentions if "rules" in self._voters else ()
        votes = self._votes(text, named, rules)
        mentions = [self._mention(text, span, votes) for span in named]
        mentions += _from_rules(mentions, rules, _ALONE if evidence.reading else 0.0)
        mentions = [*_outside(mentions, evidence.own), *map(_own, evidence.own)]
        mentions.sort(key=lambda mention: (mention.start, -mention.end))
        pairs: list[tuple[int, int]] = []
        if "brackets" in self._voters:
            mentions, pairs = _bracketed(text, mentions)
        words = evidence.words if "repeats" in self._voters else ()
        return Recognition(*spread(text, mentions, pairs, words))

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

    def _votes(self, text: str, named: Sequence[LabelledSpan], rules: Sequence[NameMention]) -> Mapping[str, Votes]:
        votes: dict[str, Votes] = defaultdict(dict)
        for span in named:
            add(votes[fold(text[span.start : span.end])], _type(span), _ENCODER * span.confidence)
        for mention in rules:
            key = fold(text[mention.start : mention.end])
            if key in votes and mention.kind != "nominal":
                add(votes[key], mention.type, _RULES * mention.confidence)
        return votes

    def _mention(self, text: str, span: LabelledSpan, votes: Mapping[str, Votes]) -> NameMention:
        name = text[span.start : span.end]
        type_, share = winner(votes[fold(name)])
        own = _type(span)
        # A commune acts in one sentence and only says where in another: both are listed.
        if type_ != own and {type_, own} == _TERRITORIAL and span.confidence >= _TWO_SIDED:
            type_ = own
        sources = "encoder" if type_ == own else "encoder+votes"
        confidence = round(min(span.confidence, 0.5 + share / 2), 3)
        return NameMention(span.start, span.end, type_ or own, _kind(name), confidence, sources)


def _from_rules(mentions: Sequence[NameMention], rules: Sequence[NameMention], floor: float) -> Iterator[NameMention]:
    """Yield what only the rules found, and are sure of."""
    index = SpanIndex(mentions)
    for mention in rules:
        if (mention.kind == "nominal" or mention.confidence >= floor) and not any(index.overlapping(mention)):
            yield mention


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


def _outside(mentions: Sequence[NameMention], own: Sequence[OwnMatch]) -> Iterator[NameMention]:
    index = SpanIndex(own)
    yield from (mention for mention in mentions if not any(index.overlapping(mention)))


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
