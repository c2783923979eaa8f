"""Merging: what encoder, rules, lists and the user say of the names of a text becomes one set of mentions.

Encoder and rules propose (see `proposals`). The type is what all places of the name speak for together. Of proposals
that claim the same words the heaviest stands, and what weighs too little is no name. The user's own names decide where
they match.
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
from press_extract.recognize.encoder.decode import LabelledSpan
from press_extract.recognize.encoder.model import Reading
from press_extract.recognize.names import Recognition
from press_extract.recognize.own import OwnMatch
from press_extract.recognize.proposals import GAP, Proposal, Proposals, propose
from press_extract.recognize.repeats import spread
from press_extract.recognize.votes import Votes, add, winner
from press_extract.recognize.words import Word
from press_extract.record import EntityType, MentionKind
from press_extract.text import fold

TITLE = "title"
# Log-odds, chosen on releases that neither the encoder nor the rules were made on.
_LEAST = -0.4  # weight from which a proposal is a name; below even, as a missed name costs as much as a false one
_TERRITORY = 1.0  # weight from which a territory keeps its own type in one place
_ACRONYM = 10
_SIGNS = " ,;:.!?'’«»“”\"()[]–—-•*|/\n"
_HYPHENED_END = re.compile(r"-(?=[^\W\d_])[\w'-]*\w")
_HYPHENED_START = re.compile(r"(?<![\w'-])[^\W\d_][\w'-]*-$")
_LETTERS = 2  # of a name
_OPENING = re.compile(r" ?\(\s?[«“\"]? ?")
_CLOSING = re.compile(r" ?[»”\"]?\s?\)")
_LINE_END = re.compile(r"\s*\n\s*")
_LINE_WORD = re.compile(r"\S+")
_NEAR, _SLACK = 400, 0.8  # characters around a line among which its margin shows; share of it that makes a full line
_LONGEST = 40  # characters of such a part
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
        self._not_names = frozenset(map(fold, data.not_names))
        groups = (group for group in data.heads if group.type != "place")
        heads = {fold(phrase) for group in groups for phrase in group.words}
        self._heads = heads - {fold(name) for name in data.known_bodies}
        organs = "|".join(sorted(map(re.escape, data.never_heads), key=len, reverse=True))
        self._organ = re.compile(rf"(?:{organs})(?: (?:{links}))?(?!\w) ?", re.IGNORECASE) if organs and links else None
        self._small_words = frozenset(data.function_words)
        self._attached = _Attached(data) if data.attached else None

    def __call__(self, text: str, evidence: Evidence) -> Recognition:
        """Return the names of `text`, the shadow, each with the voters that spoke for it as its source."""
        rules = evidence.rules if "rules" in self._voters else Recognition((), ())
        mentions, pairs = list(rules.mentions), list(rules.pairs)
        if evidence.reading is not None:
            named = self._named(text, evidence)
            mentions, pairs = _with_rules(_chosen(text, propose(text, named, rules.mentions, self._small_words)), rules)
        mentions, pairs = _kept(mentions, pairs, SpanIndex(evidence.own))
        mentions += map(_own, evidence.own)
        if "brackets" in self._voters:
            mentions, found = _bracketed(text, mentions)
            pairs += found
        return Recognition(*spread(text, mentions, pairs, evidence.words if "repeats" in self._voters else ()))

    def _named(self, text: str, evidence: Evidence) -> list[LabelledSpan]:
        """Return the encoder's names with their ends mended."""
        spans = [span for span in evidence.reading.spans if span.label != TITLE] if evidence.reading else []
        cut = [part for span in spans for part in _in_columns(text, _in_lines(text, span))]
        whole = _unbroken(text, list(_outermost(self._completed(text, cut))))
        taken = SpanIndex(evidence.taken)
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
        while start < end and text[start] in _SIGNS:
            start += 1
        if self._civility and (lead := self._civility.match(text, start, end)):
            start = lead.end()
        elif self._article and text[start].islower() and (lead := self._article.match(text, start, end)):
            start = lead.end() if text[lead.end() : lead.end() + 1].isupper() else start
        if self._organ and (lead := self._organ.match(text, start, end)):
            start = lead.end()
        while end > start and text[end - 1] in _SIGNS and not _dotted(text, start, end):
            end -= 1
        if text.count("(", start, end) > text.count(")", start, end) and text[end : end + 1] == ")":
            end += 1
        name = text[start:end]
        if sum(map(str.isalpha, name)) < _LETTERS or fold(name) in self._not_names:
            return None
        if fold(name) in self._heads and not name.isupper():
            return None  # a head alone ("the Foundation") points back to a name
        fitted = replace(span, start=start, end=end)
        return None if any(one.covers(fitted) for one in taken.overlapping(fitted)) else fitted


