"""Repeats: every further place where a recognised name stands, in capitals or not."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace

from press_extract.mentions import NameMention, Span
from press_extract.recognize.words import Word
from press_extract.text import plain

Known = Mapping[str, Sequence[tuple[tuple[str, ...], NameMention]]]

# What a bracket or quotation marks set off inside a name is a mention of its own.
_INNER = frozenset({"bracket", "part", "rules"})


def spread(
    text: str, mentions: Sequence[NameMention], pairs: Sequence[tuple[int, int]], words: Sequence[Sequence[Word]]
) -> tuple[tuple[NameMention, ...], tuple[tuple[int, int], ...]]:
    """Return the mentions with their repeats, in order and without overlap, and the pairs by their new indexes.

    Args:
        text: the shadow.
        mentions: what was recognised by its form and its context.
        pairs: indexes of mentions that name the same thing.
        words: the words of every sentence.
    """
    taken = sorted(Span(mention.start, mention.end) for mention in mentions)
    known = _known(text, mentions)
    merged = [*mentions, *(hit for sentence in words for hit in _hits(text, sentence, known, taken))]
    inner = {index for pair in pairs for index in pair}
    kept: list[int] = []
    end = -1
    for index in sorted(range(len(merged)), key=lambda index: (merged[index].start, -merged[index].end)):
        if merged[index].start >= end or (merged[index].source in _INNER and index in inner):
            kept.append(index)
            end = max(end, merged[index].end)
    place = {old: new for new, old in enumerate(kept)}
    linked = tuple((place[one], place[other]) for one, other in pairs if one in place and other in place)
    return tuple(merged[index] for index in kept), linked


def _known(text: str, mentions: Sequence[NameMention]) -> Known:
    """Return the names by their first word, the longest first."""
    known: dict[str, list[tuple[tuple[str, ...], NameMention]]] = {}
    seen: set[tuple[str, ...]] = set()
    for mention in mentions:
        parts = tuple(plain(word) for word in text[mention.start : mention.end].split())
        if mention.kind != "nominal" and parts not in seen and len("".join(parts)) > 1:
            seen.add(parts)
            known.setdefault(parts[0], []).append((parts, mention))
    for entries in known.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return known


def _hits(
    text: str,
    words: Sequence[Word],
    known: Known,
    taken: Sequence[Span],
) -> list[NameMention]:
    hits: list[NameMention] = []
    end = words[0].start if words else 0
    at = bisect_left(taken, Span(end, end))
    for word in words:
        while at < len(taken) and taken[at].start <= word.start:
            end = max(end, taken[at].end)
            at += 1
        if not word.capital or word.start < end:
            continue
        limit = taken[at].start if at < len(taken) else len(text)
        for parts, mention in known.get(plain(word.text), ()):
            stop = word.start + len(" ".join(parts))
            same = tuple(plain(piece) for piece in text[word.start : stop].split()) == parts
            if same and stop <= limit and not text[stop : stop + 1].isalnum():
                hits.append(replace(mention, start=word.start, end=stop, source="repeat"))
                end = stop
                break
    return hits
