from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from press_extract.mentions import NameMention, Span
from press_extract.pack import load_names
from press_extract.recognize.encoder.decode import LabelledSpan
from press_extract.recognize.encoder.model import Reading
from press_extract.recognize.lexicon import name_lexicon
from press_extract.recognize.merge import Evidence, Merger
from press_extract.recognize.names import Recognition
from press_extract.recognize.own import OwnMatch, OwnName
from press_extract.recognize.words import find_words
from press_extract.record import EntityType

Found = list[tuple[str, str, str]]


def at(text: str, words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def merged(
    text: str,
    spans: list[tuple[str, str, float]],
    rules: Sequence[tuple[str, EntityType, float]] = (),
    own: Sequence[tuple[str, OwnName]] = (),
    taken: Sequence[str] = (),
    language: str = "fr",
) -> Recognition:
    names = load_names(language).names
    seen: dict[str, int] = {}
    found = []
    for words, label, confidence in spans:
        span = at(text, words, seen.get(words, 0))
        seen[words] = seen.get(words, 0) + 1
        found.append(LabelledSpan(span.start, span.end, label, confidence))
    by_rules = [
        NameMention(at(text, words).start, at(text, words).end, type_, "name", confidence, "rules")
        for words, type_, confidence in rules
    ]
    matches = [OwnMatch(at(text, words).start, at(text, words).end, entry) for words, entry in own]
    lines = [find_words(text, Span(0, len(text)), name_lexicon(names).spelling, None)]
    reading = Reading(found, [], np.zeros((0, 0), np.float32), ())
    evidence = Evidence(reading, Recognition(tuple(by_rules), ()), matches, [at(text, words) for words in taken], lines)
    return Merger(names)(text, evidence)


def shown(text: str, recognition: Recognition) -> Found:
    return [(text[m.start : m.end], m.type, m.source.split("+")[0]) for m in recognition.mentions]


@pytest.mark.parametrize(
    ("text", "spans", "rules", "expected"),
    [
        pytest.param(
            "Karim Ben Youssef parle.",
            [("Karim Ben", "person", 0.9)],
            [("Karim Ben Youssef", "person", 0.6)],
            [("Karim Ben Youssef", "person", "rules")],
            id="a name within a longer one speaks for the longer",
        ),
        pytest.param(
            "Le conseiller d'Etat Ana Brel parle.",
            [("Ana Brel", "person", 0.9)],
            [("Etat Ana Brel", "person", 0.6)],
            [("Ana Brel", "person", "encoder")],
            id="not where a person's name would begin earlier",
        ),
        pytest.param(
            "La grève dure. GRÈVE à Vire.",
            [("GRÈVE", "place", 0.7), ("Vire", "place", 0.9)],
            [],
            [("Vire", "place", "encoder")],
            id="a word that the text writes small is no name in capitals",
        ),
        pytest.param(
            "Selon la norme NF 50001 de Vire.",
            [("Vire", "place", 0.9)],
            [("NF 50001", "organization", 0.5)],
            [("Vire", "place", "encoder")],
            id="nor is a number that the rules alone propose",
        ),
        pytest.param(
            "Le conseil d'administration de Doral siège.",
            [("conseil d'administration de Doral", "organization", 0.9)],
            [],
            [("Doral", "organization", "encoder")],
            id="a board is the body's, not one of its own",
        ),
        pytest.param(
            "Vire      Doral\nCaen | Ondaine",
            [("Vire      Doral", "place", 0.9), ("Caen | Ondaine", "place", 0.9)],
            [],
            [(name, "place", "encoder") for name in ("Vire", "Doral", "Caen", "Ondaine")],
            id="a name ends with its cell",
        ),
        pytest.param(
            "À propos de Doral\nDoral, société de Vire depuis 1990, emploie 40 personnes sur deux sites.",
            [("Doral\nDoral", "organization", 0.9)],
            [],
            [("Doral", "organization", "encoder"), ("Doral", "organization", "repeat")],
            id="a name ends with a short line",
        ),
        pytest.param(
            "La société a confié la direction de son usine à Ana\nBrel, ingénieure, qui prend ses fonctions.",
            [("Ana\nBrel", "person", 0.9)],
            [],
            [("Ana\nBrel", "person", "encoder")],
            id="but not with a full one",
        ),
        pytest.param(
            "Union des bois du lac (Unibola) et Unibola.",
            [
                ("Union des bois du lac", "organization", 0.9),
                ("Unibola", "organization", 0.8),
                ("Unibola", "project", 0.6),
            ],
            [],
            [(name, "organization", "encoder") for name in ("Union des bois du lac", "Unibola", "Unibola")],
            id="a short form in brackets is of its name's type everywhere",
        ),
        pytest.param(
            "Selon le syndicat Ondaine, tout va.",
            [("Ondaine", "organization", 0.9)],
            [("syndicat Ondaine", "organization", 0.8)],
            [("Ondaine", "organization", "encoder")],
            id="a noun that describes is no part of a name that the encoder knows",
        ),
        pytest.param(
            "Le maire de Vire parle.",
            [("Vire", "place", 0.9)],
            [],
            [("Vire", "place", "encoder")],
            id="the encoder alone",
        ),
        pytest.param(
            "Mme Ana Brel, « Ondaine » et l'Ondaine.",
            [("Mme Ana Brel,", "person", 0.9), ("« Ondaine »", "organization", 0.9)],
            [],
            [
                ("Ana Brel", "person", "encoder"),
                ("Ondaine", "organization", "encoder"),
                ("Ondaine", "organization", "repeat"),
            ],
            id="civility and signs are no part of a name",
        ),
        pytest.param(
            "Ondaine signe. Ondaine gagne. Ondaine rit.",
            [("Ondaine", "organization", 0.9), ("Ondaine", "organization", 0.9), ("Ondaine", "person", 0.6)],
            [],
            [("Ondaine", "organization", "encoder")] * 3,
            id="all places of a name vote together",
        ),
        pytest.param(
            "Vire signe avec eux, à Vire.",
            [("Vire", "organization", 0.9), ("Vire", "place", 0.9)],
            [],
            [("Vire", "organization", "encoder"), ("Vire", "place", "encoder")],
            id="a town may act and be a place",
        ),
        pytest.param(
            "Le groupe Ondaine et Doral rient.",
            [("Ondaine", "organization", 0.9)],
            [("Doral", "organization", 0.97)],
            [("Ondaine", "organization", "encoder"), ("Doral", "organization", "rules")],
            id="rules that are sure add a name",
        ),
        pytest.param(
            "Le groupe Ondaine et Doral rient.",
            [("Ondaine", "organization", 0.9)],
            [("Doral", "organization", 0.15)],
            [("Ondaine", "organization", "encoder")],
            id="rules that are not sure add none",
        ),
        pytest.param(
            "Le groupe Ondaine rit.",
            [("Ondaine", "organization", 0.45)],
            [],
            [("Ondaine", "organization", "encoder")],
            id="an encoder in doubt is heard where there are no rules",
        ),
        pytest.param(
            "Le groupe Ondaine et Doral rient.",
            [("Ondaine", "organization", 0.45)],
            [("Doral", "organization", 0.9)],
            [("Doral", "organization", "rules")],
            id="where rules are silent, an encoder in doubt is not",
        ),
        pytest.param(
            "Le Ondaine Doral rit.",
            [("Ondaine Doral", "organization", 0.7)],
            [("Doral", "person", 0.6)],
            [("Doral", "person", "rules")],
            id="of two that claim the same words the heavier one stands",
        ),
        pytest.param(
            "Le Port autonome de Vire ouvre.",
            [("Port autonome de", "organization", 0.9), ("Vire", "place", 0.9)],
            [],
            [("Port autonome de Vire", "organization", "encoder")],
            id="a name that breaks off before a name goes on over it",
        ),
        pytest.param(
            "La Ondaine de toujours.",
            [("Ondaine de", "organization", 0.9)],
            [],
            [("Ondaine", "organization", "encoder")],
            id="a name does not end in of",
        ),
        pytest.param(
            "La Fondation aide le GIE.",
            [("Fondation", "organization", 0.9), ("GIE", "organization", 0.9)],
            [],
            [("GIE", "organization", "encoder")],
            id="a head alone is no name, capitals may be an acronym",
        ),
        pytest.param(
            "Ana Brel-Doral et Fès-Vire, près de Lyon-Vire, une filiale Ondaine-dorée.",
            [
                ("Ana Brel", "person", 0.9),
                ("Vire", "place", 0.9),
                ("Lyon", "place", 0.9),
                ("Ondaine", "organization", 0.9),
            ],
            [],
            [
                ("Ana Brel-Doral", "person", "encoder"),
                ("Fès-Vire", "place", "encoder"),
                ("Lyon-Vire", "place", "encoder"),
                ("Ondaine", "organization", "encoder"),
            ],
            id="a double name is not broken at its hyphen",
        ),
        pytest.param(
            "Le match Lyon-Vire a lieu.",
            [("Lyon", "place", 0.9), ("Vire", "place", 0.9)],
            [],
            [("Lyon", "place", "encoder"), ("Vire", "place", "encoder")],
            id="two names may be joined by a hyphen",
        ),
        pytest.param(
            "Banque Doral\n\nOndaine",
            [("Banque Doral\n\nOndaine", "organization", 0.9)],
            [],
            [("Banque Doral", "organization", "encoder")],
            id="a name ends before a blank line",
        ),
        pytest.param(
            "La Société des halles de Vire (SHV) rit.",
            [("Société des halles de Vire", "organization", 0.9), ("Vire", "place", 0.9)],
            [],
            [("Société des halles de Vire", "organization", "encoder"), ("SHV", "organization", "bracket")],
            id="a bracket gives the acronym, and what lies in a name is not one more",
        ),
    ],
)
def test_merges(
    text: str, spans: list[tuple[str, str, float]], rules: list[tuple[str, EntityType, float]], expected: Found
) -> None:
    assert shown(text, merged(text, spans, rules)) == expected


def test_dates_and_figures_are_no_names() -> None:
    text = "Mars 2026 à Vire."
    assert shown(text, merged(text, [("Mars 2026", "project", 0.9), ("Vire", "place", 0.9)], taken=["Mars 2026"])) == [
        ("Vire", "place", "encoder")
    ]


def test_the_users_names_win() -> None:
    text = "La Halle Bleue de Vire ouvre."
    entry = OwnName("Halle Bleue", (), "project", "p-7")
    recognition = merged(text, [("Halle Bleue de Vire", "place", 0.99)], own=[("Halle Bleue", entry)])
    assert shown(text, recognition) == [("Halle Bleue", "project", "own")]
    assert recognition.mentions[0].own == "p-7"


@pytest.mark.parametrize(
    ("text", "span", "name"),
    [
        ("وقعت والوزارة الاتفاق", "والوزارة", "الوزارة"),
        ("زار بوزارة الصحة", "بوزارة الصحة", "وزارة الصحة"),
        ("زار برلين أمس", "برلين", "برلين"),
    ],
)
def test_an_attached_prefix_is_no_part_of_a_name(text: str, span: str, name: str) -> None:
    recognition = merged(text, [(span, "organization", 0.9)], language="ar")
    assert [text[m.start : m.end] for m in recognition.mentions] == [name]
