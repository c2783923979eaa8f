"""The recogniser of names: candidates, one type a name, and every place where the name stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from press_extract.mentions import NameMention, Span
from press_extract.pack import LanguagePack
from press_extract.recognize.candidates import Candidate, CandidateReader, Covered, Label
from press_extract.recognize.decisions import Decisions, decide, quoted_part
from press_extract.recognize.lexicon import name_lexicon
from press_extract.recognize.repeats import spread
from press_extract.recognize.territories import acts_as
from press_extract.recognize.votes import Votes, add
from press_extract.recognize.words import Tagging, Word, find_words
from press_extract.record import EntityType, MentionKind
from press_extract.text import lower

_ACRONYM = 10  # letters; a longer word in capitals is a name
_ITEM_OPENING = 3  # words of a list item before the name that it is about
_LETTERHEADS = 3  # lines at the top in which a body in capitals is the sender
_NOMINAL_CONFIDENCE = 0.5


@dataclass(frozen=True, slots=True)
class Recognition:
    """Hold what was recognised: mentions in order, and pairs of indexes that name the same thing."""

    mentions: tuple[NameMention, ...]
    pairs: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class _Found:
    mentions: list[NameMention] = field(default_factory=list)
    pairs: list[tuple[int, int]] = field(default_factory=list)

    def also(self, mention: NameMention, whole: int) -> None:
        """Add a mention that names the same thing as the one at index `whole`."""
        self.pairs.append((whole, len(self.mentions)))
        self.mentions.append(mention)


class NameRecognizer:
    """Recognise names in texts of one language."""

    def __init__(self, pack: LanguagePack) -> None:
        self._lexicon = name_lexicon(pack.names)
        self._acting = pack.names.acting
        self._reader = CandidateReader(pack)

    def __call__(
        self,
        text: str,
        sentences: Sequence[Span],
        caps: Sequence[Span],
        labels: Sequence[Label],
        tagging: Tagging | None,
        taken: Sequence[Span] = (),
    ) -> Recognition:
        """Return the names of `text`, the shadow.

        `caps` are the blocks all in capitals, whose shapes say nothing; `taken` are dates and figures, no names.
        """
        small = lower(text)
        words = [find_words(text, sentence, self._lexicon.spelling, tagging) for sentence in sentences]
        in_caps = Covered(caps)
        readable = [found for found in words if found and not in_caps.covers(found[0])]
        candidates = self._candidates(text, small, readable, labels, Covered(taken))
        heads = [found for found in words[:_LETTERHEADS] if found and in_caps.covers(found[0])]
        candidates = [*(one for found in heads for one in self._reader.letterhead(text, found)), *candidates]
        decisions = decide(text, candidates, self._lexicon.legal_forms)
        found = self._mentions(text, small, candidates, decisions)
        return Recognition(*spread(text, found.mentions, found.pairs, words))

    def _candidates(
        self, text: str, small: str, sentences: Sequence[Sequence[Word]], labels: Sequence[Label], taken: Covered
    ) -> list[Candidate]:
        candidates: list[Candidate] = []
        intro: Votes = {}
        label_at = 0
        for words in sentences:
            start, end = words[0].start, words[-1].end
            while label_at < len(labels) and labels[label_at].end <= start:
                label_at += 1
            inside = [label for label in labels[label_at : label_at + len(words)] if label.start < end]
            found = self._reader.read(text, small, words, inside, taken)
            if words[0].shape != "sign":
                intro = self._lexicon.intro_votes(small[start:end])
            elif found and found[0].chunk.first <= _ITEM_OPENING:
                for type_, weight in intro.items():
                    add(found[0].context, type_, weight)
            candidates += found
        return candidates

    def _mentions(self, text: str, small: str, candidates: Sequence[Candidate], decisions: Decisions) -> _Found:
        found = _Found()
        # A territory that acts once is a body wherever nothing says that it is a place.
        acting = {
            c.key for c in candidates if _acts(c) and acts_as(text, small, c.chunk, self._acting) == "organization"
        }
        for candidate in candidates:
            chunk = candidate.chunk
            if chunk.nominal and chunk.head:
                group = chunk.head.group
                mention = NameMention(
                    chunk.start, chunk.end, group.type, "nominal", _NOMINAL_CONFIDENCE, "head", group.subtype
                )
                found.mentions.append(mention)
            elif candidate.key in decisions:
                type_, confidence = decisions[candidate.key]
                if _acts(candidate):
                    default: EntityType = "organization" if candidate.key in acting else "place"
                    type_ = acts_as(text, small, chunk, self._acting) or default
                if type_ != "person" or len(candidate.words) > 1 or "person" in candidate.context:
                    _add_named(found, text, candidate, type_, confidence)
        return found


def _acts(candidate: Candidate) -> bool:
    head = candidate.chunk.head
    return head is not None and head.group.acts and not candidate.chunk.announced


def _add_named(found: _Found, text: str, candidate: Candidate, type_: EntityType, confidence: float) -> None:
    """Add the mention of a candidate, and those of its bracketed or quoted short forms."""
    chunk = candidate.chunk
    subtype = chunk.head.group.subtype if chunk.head and type_ == chunk.head.group.type else None
    acronym = len(candidate.words) == 1 and candidate.words[0].shape == "upper" and len(candidate.key) <= _ACRONYM
    kind: MentionKind = "acronym" if acronym else "name"
    whole = len(found.mentions)
    found.mentions.append(NameMention(chunk.start, chunk.end, type_, kind, confidence, "rules", subtype))
    if candidate.short:
        short = candidate.short
        found.also(NameMention(short.start, short.end, type_, "acronym", confidence, "bracket", subtype), whole)
        if candidate.full_end:
            found.also(NameMention(chunk.start, candidate.full_end, type_, "name", confidence, "full", subtype), whole)
    elif chunk.head and not chunk.announced and (inner := quoted_part(text, chunk)):
        found.also(NameMention(inner.start, inner.end, type_, "name", confidence, "part", None), whole)
