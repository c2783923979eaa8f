"""Entities: named mentions gathered by name, acronym, surname and legal form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from press_extract.mentions import NameMention, Span
from press_extract.record import EntityType, MentionKind
from press_extract.text import fold

_ACRONYM = 3  # letters; shorter ones fit too many names


@dataclass(frozen=True, slots=True)
class EntityMention(Span):
    """Mark one place where an entity is spoken of."""

    kind: MentionKind
    confidence: float


@dataclass(slots=True)
class EntityDraft:
    """Gather what the text says of one entity; its index in the list of drafts is its identity until assembly."""

    type: EntityType
    subtype: str | None
    name: str
    aliases: tuple[str, ...]
    confidence: float
    mentions: list[EntityMention] = field(default_factory=list)
    titles: list[Span] = field(default_factory=list)
    own: str | None = None  # the id under which the user's gazetteer knows it


class _Groups:
    """Join indexes into groups (union-find)."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def find(self, index: int) -> int:
        while self._parent[index] != index:
            self._parent[index] = self._parent[self._parent[index]]
            index = self._parent[index]
        return index

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self.find(one), self.find(other)))
        self._parent[second] = first


@dataclass(frozen=True, slots=True)
class NameRules:
    """Hold what a language says about names that are one: heads that do not count, legal forms, small words."""

    generic_heads: tuple[str, ...]
    legal_forms: frozenset[str]
    small_words: frozenset[str]


def _key(name: str, rules: NameRules) -> str:
    key = fold(name)
    trimmed = True
    while trimmed:
        trimmed = False
        for head in rules.generic_heads:
            if key.startswith(f"{head} ") and len(key) > len(head) + 1:
                key, trimmed = key[len(head) + 1 :], True
    words = key.split()
    while len(words) > 1 and words[-1] in rules.legal_forms:
        words.pop()
    return " ".join(words)


def _initials(key: str, small_words: frozenset[str]) -> str:
    return "".join(word[0] for word in key.split() if word not in small_words)


def gather(
    text: str, mentions: Sequence[NameMention], pairs: Iterable[tuple[int, int]], rules: NameRules
) -> list[EntityDraft]:
    """Return one draft an entity, in order of first mention; nominal mentions are left to coreference."""
    groups = _Groups(len(mentions))
    named = [index for index, mention in enumerate(mentions) if mention.kind != "nominal"]
    keys = {index: _key(text[mentions[index].start : mentions[index].end], rules) for index in named}
    first_with: dict[tuple[str, str], int] = {}
    for index in named:
        groups.join(first_with.setdefault((mentions[index].type, keys[index]), index), index)
    for one, other in pairs:
        groups.join(one, other)
    _join_own(mentions, named, groups)
    _join_acronyms(mentions, named, keys, groups, rules)
    _join_surnames(mentions, named, keys, groups)
    _join_short(mentions, named, keys, groups)
    _join_headed(text, mentions, named, keys, groups)
    members: dict[int, list[int]] = defaultdict(list)
    for index in named:
        members[groups.find(index)].append(index)
    return [_draft(text, [mentions[index] for index in indexes]) for _, indexes in sorted(members.items())]


def _join_own(mentions: Sequence[NameMention], named: Sequence[int], groups: _Groups) -> None:
    """Join what the user's gazetteer knows under one id."""
    first: dict[str, int] = {}
    for index in named:
        own = mentions[index].own
        if own is not None:
            groups.join(first.setdefault(own, index), index)


def _join_acronyms(
    mentions: Sequence[NameMention], named: Sequence[int], keys: Mapping[int, str], groups: _Groups, rules: NameRules
) -> None:
    """Join an acronym to the name whose initials it is, or to the only one that it heads ("CHU": "CHU of X")."""
    by_initials: dict[tuple[str, str], int] = {}
    opened: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for index in named:
        first, *rest = keys[index].split()
        if rest:
            by_initials.setdefault((mentions[index].type, _initials(keys[index], rules.small_words)), index)
            if rest[0] in rules.small_words:
                opened[mentions[index].type, first].setdefault(keys[index], index)
    for index in named:
        if mentions[index].kind != "acronym" or len(keys[index]) < _ACRONYM:
            continue
        key = (mentions[index].type, keys[index].replace(" ", ""))
        openings = opened.get(key, {})
        if key in by_initials:
            groups.join(by_initials[key], index)
        elif len(openings) == 1:
            groups.join(next(iter(openings.values())), index)


def _join_surnames(
    mentions: Sequence[NameMention], named: Sequence[int], keys: Mapping[int, str], groups: _Groups
) -> None:
    """Join a surname or "J. Surname" to the person whose full name it shortens: of several the one named first."""
    persons = [index for index in named if mentions[index].type == "person"]
    by_part: dict[str, list[int]] = defaultdict(list)
    for index in persons:
        words = keys[index].split()
        for cut in range(1, len(words)):
            by_part[" ".join(words[cut:])].append(index)
            by_part[" ".join(words[:cut])].append(index)
            by_part[" ".join([words[0][0], *words[cut:]])].append(index)
    for index in persons:
        longer = by_part.get(keys[index], [])
        if longer and (longer[0] < index or len({groups.find(other) for other in longer}) == 1):
            groups.join(longer[0], index)


def _join_short(
    mentions: Sequence[NameMention], named: Sequence[int], keys: Mapping[int, str], groups: _Groups
) -> None:
    """Join the first words of a name ("Zenith") to the only organisation or project that begins so ("Zenith Labs")."""
    opened: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index in named:
        words = keys[index].split()
        for cut in range(1, len(words)):
            opened[mentions[index].type, " ".join(words[:cut])].append(index)
    for index in named:
        mention = mentions[index]
        longer = opened.get((mention.type, keys[index]), [])
        if mention.type in SHORT and longer and len({groups.find(other) for other in longer}) == 1:
            groups.join(longer[0], index)


SHORT = {"organization", "project"}


def _join_headed(
    text: str, mentions: Sequence[NameMention], named: Sequence[int], keys: Mapping[int, str], groups: _Groups
) -> None:
    """Join "province of X" or "the foundation X" to X where both are of one type."""
    by_key = {(mentions[index].type, keys[index]): index for index in reversed(named)}
    for index in named:
        mention = mentions[index]
        announced = mention.type == "organization" and text[mention.start].islower()
        if mention.subtype is None or not (announced or mention.type in {"place", "project"}):
            continue
        words = keys[index].split()
        for cut in range(1, len(words)):
            inner = by_key.get((mention.type, " ".join(words[cut:])))
            if inner is not None and mentions[inner].subtype is None:
                groups.join(index, inner)
                break


def _draft(text: str, mentions: Sequence[NameMention]) -> EntityDraft:
    forms: dict[str, int] = {}
    for mention in mentions:
        form = text[mention.start : mention.end]
        forms[form] = forms.get(form, 0) + 1

    def fullness(form: str) -> tuple[bool, int, int]:
        return not (form.isupper() and len(form) > 8), len(form), forms[form]

    name = max(forms, key=fullness)
    best = max(mentions, key=lambda mention: mention.confidence)
    subtype = next((mention.subtype for mention in mentions if mention.subtype), None)
    draft = EntityDraft(best.type, subtype, name, tuple(form for form in forms if form != name), best.confidence)
    draft.own = next((mention.own for mention in mentions if mention.own), None)
    draft.mentions = [
        EntityMention(mention.start, mention.end, mention.kind, mention.confidence) for mention in mentions
    ]
    return draft
