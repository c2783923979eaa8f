"""Contexts: what the words around a candidate name and the model's labels say of its type."""

from __future__ import annotations

from collections.abc import Sequence

from press_extract.recognize.chunks import Chunk
from press_extract.recognize.lexicon import NameLexicon
from press_extract.recognize.titles import Office
from press_extract.recognize.votes import Votes, add
from press_extract.recognize.words import Word

_QUOTED, _APPOSED, _TITLED = 3.0, 1.6, 2.6  # weights
_FAR = 25  # words from an office to its holder at most


class Surroundings:
    """Read the votes of a sentence for the names in it."""

    def __init__(self, lexicon: NameLexicon) -> None:
        self._lexicon = lexicon

    def votes(self, text: str, small: str, words: Sequence[Word], chunk: Chunk, offices: Sequence[Office]) -> Votes:
        """Return what the words around `chunk` say of its type; `small` is `text`, the shadow, in small letters."""
        floor = words[0].start
        start = self._outer_start(text, chunk)
        votes = dict(self._lexicon.context_votes(small, max(floor, start), chunk.end, floor))
        if chunk.quoted:
            add(votes, "project", _QUOTED)
        elif self._apposed_noun(words, chunk, offices):
            add(votes, "project", _APPOSED)
        if chunk.last - chunk.first > 1 and self._titled(small, chunk, words, offices):
            add(votes, "person", _TITLED)
        return votes

    @staticmethod
    def _outer_start(text: str, chunk: Chunk) -> int:
        """Return where the name begins, with the quotation mark before it."""
        if not chunk.quoted:
            return chunk.start
        return chunk.start - (2 if text[chunk.start - 1 : chunk.start] == " " else 1)

    def _apposed_noun(self, words: Sequence[Word], chunk: Chunk, offices: Sequence[Office]) -> bool:
        """Tell whether the name follows its kind, article and noun, directly ("the helmet X")."""
        if chunk.first < 2 or chunk.head:
            return False
        article, noun = words[chunk.first - 2], words[chunk.first - 1]
        if noun.shape != "low" or noun.pos != "NOUN" or article.lower not in self._lexicon.articles:
            return False
        return not any(office.start <= noun.start < office.end for office in offices)

    def _titled(self, small: str, chunk: Chunk, words: Sequence[Word], offices: Sequence[Office]) -> bool:
        """Tell whether an office stands before the name, as its holder's, or follows it as an apposition."""
        previous = words[chunk.first - 1] if chunk.first else None
        for office in offices:
            if office.end <= chunk.start:
                between = [word for word in words[: chunk.first] if word.start >= office.end]
                holds = previous is not None and previous.lower not in self._lexicon.small_words and len(between) < _FAR
                if holds and not any(word.pos in {"VERB", "AUX"} or word.text in ".;:!?»«" for word in between):
                    return True
            elif small[chunk.end : office.left] in {", ", " (", " – ", " - ", " — ", ": ", " : "}:
                return office.article in {"", "article"}
        return False
