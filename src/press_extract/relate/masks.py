"""Masks: a sentence with one sign for each mention, so that patterns read "organisation", not its many words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from press_extract.mentions import Span
from press_extract.pack.relations import RelationData
from press_extract.relate.context import Document, Named
from press_extract.relate.offices import Holding

# One block of the private use area for each kind of mention; the position within it numbers the mentions of a sentence.
_BLOCK = 0x400
_KINDS = ("org", "person", "place", "project", "figure", "date")
_BASE = {kind: 0xE000 + number * _BLOCK for number, kind in enumerate(_KINDS)}
_KIND_OF_TYPE = {"organization": "org", "person": "person", "place": "place", "project": "project"}


def _class(*kinds: str) -> str:
    return "[" + "".join(f"{chr(_BASE[kind])}-{chr(_BASE[kind] + _BLOCK - 1)}" for kind in kinds) + "]"


_SLOTS: Mapping[str, str] = {
    **{kind: _class(kind) for kind in _KINDS},
    "actor": _class("org", "person"),
    "thing": _class("org", "project"),
    "body": _class("org", "place"),
    "site": _class("org", "project", "place"),
    "owner": _class("org", "project", "person"),
    "any": _class("org", "person", "place", "project"),
}
_SLOT = re.compile(r"\{(?:(?P<role>[a-z]+):)?(?P<slot>[a-z_]+)\}")


def compile_pattern(pattern: str, data: RelationData) -> re.Pattern[str]:
    """Return the regular expression of a pattern of the language data; see `RelationPatterns` for its slots."""

    def expand(match: re.Match[str]) -> str:
        role, slot = match["role"], match["slot"]
        if role is None and slot in data.macros:
            return f"(?:{_SLOT.sub(expand, data.macros[slot])})"
        single = slot[:-1] if slot not in _SLOTS and slot.endswith("s") else slot
        body = _SLOTS[single]
        if single != slot:
            member = f"{body}(?:{data.asides})?"
            body = f"{member}(?:(?:{data.separators}){member})*"
        return f"(?P<{role}>{body})" if role else f"(?:{body})"

    return re.compile(_SLOT.sub(expand, pattern), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mask:
    """Hold one masked sentence.

    Attributes:
        text: the sentence with one sign for each mention and without offices and repeated short forms.
        offsets: for each character of `text`, its offset in the document.
        named: the mention behind each sign of an entity; `values` the figure or date mention behind the others.
    """

    text: str
    offsets: Sequence[int]
    named: Mapping[str, Named]
    values: Mapping[str, Span]

    def entities(self, signs: str) -> list[Named]:
        """Return the mentions behind the signs in a matched piece of text, in order."""
        return [self.named[sign] for sign in signs if sign in self.named]

    def span(self, start: int, end: int) -> Span:
        """Return the characters of the document behind `text[start:end]`."""
        last = self.text[end - 1]
        mention = self.named.get(last) or self.values.get(last)
        return Span(self.offsets[start], mention.end if mention else self.offsets[end - 1] + 1)


def mask(document: Document, sentence: Span, holdings: Sequence[Holding]) -> Mask:
    """Return `sentence` masked; offices of persons are left out, as are short forms in brackets after their name."""
    edits: list[tuple[int, int, str]] = []
    named: dict[str, Named] = {}
    values: dict[str, Span] = {}
    counts = dict.fromkeys(_KINDS, 0)

    def sign(kind: str) -> str:
        counts[kind] = min(counts[kind] + 1, _BLOCK - 1)
        return chr(_BASE[kind] + counts[kind])

    cuts = _cuts(document, holdings)
    previous: Named | None = None
    for mention in document.within(sentence):
        if any(cut.covers(mention) for cut in cuts):
            continue
        if previous and mention.start < previous.end:
            continue
        if (
            previous
            and mention.entity == previous.entity
            and document.text[previous.end : mention.start].strip() in {"(", "(«", '("', "«"}
        ):
            close = re.match(r"\s?[»\"]?\s?\)?", document.text[mention.end : mention.end + 4])
            edits.append((previous.end, mention.end + (close.end() if close else 0), ""))
            continue
        char = sign(_KIND_OF_TYPE[mention.type])
        named[char] = mention
        edits.append((mention.start, mention.end, char))
        previous = mention
    figures, dates = document.values_within(sentence)
    for kind, value in (*(("figure", figure) for figure in figures), *(("date", date) for date in dates)):
        char = sign(kind)
        values[char] = value
        edits.append((value.start, value.end, char))
    edits += [(cut.start, cut.end, "") for cut in cuts if sentence.covers(cut)]
    return _apply(document.text, sentence, edits, named, values)


def _cuts(document: Document, holdings: Sequence[Holding]) -> list[Span]:
    """Return the words of each office that go: with the comma that parts them from the name."""
    cuts = []
    for holding in holdings:
        start, end = holding.over.start, holding.over.end
        if holding.person.start >= end:
            end = holding.person.start
        elif holding.person.end <= start:
            start = holding.person.end
            if document.text[end : end + 1] == ")":
                end += 1
        cuts.append(Span(start, end))
    return cuts


def _apply(
    text: str, sentence: Span, edits: list[tuple[int, int, str]], named: Mapping[str, Named], values: Mapping[str, Span]
) -> Mask:
    out: list[str] = []
    offsets: list[int] = []
    at = sentence.start
    for start, end, char in sorted(edits, key=lambda edit: (edit[0], -edit[1])):
        if start < at:
            continue
        out.append(text[at:start])
        offsets.extend(range(at, start))
        out.append(char)
        offsets.extend([start] * len(char))
        at = max(at, end)
    out.append(text[at : sentence.end])
    offsets.extend(range(at, max(at, sentence.end)))
    return Mask("".join(out), offsets, named, values)
