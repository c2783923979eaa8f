"""Word classes: what a stock tagger says of the words, so that the encoder learns to tell them without it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import import_module

import numpy as np
import numpy.typing as npt
from spacy.language import Language

from press_extract.mentions import Span
from press_extract.recognize.words import Tagging
from press_extract.train.markup import Marked

# What the rules draw on; Universal Dependencies' names. The first stands for all others.
CLASSES = ("X", "NOUN", "PROPN", "VERB", "AUX", "ADJ")
UNKNOWN = -1
# By language; in the others the encoder goes by what it learns from these.
TEACHERS = {"fr": "fr_core_news_md"}
_UNUSED = ("ner", "parser", "senter", "lemmatizer", "attribute_ruler")

Ints = npt.NDArray[np.int64]


def classes_of(words: Sequence[Span], marked: Marked) -> Ints:
    """Return for each word the index of its class, `UNKNOWN` where the language has no teacher."""
    teacher = TEACHERS.get(marked.language)
    if teacher is None:
        return np.full(len(words), UNKNOWN, np.int64)
    doc = _tagger(teacher)(marked.text)
    tagging = Tagging([token.idx for token in doc], [token.pos_ for token in doc])
    told = (tagging.at(word.start) for word in words)
    return np.array([CLASSES.index(name) if name in CLASSES else 0 for name in told], np.int64)


@cache
def _tagger(name: str) -> Language:
    tagger: Language = import_module(name).load(exclude=list(_UNUSED))
    return tagger
