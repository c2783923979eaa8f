"""Runs: the words of a sentence as the name grammar reads them, with what the lexicon and the gazetteer say of each."""

from __future__ import annotations

from collections.abc import Sequence

from press_extract.recognize.gazetteer import Gazetteer
from press_extract.recognize.lexicon import Head, NameLexicon
from press_extract.recognize.words import Word

_PLACE_WORDS = 5  # the longest place name that is looked up


class WordRun:
    """Answer what may stand at an index of a sentence's words.

    Args:
        words: the words of one sentence.
        lexicon: the name lexicon of its language.
        gazetteer: the known places.
        person_starts: indexes at which a person's name begins.
        blocked: indexes of words that are no part of any name.
    """

    def __init__(
        self,
        words: Sequence[Word],
        lexicon: NameLexicon,
        gazetteer: Gazetteer,
        person_starts: frozenset[int],
        blocked: frozenset[int],
    ) -> None:
        self.words = words
        self.lexicon = lexicon
        self._gazetteer = gazetteer
        self.person_starts = person_starts
        self._blocked = blocked

    def blocked(self, index: int) -> bool:
        """Tell whether the word at `index` lies within a date, a figure or a portfolio."""
        return index in self._blocked

    def elided_of(self, word: Word) -> bool:
        """Tell whether the word is an elided "of", after which "State" and its like are part of a title."""
        return word.lower.endswith("'") and word.lower in self.lexicon.of_set - self.lexicon.articles

    def hides_head(self, index: int) -> bool:
        """Tell whether a complement at `index` opens a name of its own ("the site of the hospital X")."""
        target = index + self.lexicon.of_at(self.words, index) if index < len(self.words) else index
        return index < target < len(self.words) and self.lexicon.head_at(self.words, target) is not None

    def body_at(self, index: int) -> bool:
        """Tell whether the head of an organisation's name stands at `index`."""
        head = self.lexicon.head_at(self.words, index)
        return head is not None and head.group.type == "organization"

    def leads_to_capital(self, index: int) -> bool:
        """Tell whether a lower-case complement soon meets a capital ("council of the region of X")."""
        words = self.words
        head = self.lexicon.head_at(words, index)
        at = index + (head.length if head else 1)
        while at < len(words) and words[at].lower in self.lexicon.adjectives:
            at += 1
        of = self.lexicon.of_at(words, at) if at < len(words) else 0
        target = at + of
        return target < len(words) and words[target].capital and not self.stops(target) and (of > 0 or head is not None)

    def place_length(self, index: int) -> int:
        """Return how many words at `index` are the longest name in the gazetteer; 0 for none."""
        words = self.words
        for length in range(min(_PLACE_WORDS, len(words) - index), 0, -1):
            last = words[index + length - 1]
            if last.shape in {"sign", "num"} or (length > 1 and last.lower in self.lexicon.of_set):
                continue
            if any(word.shape == "sign" for word in words[index : index + length]):
                continue
            follows = words[index + length] if index + length < len(words) else None
            if follows is not None and follows.capital and length > 1 and not self.stops(index + length):
                continue
            name = "".join(
                word.text if word.text.endswith("'") else f"{word.text} " for word in words[index : index + length]
            )
            if name.strip() in self._gazetteer:
                return length
        return 0

    def splits(self, index: int, after_head: int, head: Head | None) -> bool:
        """Tell whether another name, a person's, begins at `index` inside a run of capitals."""
        if index not in self.person_starts or index == 0:
            return False
        if head is None:
            # "CDG Khalid X" is two names, "Affoué Régine X" one: what stands before must be no part of a person's name.
            before = self.words[after_head:index]
            body = any(word.shape == "upper" or word.lower in self.lexicon.company_words for word in before)
            return body or self.place_length(after_head) == len(before)
        if index == after_head:
            return not head.group.eponym
        return not (head.group.eponym and index - 1 <= after_head)

    def stops(self, index: int) -> bool:
        """Tell whether the word at `index`, capital or not, belongs to no name: an article, a month, a civility."""
        word, lexicon = self.words[index], self.lexicon
        if index in self._blocked:
            return True
        if word.shape == "upper" and word.lower in lexicon.legal_forms:
            return False
        if word.lower in lexicon.calendar or word.lower in lexicon.civilities:
            return True
        # A capital inside a sentence is meant ("Grand Est", "Le Havre"); elsewhere a function word stays one.
        return word.lower in lexicon.function_words and (
            word.initial or word.shape != "cap" or not self.beside_capital(index)
        )

    def beside_capital(self, index: int) -> bool:
        """Tell whether a capital stands before or after `index`."""
        after = self.words[index + 1] if index + 1 < len(self.words) else None
        return (after is not None and after.capital) or (index > 0 and self.words[index - 1].capital)

    def adjective(self, word: Word, previous: Word) -> bool:
        """Tell whether the word is an adjective of the noun before it, and no participle that opens a clause."""
        return word.pos == "ADJ" and previous.pos != "PROPN" and not word.lower.endswith(self.lexicon.participle_ends)

    def of_complement(self, index: int) -> bool:
        """Tell whether "of" stands at `index`."""
        return index < len(self.words) and self.lexicon.of_at(self.words, index) > 0

    def nameable(self, index: int) -> bool:
        """Tell whether a word that may belong to a name stands at `index`."""
        return index < len(self.words) and self.words[index].capital and not self.stops(index)

    def counts(self, index: int) -> bool:
        """Tell whether the number at `index` counts the noun after it, and so is no part of a name."""
        if index in self._blocked:
            return True
        after = self.words[index + 1] if index + 1 < len(self.words) else None
        return (after is not None and after.shape == "num") or (
            after is not None and (after.shape == "low" or after.text in "%€$") and after.pos in {"NOUN", "", "SYM"}
        )
