"""Ties: the relations that stand after a judge has looked at every pair of a document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from press_extract.mentions import Span
from press_extract.record import RelationType
from press_extract.relate.context import Document, RelationDraft
from press_extract.relate.pairs import FIGURE, SYMMETRIC, TYPES, Pair

_TITLED: frozenset[RelationType] = frozenset({"holds_position"})
_TITLE_REACH = 80  # characters from a person to an office


@dataclass(frozen=True, slots=True)
class Verdict:
    """Hold what the judge says of a pair: how likely each relation of `TYPES` is."""

    pair: Pair
    chances: Sequence[float]


def judged(
    document: Document,
    stated: Sequence[RelationDraft],
    verdicts: Sequence[Verdict],
    least: Mapping[str, float],
    titles: Sequence[Span],
) -> list[RelationDraft]:
    """Return the relations that the judge lets stand.

    Args:
        document: what earlier stages found.
        stated: what patterns and rules state; their evidence is kept.
        verdicts: of every pair.
        least: for each type the chance from which it is a fact. A figure has one owner, the likeliest.
        titles: the offices that the encoder marks; without one of them the judge adds no position.
    """
    key_of = _Keys(document)
    best: dict[_Key, tuple[float, Pair]] = {}
    for verdict in verdicts:
        pair = verdict.pair
        for name in pair.types:
            chance = verdict.chances[TYPES.index(name)]
            key = key_of(name, pair.subject, pair.object)
            if key not in best or chance > best[key][0]:
                best[key] = (chance, pair)
    owners: dict[int, tuple[float, int]] = {}
    for (name, subject, figure), (chance, _) in best.items():
        if name == FIGURE and (chance, -subject) > owners.get(figure, (0.0, 0)):
            owners[figure] = (chance, -subject)
    words = {key_of(draft.type, draft.subject, draft.object): draft for draft in reversed(stated)}
    found = [draft for key, draft in words.items() if key not in best]  # too far apart to be a pair
    for key, (chance, pair) in best.items():
        name, subject, object_ = key
        if chance < least[name] or (name == FIGURE and -owners[object_][1] != subject):
            continue
        if key in words:
            draft = words[key]
            found.append(replace(draft, confidence=chance, sources=(*draft.sources, "judge")))
        else:
            title = _title(document, pair, titles) if name in _TITLED else None
            if title is not None or name not in _TITLED:
                found.append(_seen(document, name, pair, chance, title))
    return found


_Key = tuple[RelationType, int, int]


class _Keys:
    """Give pairs that state the same the same key: of either order, or of figures of one value."""

    def __init__(self, document: Document) -> None:
        first: dict[tuple[float, float | None, str], int] = {}
        self._figures = [
            first.setdefault((figure.value, figure.upper, figure.unit), at)
            for at, figure in enumerate(document.figures)
        ]

    def __call__(self, name: RelationType, subject: int, object_: int) -> _Key:
        if name == FIGURE:
            return name, subject, self._figures[object_]
        return (name, min(subject, object_), max(subject, object_)) if name in SYMMETRIC else (name, subject, object_)


def _title(document: Document, pair: Pair, titles: Sequence[Span]) -> Span | None:
    """Return the office nearest to the person of a pair, with no other person between them."""
    person = pair.spans[0]
    near = [
        (gap, title)
        for title in titles
        if (gap := max(title.start - person.end, person.start - title.end)) in range(_TITLE_REACH)
        and not any(
            named.type == "person" and named.kind == "name" and named.entity != pair.subject
            for named in document.within(Span(min(title.end, person.end), max(title.start, person.start)))
        )
    ]
    return min(near)[1] if near else None


def _seen(document: Document, name: RelationType, pair: Pair, chance: float, title: Span | None) -> RelationDraft:
    """Return what only the judge found: from one mention to the other, or both where they stand in two sentences."""
    parts = sorted([*pair.spans, title] if title else pair.spans)
    one, other = Span(parts[0].start, parts[0].end), Span(parts[-1].start, parts[-1].end)
    together = any(sentence.start <= one.start and other.end <= sentence.end for sentence in document.sentences)
    if together:
        evidence, further = Span(one.start, max(part.end for part in parts)), None
    else:
        evidence, further = one, other
    return RelationDraft(name, pair.subject, pair.object, evidence, chance, title, further, ("judge",))
