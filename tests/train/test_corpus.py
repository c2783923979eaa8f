from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path

import pytest

from press_extract.text import fold
from press_extract.train.corpus import Corpus, read_corpus
from press_extract.train.markup import entities
from tests.conftest import ROOT

HELD_OUT = Path(__file__).parents[1] / "data" / "held_out.txt"
SHINGLE = 8  # words
PASSES = 1


@cache
def corpus() -> Corpus:
    return read_corpus(ROOT / "corpora")


def trained_on() -> list[tuple[str, str]]:
    found = [(marked.id, marked.text) for marked in corpus().releases]
    return found + [(marked.id, marked.text) for marked in corpus().readings(PASSES, 60)]


@pytest.mark.parametrize(("language", "least"), [("fr", 150), ("en", 40), ("es", 40), ("ar", 40)])
def test_each_language_has_its_releases_and_a_fifth_is_kept_apart(language: str, least: int) -> None:
    own = [marked for marked in corpus().releases if marked.language == language]
    apart = [marked for marked in own if marked.kept_apart]
    assert len(own) >= least
    assert len(apart) >= len(own) * 0.18


def test_no_test_name_is_trained_on() -> None:
    held = corpus().forbidden
    leaks = {
        (marked.id, form)
        for marked in corpus().readings(PASSES, 60)
        for _, forms in entities(marked)
        for form in forms
        if fold(form) in held
    }
    assert leaks == set()


def test_the_same_seed_gives_the_same_texts() -> None:
    first, second = ([marked.text for marked in corpus().readings(3, 20)] for _ in range(2))
    assert first == second
    assert first != [marked.text for marked in corpus().readings(4, 20)]


def test_every_id_stands_once() -> None:
    ids = [marked.id for marked in corpus().releases]
    assert len(ids) == len(set(ids))


def digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def test_nothing_of_the_releases_that_judge_the_program_is_trained_on() -> None:
    """The file holds digests of names and word runs of releases that the project is judged by and does not ship."""
    held = frozenset(HELD_OUT.read_text("ascii").split())
    assert len(held) > 1000
    found = []
    for id_, text in trained_on():
        words = re.findall(r"\w+", fold(text))
        runs = (words[at : at + size] for size in (2, 3, 4, SHINGLE) for at in range(len(words) - size + 1))
        found += [(id_, " ".join(run)) for run in runs if digest(" ".join(run)) in held]
    assert found == []
