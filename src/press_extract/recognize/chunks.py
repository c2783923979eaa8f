"""Chunks: the maximal word sequences of a sentence that may be a name, by capitals, heads and connectors."""

from __future__ import annotations

from dataclasses import dataclass

from press_extract.mentions import Span
from press_extract.recognize.lexicon import Head
from press_extract.recognize.runs import WordRun

_QUOTED_WORDS = 9  # a longer quotation is speech, not a name
_OPEN, _CLOSE = '«“"„', '»”"'
_VERBS = frozenset({"VERB", "AUX"})
_NOUNS = frozenset({"NOUN", "PROPN", "ADJ", "X"})


@dataclass(frozen=True, slots=True)
class Chunk(Span):
    """Hold one candidate name.

    Attributes:
        first, last: indexes of its words in the sentence, `last` excluded.
        head: the head it begins with, if any; where the head is only an announcement, it stands before the chunk.
        announced: `head` stands before the chunk and is no part of it.
        quoted: it stands in quotation marks.
        nominal: a capitalised head alone, which points to a name elsewhere.
    """

    first: int
    last: int
    head: Head | None = None
    announced: bool = False
    quoted: bool = False
    nominal: bool = False


class Chunker:
    """Cut one sentence into candidate names."""

    def __init__(self, run: WordRun) -> None:
        self._run = run
        self._words, self._lexicon = run.words, run.lexicon

    def chunks(self) -> list[Chunk]:
        """Return the candidates in order; they do not overlap."""
        found: list[Chunk] = []
        index = 0
        while index < len(self._words):
            chunk = self._quoted(index) or self._headed(index) or self._plain(index)
            if chunk:
                found.append(chunk)
                index = chunk.last
            else:
                index += 1
        return found

    # --- openings ---------------------------------------------------------------------------------------------------

    def _quoted(self, index: int) -> Chunk | None:
        words = self._words
        if (
            words[index].text not in _OPEN
            or index + 2 >= len(words)
            or not (words[index + 1].capital or words[index + 1].shape == "num")
        ):
            return None
        for close in range(index + 2, min(index + 2 + _QUOTED_WORDS, len(words))):
            word = words[close]
            if word.text in _CLOSE:
                inner = words[index + 1 : close]
                if any(sign.text in ".!?;" for sign in inner) or (
                    len(inner) > 4 and any(verb.pos in _VERBS for verb in inner)
                ):
                    return None
                return self._chunk(index + 1, close, head=self._lexicon.head_at(words, index + 1), quoted=True)
            if word.text in _OPEN:
                return None
        return None

    def _headed(self, index: int) -> Chunk | None:
        word = self._words[index]
        head = self._lexicon.head_at(self._words, index) if word.shape != "sign" else None
        if head is None or not (word.capital or head.group.lower) or self._run.blocked(index):
            return None
        if head.phrase in self._lexicon.known_phrases and index and self._run.elided_of(self._words[index - 1]):
            return None
        firm = word.capital and not word.initial
        after = index + head.length
        if (
            not word.capital
            and head.group.type != "organization"
            and head.group.subtype != "street"
            and self._run.hides_head(after)
        ):
            return None
        if (
            head.group.type != "organization"
            and after < len(self._words)
            and self._words[after].text in _OPEN
            and not head.group.dropped
        ):
            # "the plant « X »": the quotation is the name, whatever its kind.
            quoted = self._quoted(after) if head.group.subtype == "site" else None
            if quoted:
                return quoted
        if head.group.dropped and not firm and self._run.hides_head(after):
            return None
        if not word.capital and head.group.type == "organization" and (announced := self._described(index, head)):
            return announced
        end, capitals = self._extend(after, firm, head)
        titled = word.capital and capitals and (self._run.of_complement(after) or head.group.type == "organization")
        if head.group.dropped and not firm and not titled:
            return self._announced(index, head)
        if capitals or (firm and end > after) or (firm and head.length > 1):
            return self._chunk(index, end, head=head)
        if word.capital and end == after and head.group.generic:
            known = head.phrase in self._lexicon.known_phrases
            return self._chunk(index, after, head=None if known else head, nominal=not known)
        return None

    def _described(self, index: int, head: Head) -> Chunk | None:
        """Return the name after a head in small letters that adjectives part from it ("la banque publique X")."""
        after = index + head.length
        parted = (
            after < len(self._words)
            and self._words[after].lower in self._lexicon.adjectives
            and not self._words[after].capital
        )
        return self._announced(index, head) if parted else None

    def _announced(self, index: int, head: Head) -> Chunk | None:
        """Return the name that a dropped head announces: what follows it, an adjective or "de" between."""
        after = index + head.length
        while (
            after < len(self._words)
            and self._words[after].lower in self._lexicon.adjectives
            and not self._words[after].capital
        ):
            after += 1
        if after >= len(self._words):
            return None
        chunk = (
            self._quoted(after) or (self._headed(after) if self._words[after].capital else None) or self._plain(after)
        )
        if chunk is None or chunk.nominal:
            return None
        if chunk.head is not None:
            return chunk
        return Chunk(chunk.start, chunk.end, chunk.first, chunk.last, head, announced=True, quoted=chunk.quoted)

    def _plain(self, index: int) -> Chunk | None:
        word = self._words[index]
        if word.lower in self._lexicon.demonyms and self._run.nameable(index + 1):
            return None
        if not word.capital or self._run.stops(index) or (len(word.text) == 1 and not self._run.nameable(index + 1)):
            return None
        place = self._run.place_length(index) if index not in self._run.person_starts else 0
        if place > 1:
            return self._chunk(index, index + place)
        end = index + 1
        while (step := self._plain_step(index, end)) > 0:
            end += step
        return self._chunk(index, end)

    # --- extension --------------------------------------------------------------------------------------------------

    def _extend(self, index: int, firm: bool, head: Head) -> tuple[int, bool]:
        """Return the end of the name whose head ends at `index`, and whether a capital stands in what was added."""
        end = solid = index
        capitals = False
        while end < len(self._words):
            step, capital = self._head_step(end, index, firm, head)
            if not step:
                break
            end += step
            capitals = capitals or capital
            if capital or firm or (solid == end - step and capitals):
                solid = end
        return solid, capitals

    def _head_step(self, end: int, after_head: int, firm: bool, head: Head) -> tuple[int, bool]:
        words, lexicon = self._words, self._lexicon
        word = words[end]
        if word.capital and not self._run.stops(end):
            if self._run.splits(end, after_head, head):
                return 0, False
            return max(self._run.place_length(end), 1), True
        if word.text in _OPEN and (quoted := self._quoted(end)):
            return quoted.last - end + 1, True
        if (
            word.shape == "num"
            and head.group.subtype != "street"
            and words[end - 1].capital
            and end > after_head - 1
            and word.text.isdigit()
            and not self._run.counts(end)
        ):
            return 1, False
        if word.shape == "low" and (
            word.lower in lexicon.adjectives
            or (firm and end > after_head and self._run.adjective(word, words[end - 1]))
        ):
            return 1, False
        if firm and end == after_head and word.shape == "low" and word.pos == "NOUN" and self._run.nameable(end + 1):
            return 2, True
        paired = any(word.lower in lexicon.of_set for word in words[after_head:end])
        joined = 1 if lexicon.joins(word) and paired else 0
        if word.text == "," and end + 1 < len(words) and head.group.subtype == "government":
            joined = 1
        if word.text == "&" and self._run.nameable(end + 1):
            return 2, True
        early = not any(word.capital for word in words[after_head:end])
        return self._complement_step(end, joined, firm, head, early=early)

    def _complement_step(self, end: int, joined: int, firm: bool, head: Head, *, early: bool) -> tuple[int, bool]:
        lexicon, words = self._lexicon, self._words
        of = lexicon.of_at(words, end + joined) if end + joined < len(words) else 0
        reach = 0 if of or joined else lexicon.reach_at(words, end, early)
        if not of and not (reach and firm):
            return 0, False
        target = end + joined + of + reach
        if target >= len(words) or self._run.stops(target) or (joined and self._run.body_at(target)):
            return 0, False
        word = words[target]
        if word.capital:
            place = self._run.place_length(target)
            ends_here = place and (reach or (not early and head.group.type == "place" and not joined))
            return (0, False) if ends_here else (joined + of + reach + max(place, 1), True)
        if word.text in _OPEN and of and (quoted := self._quoted(target)):
            return quoted.last - end + 1, True
        noun = word.shape == "low" and word.pos in _NOUNS
        if noun and (firm or self._run.leads_to_capital(target)):
            return joined + of + reach + 1, False
        return 0, False

    def _plain_step(self, first: int, end: int) -> int:
        words, lexicon = self._words, self._lexicon
        if end >= len(words):
            return 0
        word, previous = words[end], words[end - 1]
        if word.capital and not self._run.stops(end):
            return 0 if self._run.splits(end, first, None) else 1
        if word.text == "&" and self._run.nameable(end + 1):
            return 2
        if word.shape == "num" and word.text.isdigit() and not self._run.counts(end):
            return 1
        if word.lower in lexicon.lower_legal_forms or (
            word.lower in lexicon.adjectives and previous.lower in lexicon.company_words and previous.capital
        ):
            return 1
        if word.text == "'" and end + 1 < len(words) and words[end + 1].capital and words[end + 1].start == word.end:
            return 2
        if word.lower in lexicon.particles and previous.shape != "upper":
            size = lexicon.of_at(words, end) or 1
            return size + 1 if self._particle_joins(first, end, end + size) else 0
        return 0

    def _particle_joins(self, first: int, end: int, target: int) -> bool:
        words = self._words
        if target >= len(words) or not words[target].capital or self._run.stops(target):
            return False
        opener = words[first]
        if words[end].lower not in self._lexicon.of_set or first in self._run.person_starts:
            return True
        # "Papeteries de X": a capitalised common noun takes its complement; a place or a full name does not.
        if opener.lower in self._lexicon.company_words or (opener.pos == "NOUN" and not opener.initial):
            return True
        return end == first + 1 and opener.shape == "cap" and not opener.initial and not self._run.place_length(first)

    def _chunk(
        self, first: int, last: int, *, head: Head | None = None, quoted: bool = False, nominal: bool = False
    ) -> Chunk:
        start, end = self._words[first].start, self._words[last - 1].end
        if self._words[last - 1].text.endswith(".") and len(self._words[last - 1].text) > 3:
            end -= 1
        return Chunk(start, end, first, last, head, quoted=quoted, nominal=nominal)
