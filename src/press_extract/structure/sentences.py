"""Sentences: where they end, by signs and abbreviations, so that no parser is needed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from press_extract.mentions import Span
from press_extract.pack.structure import StructureData
from press_extract.structure.blocks import Block

# A stop, its closing quotes or brackets, a space, and something that can open a sentence.
_STOP = re.compile(
    r"(?P<word>[\w.-]*)(?P<stop>[.!?…]+)(?P<close>[\s]?[»”\")\]]*)\s+(?=[«“\"(\[–—-]?\s?[^\W\d_a-zà-ÿœ]|\d|[«“])"
)


@cache
def _abbreviations(data: StructureData) -> frozenset[str]:
    return frozenset(data.abbreviations)


def _ends(match: re.Match[str], known: frozenset[str]) -> bool:
    word, stop = match["word"].casefold(), match["stop"]
    if stop != "." or match["close"].strip():
        return True
    initial = len(word) == 1 and word.isalpha() and match["word"].isupper()
    return not (word in known or initial or word.rsplit(".", 1)[-1] in known)


def find_sentences(text: str, blocks: Sequence[Block], data: StructureData) -> list[Span]:
    """Return the sentences of every block, in order; a block without a stop is one sentence."""
    known = _abbreviations(data)
    sentences = []
    for block in blocks:
        start = block.start
        for match in _STOP.finditer(text, block.start, block.end):
            if _ends(match, known):
                cut = match.end("close")
                sentences.append(Span(start, cut))
                start = match.end()
        if start < block.end:
            sentences.append(Span(start, block.end))
    return sentences
