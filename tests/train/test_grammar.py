from __future__ import annotations

import random
from pathlib import Path

import pytest

from press_extract.errors import InputError
from press_extract.train.grammar import Grammar, read_grammar

RULES = {
    "person": ["Ana Brel"],
    "org": ["Union des Halles d'Ys"],
    "pair": ["[{person=p}|P1] ; M. [{p!last}|P1], [{p!first}|P1], {p!initial}"],
    "short": ["{org=o} ({o!initials}), {o!upper}"],
    "many": ["{person*2-2:, }"],
    "told": ["{!signing}On signe {number:3-3} fois."],
    "loop": ["{loop}"],
    "weighted": ["9:: often", "0:: never"],
    "release": ["{told}\n\n{pair}"],
}


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("pair", "[Ana Brel|P1] ; M. [Brel|P1], [Ana|P1], A."),
        ("short", "Union des Halles d'Ys (UHY), UNION DES HALLES D'YS"),
        ("many", "Ana Brel, Ana Brel"),
        ("told", "{signing}On signe 3 fois."),
        ("weighted", "often"),
    ],
)
def test_expands(rule: str, text: str) -> None:
    assert Grammar("g", "fr", 1, RULES).expand(rule, random.Random(1)) == text


def test_makes_releases_with_marks() -> None:
    marked = Grammar("g", "fr", 1, RULES).release(7, random.Random(1))
    assert (marked.id, marked.events) == ("g-7", ((0, "signing"),))
    assert [marked.text[m.start : m.end] for m in marked.marks] == ["Ana Brel", "Brel", "Ana"]


@pytest.mark.parametrize(("rule", "message"), [("loop", "circle"), ("nothing", "unknown rule")])
def test_a_faulty_rule_is_named(rule: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        Grammar("g", "fr", 1, RULES).expand(rule, random.Random(1))


def test_a_file_without_rules_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "g.toml"
    path.write_text('lang = "fr"\n', "utf-8")
    with pytest.raises(InputError, match="rules"):
        read_grammar(path)
