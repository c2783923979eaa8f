from __future__ import annotations

import random

import pytest

from press_extract.text import fold
from press_extract.train.grammar import Grammar
from press_extract.train.markup import Marked, parse, write
from press_extract.train.vary import Edit, Renamer, edited, part, roughened

RULES = {"person": ["Zoé Xaintrailles"], "company": ["Bluff Orival"], "town": ["Xeuilley"], "project": ["Plan Qurbo"]}
GRAMMAR = Grammar("g", "fr", 1, RULES, ("FR",))


def release(source: str) -> Marked:
    marked = parse(source, "r")
    return Marked(marked.id, marked.text, marked.marks, marked.events, {"lang": "fr", "country": "FR"})


def test_an_edit_moves_what_follows_and_stretches_what_holds_it() -> None:
    marked = parse("{visit}A [Conseil de [Vire|L]|O] B [Ana|P].")
    start = marked.text.index("Vire")
    changed = edited(marked, [Edit(start, start + 4, parse("Grand [Xeuilley|J]"))])
    assert write(changed) == "{visit}A [Conseil de [Grand [Xeuilley|J]|L]|O] B [Ana|P]." or (
        write(changed) == "{visit}A [Conseil de Grand [Xeuilley|J]|O] B [Ana|P]."
    )


@pytest.mark.parametrize(
    ("source", "renamed"),
    [
        (
            "[Jo Vidal|P1] ; M. [Vidal|P1], [JO VIDAL|P1]",
            "[Zoé Xaintrailles|P1] ; M. [Xaintrailles|P1], [ZOÉ XAINTRAILLES|P1]",
        ),
        ("chez [Doral Gram|O] à [Vire|L]", "chez [Bluff Orival|O] à [Xeuilley|L]"),
        ("[Conseil de [Vire|L]|O]", "[Conseil de [Xeuilley|L]|O]"),
        # The vowel at the beginning decides what stands before a name.
        ("d'[Orange Bleue|O]", "d'[Orange Bleue|O]"),
        # A form that is neither beginning nor end of the name keeps the whole as it is.
        ("[Doral Gram|O1], [DG|O1]", "[Doral Gram|O1], [DG|O1]"),
        # A lone surname has no full form to rename.
        ("[Vidal|P]", "[Vidal|P]"),
    ],
)
def test_renames_every_form_of_an_entity(source: str, renamed: str) -> None:
    changed = Renamer([GRAMMAR])(release(source), random.Random(1), 1.0)
    assert _bare(write(changed)) == _bare(renamed)


def test_a_forbidden_name_is_replaced_though_its_share_is_none() -> None:
    rename = Renamer([GRAMMAR], {fold("Doral Gram"), fold("DG")})
    changed = rename(release("[Doral Gram|O1], [DG|O1]"), random.Random(1), 0.0)
    assert "Doral" not in changed.text
    assert "DG" not in changed.text


def test_a_language_without_grammar_is_left_alone() -> None:
    marked = parse("[Jo Vidal|P]", "r")
    assert Renamer([GRAMMAR])(marked, random.Random(1), 1.0) == marked


@pytest.mark.parametrize("seed", range(40))
def test_slips_move_no_offset(seed: int) -> None:
    marked = release("[Élodie Brun|P], [maire|T] de [Vire|L], l'a dit.\n" * 8)
    rough = roughened(marked, random.Random(seed))
    assert len(rough.text) == len(marked.text)
    assert rough.marks == marked.marks


def test_a_part_keeps_what_lies_in_it() -> None:
    marked = parse("[Ana|P] va. {visit}[Vire|L] dort.")
    half = part(marked, 8, len(marked.text))
    assert write(half) == "{visit}[Vire|L] dort."


def _bare(source: str) -> str:
    return "".join(char for char in source if not char.isdigit())
