"""How a language states relations, events and quotations, as patterns over sentences whose mentions are masked."""

from __future__ import annotations

from press_extract.pack.part import Part
from press_extract.record import EventType, RelationType


class RelationPatterns(Part):
    """Give the patterns of one relation type.

    A pattern is a regular expression in which `{org}`, `{person}`, `{place}`, `{project}`, `{actor}` (organisation or
    person), `{thing}` (organisation or project), `{any}`, `{figure}` and `{date}` stand for one mention, and the plural
    (`{orgs}` …) for a list of them. `{subject:org}` and `{object:orgs}` name the arguments, `{group:orgs}` a set whose
    members stand in the relation pairwise, `{other:orgs}` more of them. A pattern without `subject` or `object` takes
    what the release is about, its project or its organisation. `{name}`, where `name` is a key of `macros`, is that
    macro.
    """

    type: RelationType
    confidence: float = 0.8
    patterns: tuple[str, ...]


class EventPatterns(Part):
    """Give the words that tell an event: verbs and nouns as regular expressions over masked text."""

    type: EventType
    triggers: tuple[str, ...]
    confidence: float = 0.7
    yields_to: tuple[EventType, ...] = ()  # types that, told in the same sentence, leave this one untold


class RelationData(Part):
    """Mirror `relations.toml`."""

    macros: dict[str, str]
    separators: str  # between the members of a list
    asides: str  # an apposition between a member of a list and the next one
    obliques: tuple[str, ...]  # words right before a name that is no subject
    denials: tuple[str, ...]  # what makes a statement no fact, inside it or right before it
    relations: tuple[RelationPatterns, ...]


class EventData(Part):
    """Mirror `events.toml`."""

    attendance: tuple[str, ...]  # opens the list of those present; ends in the words before the first of them
    attendance_list: tuple[str, ...]  # ends a sentence whose list items name those present
    attendance_after: tuple[str, ...]  # follows the list of those present
    place_before: tuple[str, ...]  # stands right before the place of an event
    place_blocked: tuple[str, ...]  # stands right before a place that only says where somebody is based
    planned: tuple[str, ...]  # dates that are targets, not events: right before a date
    events: tuple[EventPatterns, ...]


class QuoteData(Part):
    """Mirror `quotes.toml`."""

    verbs: tuple[str, ...]  # regular expressions over small letters: verbs of saying
    openers: tuple[str, ...]  # what stands before a speaker that is named first ("according to")
    pronouns: tuple[str, ...]  # what stands for the speaker after an inverted verb
    inverted: tuple[str, ...]  # how a pronoun follows its verb; `{verbs}` and `{pronouns}` are filled in
    not_verbs: tuple[str, ...]  # words after a quotation that are no verb of saying
    auxiliaries: tuple[str, ...]  # what stands before a participle or is part of a reflexive verb
    introducers: tuple[str, ...]  # ends a clause that leads into a quotation
    abbreviations: tuple[str, ...]  # words before a full stop that end no clause
    marks: tuple[tuple[str, str], ...]  # pairs of opening and closing quotation marks
    dashes: str  # signs that open a line of direct speech
