from __future__ import annotations

from press_extract.mentions import Span
from press_extract.relate.context import Document, RelationDraft
from press_extract.relate.owners import Subjects
from press_extract.relate.pairs import TYPES, PairReader
from press_extract.relate.ties import Verdict, judged
from tests.relate.conftest import Compose

LEAST: dict[str, float] = dict.fromkeys(TYPES, 0.5)


def settled(
    document: Document,
    chances: dict[tuple[str, str, str], float],
    stated: list[RelationDraft] | None = None,
    titles: list[Span] | None = None,
) -> list[RelationDraft]:
    """Judge `document` as one would that gives the chances of (type, subject, object), and .1 to all else."""
    verdicts = []
    for pair in PairReader(document, Subjects(document, [r"(?!)"]), stated or []).pairs():
        one, other = (document.text[span.start : span.end] for span in pair.spans)
        verdicts.append(Verdict(pair, [chances.get((name, one, other), 0.1) for name in TYPES]))
    return judged(document, stated or [], verdicts, LEAST, titles or [])


def test_what_is_likely_becomes_a_fact_with_the_words_between(compose: Compose) -> None:
    document = compose("Hier, Ondaine a ouvert un bureau à Caen même.")
    (found,) = settled(document, {("located_in", "Ondaine", "Caen"): 0.8})
    assert (found.type, found.confidence, found.sources) == ("located_in", 0.8, ("judge",))
    assert document.text[found.evidence.start : found.evidence.end] == "Ondaine a ouvert un bureau à Caen"


def test_over_two_sentences_both_mentions_are_evidence(compose: Compose) -> None:
    document = compose("Ondaine grandit. Le bureau est à Caen.")
    (found,) = settled(document, {("located_in", "Ondaine", "Caen"): 0.8})
    parts = [found.evidence, found.further]
    assert [document.text[part.start : part.end] for part in parts if part] == ["Ondaine", "Caen"]


def test_what_a_pattern_states_keeps_its_words_and_gets_the_chance(compose: Compose) -> None:
    document = compose("Ondaine est à Caen.")
    stated = [RelationDraft("located_in", 0, 1, Span(8, 18), 0.6, sources=("pattern:located_in.1",))]
    (found,) = settled(document, {("located_in", "Ondaine", "Caen"): 0.9}, stated)
    assert (found.evidence, found.confidence) == (Span(8, 18), 0.9)
    assert found.sources == ("pattern:located_in.1", "judge")


def test_what_is_unlikely_falls_though_a_pattern_states_it(compose: Compose) -> None:
    document = compose("Ondaine est à Caen.")
    assert settled(document, {}, [RelationDraft("located_in", 0, 1, Span(8, 18), 0.6)]) == []


def test_partners_are_stated_once(compose: Compose) -> None:
    document = compose("Ondaine signe avec Verrex.")
    chances = {("partner_of", "Ondaine", "Verrex"): 0.7, ("partner_of", "Verrex", "Ondaine"): 0.8}
    (found,) = settled(document, chances)
    assert found.confidence == 0.8


def test_a_figure_has_one_owner_wherever_it_stands(compose: Compose) -> None:
    document = compose("Ondaine crée 40 postes. Verrex dit que 40 postes viennent.")
    chances = {("has_figure", "Ondaine", "40 postes"): 0.9, ("has_figure", "Verrex", "40 postes"): 0.8}
    assert [document.drafts[found.subject].name for found in settled(document, chances)] == ["Ondaine"]


def test_a_position_is_added_with_its_title_and_not_without(compose: Compose) -> None:
    document = compose("Ana Brel, directrice générale, parle pour Ondaine.")
    likely = {("holds_position", "Ana Brel", "Ondaine"): 0.9}
    assert settled(document, likely) == []
    title = Span(10, 29)
    (found,) = settled(document, likely, titles=[title])
    assert found.title == title
    assert document.text[found.evidence.start : found.evidence.end].startswith("Ana Brel, directrice")


def test_a_title_behind_another_person_is_not_taken(compose: Compose) -> None:
    text = "Ana Brel et Luc Sorbier, maire, parlent pour Ondaine."
    document, title = compose(text), Span(text.index("maire"), text.index("maire") + 5)
    assert settled(document, {("holds_position", "Ana Brel", "Ondaine"): 0.9}, titles=[title]) == []