def _chance(weight: float) -> float:
    return 1 / (1 + math.exp(-weight))


def _chosen(text: str, proposals: Proposals) -> list[NameMention]:
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


def _type_of(proposal: Proposal, votes: Votes) -> EntityType:
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


def _outermost(spans: Sequence[LabelledSpan]) -> Iterator[LabelledSpan]:
    end = -1
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if span.start >= end:
            yield span
            end = span.end


def _in_lines(text: str, span: LabelledSpan) -> LabelledSpan:
    """Return the span up to a line break that no margin explains: the next word would have fitted in the line."""
    for line_end in _LINE_END.finditer(text, span.start, span.end):
        start = text.rfind("\n", 0, line_end.start()) + 1
        word = _LINE_WORD.match(text, line_end.end())
        margin = max(map(len, text[max(0, start - _NEAR) : line_end.end() + _NEAR].split("\n")))
        reach = line_end.start() - start + 1 + (word.end() - word.start() if word else 0)
        if line_end.group().count("\n") > 1 or reach <= _SLACK * margin:
            return replace(span, end=line_end.start())
    return span


def _in_columns(text: str, span: LabelledSpan) -> Iterator[LabelledSpan]:
    """Yield the span, or each cell where it runs over cells of a table."""
    start = span.start
    for gap in GAP.finditer(text, span.start, span.end):
        yield replace(span, start=start, end=gap.start())
        start = gap.end()
    yield replace(span, start=start)


def _unbroken(text: str, spans: Sequence[LabelledSpan]) -> Iterator[LabelledSpan]:
    """Yield the spans with the rest of a double name that one breaks off at its hyphen, unless that is another span."""
    starts, ends = {span.start for span in spans}, {span.end for span in spans}
    for span in spans:
        if text[span.end - 1] == "-":
            span = replace(span, end=span.end - 1)  # noqa: PLW2901
        behind = _HYPHENED_END.match(text, span.end)
        before = _HYPHENED_START.search(text, max(0, span.start - _LONGEST), span.start)
        if behind and text[span.end + 1].isupper() and span.end + 1 not in starts:
            span = replace(span, end=behind.end())  # noqa: PLW2901
        if before and text[before.start()].isupper() and text[span.start].isupper() and span.start - 1 not in ends:
            span = replace(span, start=before.start())  # noqa: PLW2901
        yield span


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
    """Return the mentions with the short forms that brackets introduce, and the pairs that these make.

    A short form is of its name's type wherever it stands.
    """
    found = list(mentions)
    pairs: list[tuple[int, int]] = []
    by_start = {mention.start: index for index, mention in enumerate(found) if mention.kind != "nominal"}
    types: dict[str, EntityType] = {}
    for index, mention in enumerate(mentions):
        if mention.kind != "name" or mention.type == "person":
            continue
        short = bracketed_after(text, mention.end) or _set_off(text, mention, found, by_start)
        if short is None:
            continue
        types[text[short[0] : short[1]]] = mention.type
        known = by_start.get(short[0])
        if known is None:
            pairs.append((index, len(found)))
            found.append(replace(mention, start=short[0], end=short[1], kind="acronym", source="bracket"))
        else:
            pairs.append((index, known))
    for index, mention in enumerate(found):
        type_ = types.get(text[mention.start : mention.end], mention.type)
        if type_ != mention.type and mention.own is None:
            found[index] = replace(mention, type=type_)
    return found, pairs


def _set_off(
    text: str, mention: NameMention, found: Sequence[NameMention], by_start: Mapping[int, int]
) -> tuple[int, int, int] | None:
    """Return start and end of a name that fills the bracket after `mention`, and is made of its letters."""
    bracket = _OPENING.match(text, mention.end)
    known = by_start.get(bracket.end()) if bracket else None
    if known is None or found[known].type != mention.type:
        return None
    start, end = found[known].start, found[known].end
    closing = _CLOSING.match(text, end)
    letters = iter(_letters(text[mention.start : mention.end]))
    drawn = all(letter in letters for letter in _letters(text[start:end]))
    return (start, end, closing.end()) if closing and drawn else None


def _letters(name: str) -> str:
    return fold(name).replace(" ", "")
