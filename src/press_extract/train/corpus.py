"""The corpus: what is trained on and what is kept apart, by release and by name; one command gives the same corpus."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from press_extract.evaluate.rows import read_rows
from press_extract.pack import load_pack
from press_extract.recognize.gazetteer import load_gazetteer
from press_extract.text import fold
from press_extract.train.grammar import Grammar, read_grammar
from press_extract.train.markup import Marked, entities, read_file
from press_extract.train.vary import Renamer, company_like, roughened

RENAMED = 0.55  # share of a release's entities that get another name each time it is read
_TRIES = 20
_DEV = 14  # one release in so many calibrates instead of training


@dataclass(frozen=True)
class Corpus:
    """Hold the project's corpora.

    Attributes:
        releases: all annotated texts.
        grammars: the generators.
        public: folded names of public bodies, which may occur anywhere.
    """

    releases: tuple[Marked, ...]
    grammars: tuple[Grammar, ...]
    gold_names: frozenset[str]

    @cached_property
    def test(self) -> tuple[Marked, ...]:
        """Return the releases kept apart."""
        return tuple(marked for marked in self.releases if marked.kept_apart)

    @cached_property
    def _own(self) -> tuple[Marked, ...]:
        return tuple(marked for marked in self.releases if not marked.kept_apart)

    @cached_property
    def dev(self) -> tuple[Marked, ...]:
        """Return the releases that calibrate the confidence; they are not trained on."""
        return tuple(marked for marked in self._own if _digest(marked.id) % _DEV == 0)

    @cached_property
    def train(self) -> tuple[Marked, ...]:
        """Return the releases to train on, as they were written."""
        return tuple(marked for marked in self._own if _digest(marked.id) % _DEV)

    @cached_property
    def forbidden(self) -> frozenset[str]:
        """Return the folded names of the test that no training text may hold."""
        return frozenset(name for marked in self.test for name in private_names(marked)) | self.gold_names

    def readings(self, seed: int, generated: int) -> Iterator[Marked]:
        """Yield what one pass trains on: every release with other names and slips, and `generated` made-up ones.

        The same seed gives the same texts; none holds a name of the test.
        """
        chance = random.Random(seed)
        rename = Renamer(self.grammars, self.forbidden)
        texts: list[Marked] = []
        for marked in self.train:
            for _ in range(_TRIES):
                text = rename(marked, chance, RENAMED)
                if self.clean(text):
                    texts.append(roughened(text, chance))
                    break
        weights = [grammar.weight for grammar in self.grammars]
        for number in range(generated if self.grammars else 0):
            text = chance.choices(self.grammars, weights)[0].release(number, chance)
            if self.clean(text):
                texts.append(roughened(text, chance))
        chance.shuffle(texts)
        yield from texts

    def clean(self, marked: Marked) -> bool:
        """Tell whether no name of the test is marked in it."""
        return not any(fold(form) in self.forbidden for label, forms in entities(marked) for form in forms)


def private_names(marked: Marked) -> Iterator[str]:
    """Yield the folded names that a text invented: persons, projects and firms; places and public bodies are not."""
    for label, forms in entities(marked):
        yield from filter(None, (_private(label, form, marked.language) for form in forms))


def _private(label: str, form: str, language: str) -> str | None:
    key = fold(form)
    if label == "place" or len(key) < 3 or key in load_gazetteer() or key in _public(language):
        return None
    return key if label != "organization" or company_like(form) else None


def _public(language: str) -> frozenset[str]:
    try:
        return frozenset(fold(name) for name in load_pack(language).names.known_bodies)
    except Exception:
        return frozenset()


def _digest(id_: str) -> int:
    return int.from_bytes(hashlib.sha256(id_.encode()).digest()[:4], "big")


def read_corpus(folder: Path) -> Corpus:
    """Read `corpora/`: its releases, grammars, and the names of its gold, which is all test."""
    releases = [marked for path in sorted((folder / "releases").glob("*.txt")) for marked in read_file(path)]
    grammars = [read_grammar(path) for path in sorted((folder / "grammars").glob("*.toml"))]
    return Corpus(tuple(releases), tuple(grammars), frozenset(_gold_names(sorted((folder / "gold").glob("*.jsonl")))))


def _gold_names(files: Sequence[Path]) -> Iterator[str]:
    for path in files:
        for _, row in read_rows(path):
            for entity in row["entities"]:
                for form in (entity["name"], *entity.get("aliases", ())):
                    if key := _private(entity["type"], form, row["lang"]):
                        yield key
