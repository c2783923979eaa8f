from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from press_extract.mentions import Span
from press_extract.recognize.encoder.model import Reading
from press_extract.relate.context import Document, EventDraft
from press_extract.relate.owners import Subjects
from press_extract.relate.roles import EVENTS, SAID, Role, RoleReader, Slot, recast
from tests.relate.conftest import Compose

TEXT = "Le 2026-03-03, Ondaine a signé à Caen avec Verrex. Ana Brel était là."
LEAST: dict[str, float] = dict.fromkeys(EVENTS, 0.5)
SIGNING = EVENTS.index("signing")


def roles_of(document: Document, told: list[EventDraft]) -> list[Role]:
    words = [Span(at, at + 1) for at in range(len(document.text))]
    reading = Reading([], words, np.zeros((len(words), len(EVENTS)), np.float32), EVENTS)
    return list(RoleReader(document, Subjects(document, [r"(?!)"]), told, [], reading).roles())


def cast(document: Document, told: list[EventDraft], chances: Mapping[Slot, float]) -> list[EventDraft]:
    """Recast as one would that gives the chances of roles in a signing, and .1 to all else."""
    judged = []
    for role in roles_of(document, told):
        row = [0.1] * len(EVENTS)
        row[SIGNING] = chances.get(role.slot, 0.1)
        judged.append((role, row))
    return recast(told, judged, LEAST)


def names(document: Document) -> dict[str, int]:
    return {draft.name: index for index, draft in enumerate(document.drafts)}


def signing(date: str | None, *participants: int) -> EventDraft:
    return EventDraft("signing", date, None, list(participants), [], [Span(15, 30)], 0.8, ("trigger:signing",))


def test_every_thing_and_every_day_may_have_a_role(compose: Compose) -> None:
    document = compose(TEXT)
    at = names(document)
    slots = {role.slot for role in roles_of(document, [])}
    assert slots == {
        ("with", at["Ondaine"]), ("with", at["Verrex"]), ("with", at["Ana Brel"]), ("place", at["Caen"]),
        ("date", "2026-03-03"), ("date", None),
    }  # fmt: skip
    assert len({len(role.seen) for role in roles_of(document, [])}) == 1


def test_what_the_rules_claim_can_be_seen(compose: Compose) -> None:
    document = compose(TEXT)
    at = names(document)["Ondaine"]
    told = [signing("2026-03-03", at)]
    claims = {role.slot: role.seen[-SAID:][SIGNING] for role in roles_of(document, told)}
    assert claims["with", at] == claims["date", "2026-03-03"] == 0.8
    assert claims["date", None] == 0.0


def test_an_event_without_rule_is_made_of_its_roles(compose: Compose) -> None:
    document = compose(TEXT)
    at = names(document)
    chances: dict[Slot, float] = {("with", at["Ondaine"]): 0.8, ("place", at["Caen"]): 0.6, ("date", "2026-03-03"): 0.7}
    (event,) = cast(document, [], chances)
    assert (event.type, event.date, event.place) == ("signing", "2026-03-03", at["Caen"])
    assert event.participants == [at["Ondaine"]]
    assert event.confidence == (0.8 + 0.6 + 0.7) / 3
    assert event.evidence == [document.sentences[0]]
    assert event.sources == ("judge",)


def test_roles_of_a_rule_fall_and_others_join(compose: Compose) -> None:
    document = compose(TEXT)
    at = names(document)
    told = [signing("2026-03-03", at["Ana Brel"], at["Ondaine"])]
    chances: dict[Slot, float] = {
        ("with", at["Ondaine"]): 0.9,
        ("with", at["Verrex"]): 0.9,
        ("date", "2026-03-03"): 0.9,
    }
    (event,) = cast(document, told, chances)
    assert event.participants == [at["Ondaine"], at["Verrex"]]
    assert event.sources == ("trigger:signing", "judge")


def test_an_event_in_which_nothing_is_likely_falls(compose: Compose) -> None:
    document = compose(TEXT)
    assert cast(document, [signing("2026-03-03", 0)], {}) == []


def test_a_date_that_stands_takes_the_place_of_one_that_does_not(compose: Compose) -> None:
    document = compose(TEXT)
    (event,) = cast(document, [signing(None, 0)], {("with", 0): 0.9, ("date", "2026-03-03"): 0.6})
    assert event.date == "2026-03-03"


def test_where_no_date_stands_the_likeliest_is_taken(compose: Compose) -> None:
    document = compose(TEXT)
    (event,) = cast(document, [signing("2026-03-03", 0)], {("with", 0): 0.9, ("date", None): 0.4})
    assert event.date is None


def test_a_second_date_is_a_second_event(compose: Compose) -> None:
    document = compose("Le 2026-03-03, Ondaine signe. Le 2026-04-07, Verrex signe.")
    at = names(document)
    names_too: list[Slot] = [("with", at["Ondaine"]), ("with", at["Verrex"])]
    chances = {**dict.fromkeys(names_too, 0.9), ("date", "2026-03-03"): 0.9, ("date", "2026-04-07"): 0.8}
    first, second = cast(document, [signing("2026-03-03", at["Ondaine"])], chances)
    assert (first.date, first.participants) == ("2026-03-03", [at["Ondaine"]])
    assert (second.date, second.participants) == ("2026-04-07", [at["Verrex"]])
