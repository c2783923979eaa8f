"""One fact of a record explained: what it says, in which words the text says so, and what found it."""

from __future__ import annotations

from collections.abc import Iterator

from rich.table import Table
from rich.text import Text

from press_extract.errors import InputError
from press_extract.export.wording import Wording, harmless
from press_extract.record import Event, Evidence, Quote, Record, Relation

_AROUND = 90  # characters shown on either side of the evidence
_HOW = {
    "office": "a rule read an office beside the person's name",
    "address": "a rule read an address or a place in brackets",
    "owner": "a rule followed what the text speaks of up to the figure",
    "dated": "a sentence gives a day and someone who acts, and no word says what type of event it is",
    "quotation": "quotation marks or a dash set the words off; words beside them tell who speaks",
    "pattern": "a pattern of the language data fits the sentence",
    "trigger": "a word of the language data announces an event of this type",
    "judge": "the learned judge holds it true from the encoder's states and what can be counted",
}


def explained(record: Record, id_: str) -> Table:
    """Return a table that explains the relation, event or quote `id_`.

    Raises:
        InputError: the record has no such fact.
    """
    listed: list[Relation | Event | Quote] = [*record.relations, *record.events, *record.quotes]
    facts = {fact.id: fact for fact in listed}
    if id_ not in facts:
        known = f"{next(iter(facts))} to {next(reversed(facts))}" if facts else "none"
        raise InputError(
            f"no fact {id_!r}", where=record.source.path, hint=f"relations, events and quotes are: {known}"
        )
    table = Table.grid(padding=(0, 2))
    for name, value in _lines(record, facts[id_]):
        table.add_row(Text(name, "dim"), value)
    return table


def _lines(record: Record, fact: Relation | Event | Quote) -> Iterator[tuple[str, Text]]:
    yield "fact", Text(harmless(f"{fact.id}: {_said(fact, Wording(record))}"))
    evidence = [fact] if isinstance(fact, Quote) else fact.evidence
    for part in evidence:
        yield f"{part.start}-{part.end}", _in_context(record, part)
    for source in fact.found_by:
        kind, _, rule = source.partition(":")
        yield "found by", Text(" ".join(filter(None, (f"{kind} {rule}".strip() + ":", _HOW.get(kind, "")))))
    if "judge" in fact.found_by:
        yield "model", Text(", ".join(f"{model.name} {model.version}" for model in record.producer.models))
    yield "sure", Text(f"{fact.confidence:.2f}")


def _said(fact: Relation | Event | Quote, wording: Wording) -> str:
    match fact:
        case Relation():
            attributes = "".join(f", {name} {value!r}" for name, value in fact.attributes.items())
            return f"{wording.of(fact.subject)} {fact.type} {wording.of(fact.object)}{attributes}"
        case Event():
            entities = (wording.of(fact.place), wording.of_all(fact.participants), wording.of_all(fact.attendees))
            return f"{fact.type}: {'; '.join(filter(None, (fact.date, *entities)))}"
    return f"{wording.of(fact.speaker) or 'somebody'} says it"


def _in_context(record: Record, part: Evidence) -> Text:
    start, end = max(0, part.start - _AROUND), min(len(record.text), part.end + _AROUND)
    before, behind = "…" if start else "", "…" if end < len(record.text) else ""
    text = Text(before + harmless(record.text[start:end]).replace("\n", " ") + behind)
    at = part.start - start + len(before)
    text.stylize("bold reverse", at, at + part.end - part.start)
    return text
