"""Variation: a release with other names and with the slips of real mail, so that a model learns forms, not names."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from press_extract.recognize.gazetteer import load_gazetteer
from press_extract.text import fold, plain
from press_extract.train.grammar import Grammar
from press_extract.train.markup import Mark, Marked, parse

_TRIES = 6
_ACRONYM = 7  # letters at most
_COMPANY = 3  # words at most
_SLIPS = {"l": "1", "O": "0", "é": "e", "è": "e", "à": "a", "ç": "c", "rn": "m", "'": " ", "I": "l", "ñ": "n", "S": "5"}
_BODY_SHARE = 0.25

Group = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the characters of `start` to `end` by the text of `new`, whose marks come along."""

    start: int
    end: int
    new: Marked


def edited(marked: Marked, edits: Iterable[Edit]) -> Marked:
    """Return `marked` with `edits` made; they do not overlap, and each covers a mention."""
    ordered = sorted(edits, key=lambda edit: edit.start)
    pieces: list[str] = []
    inner: list[Mark] = []
    at = length = 0
    moves: list[tuple[int, int, int]] = []  # old start, old end, length of the new text
    for edit in ordered:
        pieces += [marked.text[at : edit.start], edit.new.text]
        length += edit.start - at
        inner += [replace(mark, start=mark.start + length, end=mark.end + length) for mark in edit.new.marks]
        length += len(edit.new.text)
        moves.append((edit.start, edit.end, len(edit.new.text)))
        at = edit.end
    pieces.append(marked.text[at:])
    move = _mover(moves)
    held = [mark for mark in marked.marks if not any(_within(mark, edit) for edit in ordered)]
    marks = [replace(mark, start=move(mark.start, False), end=move(mark.end, True)) for mark in held] + inner
    events = tuple((move(offset, False), event) for offset, event in marked.events)
    ordered_marks = tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end)))
    return Marked(marked.id, "".join(pieces), ordered_marks, events, marked.header)


def _within(mark: Mark, edit: Edit) -> bool:
    return edit.start <= mark.start and mark.end <= edit.end and (mark.start, mark.end) != (edit.start, edit.end)


def _mover(moves: Sequence[tuple[int, int, int]]) -> Callable[[int, bool], int]:
    def move(offset: int, ends: bool) -> int:
        shift = 0
        for start, end, size in moves:
            if offset < end or (offset == end and not ends and start == end):
                if offset <= start:
                    break
                return start + shift + size  # inside: its end, whatever it was
            shift += size - (end - start)
        return offset + shift

    return move


class Renamer:
    """Give the entities of a release other names, the same one to all forms of one entity.

    Args:
        grammars: where names come from.
        forbidden: folded names that must not stand in what is returned, and are always replaced.
    """

    def __init__(self, grammars: Sequence[Grammar], forbidden: Collection[str] = ()) -> None:
        self._grammars, self._forbidden = grammars, frozenset(forbidden)

    def __call__(self, marked: Marked, chance: random.Random, share: float) -> Marked:
        """Return `marked` with about `share` of its entities renamed."""
        source = self._source(marked, chance)
        if source is None:
            return marked
        edits: list[Edit] = []
        for (label, _), mentions in _groups(marked).items():
            banned = any(fold(marked.text[m.start : m.end]) in self._forbidden for m in mentions)
            if banned or chance.random() < share:
                edits += self._renamed(marked, label, mentions, source, chance, banned=banned)
        return edited(marked, _apart(edits))

    def _source(self, marked: Marked, chance: random.Random) -> Grammar | None:
        fitting = [grammar for grammar in self._grammars if grammar.language == marked.language]
        country = (marked.header or {}).get("country", "")
        near = [grammar for grammar in fitting if country in grammar.countries]
        return chance.choice(near or fitting) if fitting else None

    def _renamed(
        self,
        marked: Marked,
        label: str,
        mentions: Sequence[Mark],
        source: Grammar,
        chance: random.Random,
        *,
        banned: bool,
    ) -> list[Edit]:
        forms = {marked.text[mention.start : mention.end] for mention in mentions}
        full = max(forms, key=len)
        rule = _rule(label, full, single=len(forms) == 1, chance=chance) or (label_rule(label) if banned else None)
        if rule is None or rule not in source.rules:
            return []
        for _ in range(_TRIES):
            new = parse(source.expand(rule, chance))
            if fold(new.text) in self._forbidden or (_vowel(new.text) != _vowel(full) and not banned):
                continue
            table = _forms(full, new, forms, banned=banned)
            if table is not None:
                return [Edit(m.start, m.end, table[marked.text[m.start : m.end]]) for m in mentions]
        return []


