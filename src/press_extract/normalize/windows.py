"""Look for costly patterns only near the words that they hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from press_extract.pack.exclusions import Compiled

# Characters before and after a word in which a match with it begins and ends.
_BEFORE, _AFTER = 70, 110
_SKIPPED = 30  # so near to one hit the next changes little


def windows(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Return the parts of `text` that lie within reach of one of `words`, in order and apart from one another."""
    hits = []
    for word in words:
        at = text.find(word)
        while at >= 0:
            hits.append(at)
            at = text.find(word, at + _SKIPPED)
    parts: list[tuple[int, int]] = []
    for hit in sorted(hits):
        start, end = max(0, hit - _BEFORE), min(len(text), hit + _SKIPPED + _AFTER)
        if parts and start <= parts[-1][1]:
            parts[-1] = parts[-1][0], max(end, parts[-1][1])
        else:
            parts.append((start, end))
    return parts


def find_spans(text: str, left: str, exclusions: Iterable[Compiled]) -> Iterator[tuple[int, int]]:
    """Yield the spans of `text` that `exclusions` match; `left` is the same text without case and accents."""
    parts: dict[tuple[str, ...], list[tuple[int, int]]] = {(): [(0, len(text))]}
    for pattern, near in exclusions:
        if near not in parts:
            parts[near] = windows(left, near)
        for start, end in parts[near]:
            for match in pattern.finditer(text, start, end):
                yield match.span()
