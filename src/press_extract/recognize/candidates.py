"""Candidates: the possible names of a sentence, each with the votes for its type."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from press_extract.mentions import Span
from press_extract.pack import LanguagePack
from press_extract.recognize.chunks import Chunk, Chunker
from press_extract.recognize.contexts import Surroundings
from press_extract.recognize.gazetteer import load_gazetteer, load_given_names
from press_extract.recognize.lexicon import NameLexicon, name_lexicon
from press_extract.recognize.long_forms import LongForms
from press_extract.recognize.runs import WordRun
from press_extract.recognize.titles import Office, title_lexicon
from press_extract.recognize.votes import Votes, Witness, add, together, winner
from press_extract.recognize.words import Word
from press_extract.record import EntityType
from press_extract.text import fold

_SURE, _SHARED = 3.0, 1.6  # a vote that speaks for neighbours in a list, and what it gives them
_LETTERHEAD_WORDS = 10
_HEAD_WEIGHT, _ANNOUNCED_WEIGHT = 6.0, 3.2


@dataclass(frozen=True, slots=True)
class Label(Span):
    """Hold one span that a statistical model proposed, with its label (PER, LOC, ORG or MISC)."""

    label: str


@dataclass(slots=True)
class Candidate:
    """Hold one possible name: where it stands, its folded form, and the votes of its form and of its context.

    Attributes:
        short: the bracketed short form after it.
        full_end: where the name ends that goes on behind its bracket.
    """

    chunk: Chunk
    words: Sequence[Word]
    key: str
    votes: Votes
    context: Votes
    short: Span | None = None
    full_end: int | None = None


class Covered:
    """Tell which words lie within spans such as dates and figures, and so belong to no name."""

    def __init__(self, taken: Sequence[Span]) -> None:
        self._spans = sorted(taken, key=lambda span: (span.start, span.end))
        self._starts = [span.start for span in self._spans]

    def covers(self, word: Word) -> bool:
        """Tell whether `word` lies within one of the spans."""
        at = bisect_right(self._starts, word.start) - 1
        return at >= 0 and word.end <= self._spans[at].end


class CandidateReader:
    """Read the candidates of sentences in one language."""

    def __init__(self, pack: LanguagePack) -> None:
        self._lexicon: NameLexicon = name_lexicon(pack.names)
        self._titles = title_lexicon(pack.titles)
        self._given_names = load_given_names()
        self._gazetteer = load_gazetteer()
        self._witness = Witness(self._lexicon, self._gazetteer, self._given_names)
        self._surroundings = Surroundings(self._lexicon)
        self._long_forms = LongForms(self._lexicon)
        links = "|".join(sorted(map(re.escape, (*pack.names.articles, *pack.names.of)), key=len, reverse=True))
        joints = "|".join(map(re.escape, pack.names.conjunctions))
        # Between two members of a list: a comma, a slash or "and", an article, a bracket such as "(leader)".
        self._listed = re.compile(rf"(?: ?\([^()]{{1,40}}\))? ?(?:,|/|;|,? (?:{joints})) ?(?:(?:{links}) ?)?")

    def read(
        self, text: str, small: str, words: Sequence[Word], labels: Sequence[Label], taken: Covered
    ) -> list[Candidate]:
        """Return the candidates of the sentence that `words` make up; `taken` are the characters that are no names."""
        offices = self._titles.find(small, words[0].start, words[-1].end)
        blocked = {index for index, word in enumerate(words) if taken.covers(word)}
        blocked |= self._portfolios(words, offices) | self._ranks(words, offices)
        starts = self._person_starts(words, labels)
        run = WordRun(words, self._lexicon, self._gazetteer, starts, frozenset(blocked))
        chunks = Chunker(run).chunks()
        found = []
        for chunk in self._long_forms.widen(text, words, chunks):
            candidate = self._candidate(text, words, chunk, labels)
            if candidate is None:
                continue
            if not chunk.nominal:
                candidate.context = self._surroundings.votes(text, small, words, chunk, offices)
            if short := self._long_forms.short_form(text, chunk):
                candidate.short = Span(short[0], short[1])
                candidate.full_end = self._long_forms.full_end(words, chunk, short[2])
            found.append(candidate)
        self._coordinate(text, found)
        return found

    def letterhead(self, text: str, words: Sequence[Word]) -> list[Candidate]:
        """Return the body that a line in capitals names, where it opens with a body's head and holds nothing else."""
        head = self._lexicon.head_at(words, 0)
        named = len(words) > 1 and all(word.shape not in {"sign", "num"} for word in words)
        if head is None or head.group.type != "organization" or not named or len(words) > _LETTERHEAD_WORDS:
            return []
        chunk = Chunk(words[0].start, words[-1].end, 0, len(words), head)
        name = text[chunk.start : chunk.end]
        return [Candidate(chunk, words, fold(name), {head.group.type: _HEAD_WEIGHT}, {})]

    def _candidate(self, text: str, words: Sequence[Word], chunk: Chunk, labels: Sequence[Label]) -> Candidate | None:
        name = text[chunk.start : chunk.end]
        candidate = Candidate(chunk, words[chunk.first : chunk.last], fold(name), {}, {})
        if candidate.key in self._lexicon.not_names or not any(char.isalpha() for char in name):
            return None
        if chunk.head:
            add(candidate.votes, chunk.head.group.type, _ANNOUNCED_WEIGHT if chunk.announced else _HEAD_WEIGHT)
        open_type = not chunk.nominal and (chunk.head is None or chunk.announced)
        if open_type:
            candidate.votes = together(candidate.votes, self._witness.form(candidate.words, name))
        if not self._plausible(candidate):
            return None
        if open_type:
            self._labels(candidate, labels)
        return candidate

    def _coordinate(self, text: str, found: Sequence[Candidate]) -> None:
        """Let the members of a list share their type: one that is sure speaks for a neighbour that is not."""
        pairs = [
            (one, other)
            for one, other in pairwise(found)
            if self._listed.fullmatch(text, one.chunk.end, other.chunk.start)
            and not (one.chunk.nominal or other.chunk.nominal)
        ]
        for one, other in (*pairs, *((other, one) for one, other in reversed(pairs))):
            type_, weight = self._strongest(one)
            if (
                type_ is not None
                and weight >= _SURE
                and self._strongest(other)[1] < _SURE
                and "person" not in other.context
            ):
                add(other.context, type_, _SHARED)

    def _strongest(self, candidate: Candidate) -> tuple[EntityType | None, float]:
        total = together(candidate.votes, candidate.context)
        type_, _ = winner(total)
        return type_, total[type_] if type_ else 0.0

    def _person_starts(self, words: Sequence[Word], labels: Sequence[Label]) -> frozenset[int]:
        by_offset = {word.start: index for index, word in enumerate(words)}
        starts = {
            by_offset[label.start]
            for label in labels
            if label.label == "PER" and label.start in by_offset and " " in _label_text(words, label)
        }
        for index, word in enumerate(words[:-1]):
            given = word.shape == "cap" and fold(word.text.split("-")[0]) in self._given_names
            if (
                given
                and words[index + 1].shape != "sign"
                and (words[index + 1].capital or words[index + 1].lower in self._lexicon.particles)
            ):
                starts.add(index)
        return frozenset(starts)

    @staticmethod
    def _ranks(words: Sequence[Word], offices: Sequence[Office]) -> set[int]:
        """Return the indexes of offices with a capital that stand before a name ("President X"), not inside one."""
        ranks = Covered(offices)
        return {
            index
            for index, word in enumerate(words)
            if ranks.covers(word) and not (index and (words[index - 1].capital or words[index - 1].text == "&"))
        }

    def _portfolios(self, words: Sequence[Word], offices: Sequence[Office]) -> frozenset[int]:
        """Return the indexes of the words that are the field of an office ("minister of Industry"), no names."""
        covered: set[int] = set()
        for office in offices:
            if not office.portfolio:
                continue
            index = next((i for i, word in enumerate(words) if word.start >= office.end), len(words))
            while index < len(words):
                word = words[index]
                linked = (
                    word.lower in self._lexicon.of_set
                    or self._lexicon.joins(word)
                    or word.lower in self._lexicon.small_words
                )
                listed = word.text == "," and index + 1 < len(words) and self._lexicon.of_at(words, index + 1) > 0
                field = (word.capital and word.text not in self._gazetteer) or word.lower in self._lexicon.adjectives
                if not (linked or listed or field or word.pos == "NOUN") or word.lower in self._lexicon.civilities:
                    break
                if field or word.pos == "NOUN":
                    covered.add(index)
                index += 1
        return frozenset(covered)

    def _labels(self, candidate: Candidate, labels: Sequence[Label]) -> None:
        chunk = candidate.chunk
        for label in labels:
            if chunk.overlaps(label):
                shared = min(chunk.end, label.end) - max(chunk.start, label.start)
                if 2 * shared >= chunk.end - chunk.start:
                    exact = label.start == chunk.start and label.end == chunk.end
                    self._witness.label(candidate.votes, label.label, exact, len(candidate.words))

    def _plausible(self, candidate: Candidate) -> bool:
        chunk, words = candidate.chunk, candidate.words
        if words[0].lower in self._lexicon.not_names and len(words) > 1 and words[1].shape == "num":
            return False
        if all(len(word.text) <= 2 and word.text.endswith(".") for word in words):
            return False
        if chunk.head or len(words) > 1 or chunk.quoted:
            return True
        word = words[0]
        if word.initial and word.shape == "cap":
            return (
                word.pos == "PROPN"
                or candidate.votes.get("place", 0.0) > 0
                or candidate.votes.get("organization", 0.0) > 0
            )
        return len(word.text) > 1


def _label_text(words: Sequence[Word], label: Label) -> str:
    return " ".join(word.text for word in words if label.start <= word.start and word.end <= label.end)
