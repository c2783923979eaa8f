"""Long forms: the words that a bracketed acronym stands for, and names that go on behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from press_extract.recognize.acronyms import bracketed_after, spelled_start
from press_extract.recognize.chunks import Chunk
from press_extract.recognize.lexicon import NameLexicon
from press_extract.recognize.words import Word

_QUOTE_CLOSE = re.compile(r"(?: ?[»”\"])?")
_GAP_WORDS = 6  # between a name and the bracket with its acronym


class LongForms:
    """Match names with the short forms that brackets give them."""

    def __init__(self, lexicon: NameLexicon) -> None:
        self._lexicon = lexicon
        self._skipped = lexicon.small_words

    def widen(self, text: str, words: Sequence[Word], chunks: list[Chunk]) -> list[Chunk]:
        """Return the chunks, with those widened that a bracketed acronym ends."""
        widened: list[Chunk] = []
        for before, word in enumerate(words):
            short = bracketed_after(text, word.start - 1) if word.text == "(" and before else None
            if short is None:
                continue
            first = spelled_start(words, before, text[short[0] : short[1]], self._skipped)
            if first is None or not (words[first].capital or self._lexicon.head_at(words, first)):
                first = self._headed_before(words, before, chunks)
            if first is not None:
                last = before
                while words[last - 1].shape == "sign" and last > first + 1:
                    last -= 1
                head = self._lexicon.head_at(words, first)
                quoted = first > 0 and words[first - 1].text in '«“"' and last < before
                widened.append(Chunk(words[first].start, words[last - 1].end, first, last, head, quoted=quoted))
        kept = [chunk for chunk in chunks if not any(wide.overlaps(chunk) for wide in widened)]
        return sorted((*kept, *widened), key=lambda chunk: chunk.start)

    def _headed_before(self, words: Sequence[Word], before: int, chunks: Sequence[Chunk]) -> int | None:
        """Return the first word of the headed name whose last words, up to the bracket, the chunker left out."""
        for chunk in reversed(chunks):
            if chunk.last > before:
                continue
            if chunk.last < before and chunk.head and not chunk.announced:
                gap = words[chunk.last : before]
                tight = len(gap) <= _GAP_WORDS and all(
                    word.shape != "sign" and word.pos not in {"VERB", "AUX"} for word in gap
                )
                return chunk.first if tight else None
            if not any(self._lexicon.of_at(words, chunk.first - size) == size for size in (1, 2)):
                return None
        return None

    def full_end(self, words: Sequence[Word], chunk: Chunk, bracket_end: int) -> int | None:
        """Return where a headed name ends that goes on after its bracketed acronym ("agency (A) of X"), if it does."""
        at = next((index for index, word in enumerate(words) if word.start >= bracket_end), len(words))
        if chunk.head is None or at >= len(words):
            return None
        target = at + self._lexicon.of_at(words, at)
        end = target
        while (
            end < len(words)
            and words[end].shape in {"cap", "upper"}
            and words[end].lower not in self._skipped | self._lexicon.civilities
        ):
            end += 1
        return words[end - 1].end if end > target else None

    @staticmethod
    def short_form(text: str, chunk: Chunk) -> tuple[int, int, int] | None:
        """Return the bracketed short form after a name, over a quotation mark that closes it."""
        end = chunk.end
        if chunk.quoted:
            end += len(_QUOTE_CLOSE.match(text, end)[0])  # type: ignore[index]
        return bracketed_after(text, end)