def label_rule(label: str) -> str | None:
    """Return the grammar rule that makes names of `label`."""
    return {"person": "person", "organization": "company", "place": "town", "project": "project"}.get(label)


def _rule(label: str, full: str, *, single: bool, chance: random.Random) -> str | None:
    words = full.split()
    if label == "person":
        return "person" if len(words) > 1 else None
    if label == "place":
        if not full[0].isupper() and full[0].lower() != full[0].upper():
            return None
        return "country" if any(place.kind == "country" for place in load_gazetteer().find(full)) else "town"
    if label == "project":
        return "project" if single else None
    if label == "organization":
        if single and len(words) == 1 and full.isupper() and len(full) <= _ACRONYM:
            return "acronym"
        if company_like(full):
            return "company"
        return "body" if single and chance.random() < _BODY_SHARE else None
    return None


def company_like(name: str) -> bool:
    """Tell whether a name is short and all capitalised, as those of firms, and not a body's descriptive one."""
    words = name.split()
    return len(words) <= _COMPANY and all(word[0].isupper() or word[0] in "&0123456789" for word in words)


def _forms(full: str, new: Marked, forms: Iterable[str], *, banned: bool) -> Mapping[str, Marked] | None:
    """Return what each form of a name becomes, or None where one is neither its beginning, its end nor itself."""
    old, fresh = full.split(), new.text.split()
    table: dict[str, Marked] = {}
    for form in forms:
        words = form.split()
        if plain(form) == plain(full):
            became = new
        elif len(fresh) > 1 and plain(form) == plain(" ".join(old[-len(words) :])):
            became = Marked("", " ".join(fresh[1:]))
        elif plain(form) == plain(" ".join(old[: len(words)])):
            became = Marked("", fresh[0])
        elif banned:
            became = Marked("", "".join(word[0] for word in fresh).upper() if form.isupper() else fresh[-1])
        else:
            return None
        table[form] = _upper(became) if form.isupper() and len(form) > 1 else became
    return table


def _groups(marked: Marked) -> dict[Group, list[Mark]]:
    numbers = {(m.label, marked.text[m.start : m.end]): m.entity for m in marked.marks if m.entity}
    groups: dict[Group, list[Mark]] = {}
    for mark in marked.marks:
        form = marked.text[mark.start : mark.end]
        if mark.label != "title":
            groups.setdefault((mark.label, mark.entity or numbers.get((mark.label, form), "") or form), []).append(mark)
    return groups


def _apart(edits: Sequence[Edit]) -> list[Edit]:
    """Return the edits without those that lie in a longer one."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: (edit.start, -edit.end)):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept


def _vowel(text: str) -> bool:
    return plain(text[:1]) in "aeiouyh"


def _each(text: str, change: Callable[[str], str]) -> str:
    """Return `text` with each character changed where that leaves its length alone."""
    return "".join(new if len(new := change(char)) == 1 else char for char in text)


def _upper(marked: Marked) -> Marked:
    return replace(marked, text=_each(marked.text, str.upper))


def _bare(char: str) -> str:
    return unicodedata.normalize("NFD", char)[0]


def roughened(marked: Marked, chance: random.Random) -> Marked:
    """Return `marked` with some of the slips of real texts: capitals, missing accents, broken lines, other signs."""
    text = marked.text
    if chance.random() < 0.06:
        text = _each(text, _bare)
    if chance.random() < 0.15:
        text = text.replace("'", "’") if chance.random() < 0.5 else text.replace("’", "'")
    if chance.random() < 0.12:
        text = _wrapped(text, chance.randint(50, 90))
    lines = text.split("\n")
    lines = [_each(line, str.upper) if len(line) < 140 and chance.random() < 0.06 else line for line in lines]
    if chance.random() < 0.04:
        lines = [_each(line, str.lower) for line in lines]
    text = "\n".join(lines)
    if chance.random() < 0.08:
        text = _each(text, lambda char: _SLIPS.get(char, char) if chance.random() < 0.06 else char)
    return replace(marked, text=text)


def _wrapped(text: str, width: int) -> str:
    """Return `text` with line breaks for some of its spaces."""
    chars, column = list(text), 0
    for at, char in enumerate(chars):
        column = 0 if char == "\n" else column + 1
        if char == " " and column > width:
            chars[at], column = "\n", 0
    return "".join(chars)


def part(marked: Marked, start: int, end: int) -> Marked:
    """Return the part of `marked` between two offsets, with the marks that lie in it."""
    marks = tuple(
        replace(mark, start=mark.start - start, end=mark.end - start)
        for mark in marked.marks
        if start <= mark.start and mark.end <= end
    )
    events = tuple((offset - start, event) for offset, event in marked.events if start <= offset < end)
    return Marked(marked.id, marked.text[start:end], marks, events, marked.header)
