"""Examples: annotated texts as windows of pieces with the tags of their words and the events of their sentences."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from press_extract.mentions import Span
from press_extract.recognize.encoder.decode import BEGIN, INSIDE, OUTSIDE
from press_extract.recognize.encoder.pieces import PieceReader, Pieces
from press_extract.train.classes import UNKNOWN, classes_of
from press_extract.train.markup import EVENTS, LABELS, Marked

# Of the texts, so many are tagged by the teacher, which takes longer than all the rest.
_TAUGHT = 0.4
TAGGED: tuple[str, ...] = tuple(LABELS.values())
_SENTENCE = re.compile(r"[^\n]+?(?:[.!?؟…]+[»”\")\]]*(?=\s)|(?=\n)|\Z)")

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Example:
    """Hold one window.

    Attributes:
        ids: pieces, start and end signs included.
        firsts: for each word the index of its first piece in `ids`.
        tags: `(words, labels)` of outside, begin, inside.
        sentences: for each word the index of its sentence in `events`.
        events: `(sentences, types)` of 0 and 1.
        classes: for each word the index of its class, or `UNKNOWN`.
    """

    ids: Ints
    firsts: Ints
    tags: Ints
    sentences: Ints
    events: Ints
    classes: Ints


def sentences_of(text: str) -> list[Span]:
    """Return the sentences of a text in any language, by its signs and lines."""
    found = []
    for match in _SENTENCE.finditer(text):
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        if start < match.end():
            found.append(Span(start, match.end()))
    return found


def tags_of(words: Sequence[Span], marked: Marked) -> Ints:
    """Return the tags `(words, labels)` of the words; a mark inside a word marks the word."""
    tags = np.full((len(words), len(TAGGED)), OUTSIDE, np.int64)
    ends = [word.end for word in words]
    covered = dict.fromkeys(TAGGED, -1)
    for mark in marked.marks:
        if mark.start < covered[mark.label]:
            continue  # of two marks of one label the outer one counts
        covered[mark.label] = mark.end
        column = TAGGED.index(mark.label)
        at = int(np.searchsorted(ends, mark.start, side="right"))
        first = True
        while at < len(words) and words[at].start < mark.end:
            tags[at, column] = BEGIN if first else INSIDE
            first = False
            at += 1
    return tags


def _sentence_targets(marked: Marked) -> tuple[list[Span], Ints]:
    sentences = sentences_of(marked.text)
    targets = np.zeros((len(sentences), len(EVENTS)), np.int64)
    for offset, event in marked.events:
        for row, sentence in enumerate(sentences):
            if offset < sentence.end:
                targets[row, EVENTS.index(event)] = 1
                break
    return sentences, targets


def examples(reader: PieceReader, texts: Iterable[Marked], size: int, chance: random.Random) -> Iterator[Example]:
    """Yield windows of at most `size` pieces, cut at random so that no place in a window is special."""
    for marked in texts:
        pieces = reader(marked.text)
        tags = tags_of(pieces.words, marked)
        taught = chance.random() < _TAUGHT
        classes = classes_of(pieces.words, marked) if taught else np.full(len(pieces.words), UNKNOWN, np.int64)
        sentences, targets = _sentence_targets(marked)
        starts = [sentence.start for sentence in sentences]
        rows = np.array(
            [max(0, int(np.searchsorted(starts, word.start, "right")) - 1) for word in pieces.words], np.int64
        )
        room = size - 2
        at = 0
        first_cut = chance.randint(room // 2, room) if len(pieces.ids) > room else room
        while at < len(pieces.ids):
            end = min(at + (first_cut if at == 0 else room), len(pieces.ids))
            if (example := _window(reader, pieces, at, end, (tags, rows, targets, classes))) is not None:
                yield example
            at = end


def _window(
    reader: PieceReader, pieces: Pieces, start: int, end: int, targets: tuple[Ints, Ints, Ints, Ints]
) -> Example | None:
    tags, rows, events, classes = targets
    firsts = np.array(pieces.firsts, np.int64)
    held = np.flatnonzero((firsts >= start) & (firsts < end))
    if not len(held):
        return None
    own = tags[held].copy()
    own[0][own[0] == INSIDE] = BEGIN  # a name that the window's edge cuts
    used, local = np.unique(rows[held], return_inverse=True)
    return Example(
        np.array([reader.start, *pieces.ids[start:end], reader.separator], np.int64),
        firsts[held] - start + 1,
        own,
        local.astype(np.int64),
        events[used],
        classes[held],
    )
