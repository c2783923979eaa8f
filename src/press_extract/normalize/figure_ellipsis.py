"""Give bare numbers the unit that the text leaves unsaid: that of a partner, of a label, of a noun before them."""

from __future__ import annotations

import bisect
import re

from press_extract.normalize.figure_nouns import PERSON, counted_unit
from press_extract.normalize.figure_parts import Quantity, Scene

_REACH = 70
_SHORT = 20
_SENTENCE_REACH = 160
_NEXT_WORD = re.compile(r" ([^\W\d_]+)")
_CLAUSE_END = re.compile(r" ?(?:$|[\n.;,)])")
_LARGE = 1_000_000  # a bare number in millions is money unless its partner says otherwise
_SMALL = 10_000  # below, a partner's magnitude is meant too: 512.4 billion against 468.9
_SENTENCES_BACK = 2
_PARTNERS = 12  # no bare number reaches back over more figures
_LABEL_END = re.compile(r" ?(?:$|[\n.;,(|│]|[–—-] )")


def fill_ellipses(scene: Scene, quantities: list[Quantity]) -> None:
    """Give a unit to each of `quantities` that has none and whose partner is plain."""
    _fill_sums(scene, quantities)
    money = [quantity for quantity in quantities if quantity.kind == "money"]
    for index, quantity in enumerate(quantities):
        partner = _partner(scene, quantities, index)
        cued = _is_cued(scene, quantity)
        if quantity.kind == "noun":
            if partner is not None and _stands_for_noun(scene, quantity, cued=cued):
                quantity.take_unit(partner, 0.7)
        elif quantity.unit is None and _is_us(scene, quantity):
            quantity.unit, quantity.kind, quantity.confidence = PERSON, "noun", 0.7
        elif quantity.unit is None:
            if partner is not None and (cued or _is_all(scene, quantity) or _is_across(scene, quantity, partner)):
                _follow(quantity, partner)
            elif quantity.number.scale >= _LARGE and quantity.number.form != "digits":
                _take_money(scene, quantity, money)
            else:
                _take_label(scene, quantity, partner)


def _fill_sums(scene: Scene, quantities: list[Quantity]) -> None:
    """Give the unit of a total to the numbers in brackets that add up to it: twenty posts: Dakar (12), Kolda (8)."""
    bracketed = [each for each in quantities if each.unit is None and _in_brackets(scene.text, each)]
    starts = [each.start for each in bracketed]
    for total in quantities if bracketed else ():
        if total.kind != "noun":
            continue
        _, last = scene.sentence_span(total.start)
        first = bisect.bisect_left(starts, total.end)
        parts = [each for each in bracketed[first : first + _PARTNERS] if each.start < last]
        if len(parts) > 1 and sum(each.value for each in parts) == total.value:
            for each in parts:
                each.take_unit(total, 0.7)


def _in_brackets(text: str, quantity: Quantity) -> bool:
    return text[quantity.start - 1 : quantity.start] == "(" and text[quantity.end : quantity.end + 1] == ")"


def _partner(scene: Scene, quantities: list[Quantity], index: int) -> Quantity | None:
    """Return the nearest quantity with a unit earlier in the sentence."""
    first, _ = scene.sentence_span(quantities[index].start)
    for other in reversed(quantities[max(0, index - _PARTNERS) : index]):
        if other.start < first:
            return None
        if other.unit is not None and not _is_apart(scene, other):
            return other
    return None


def _is_apart(scene: Scene, quantity: Quantity) -> bool:
    before = scene.before(quantity.start, _SHORT).rstrip()
    return quantity.kind == "noun" and scene.data.ellipsis.apart.search(before) is not None


def _head_noun(clause: str, counted: re.Match[str], adjectives: frozenset[str]) -> str:
    """Return the noun of "number of …", an adjective before it passed over."""
    word: str = counted["noun"].casefold()
    following = _NEXT_WORD.match(clause, counted.end("noun")) if word in adjectives else None
    return following[1].casefold() if following else word


def _is_all(scene: Scene, quantity: Quantity) -> bool:
    """Tell whether a collective ends its clause: some horses, about a hundred."""
    return quantity.number.approx and _CLAUSE_END.match(scene.text, quantity.end) is not None


def _is_us(scene: Scene, quantity: Quantity) -> bool:
    before = _before_bound(scene, quantity)
    return scene.data.ellipsis.ourselves.search(before.rstrip()) is not None


def _before_bound(scene: Scene, quantity: Quantity) -> str:
    """Return what stands before a figure, the cue of its bound left out."""
    bound = scene.bound_cue(quantity.start)
    return scene.before(bound[0] if bound else quantity.start, _REACH)


def _is_cued(scene: Scene, quantity: Quantity) -> bool:
    cues = scene.data.ellipsis.before if quantity.kind == "noun" else scene.data.ellipsis.before_bare
    return not quantity.is_year and cues.search(_before_bound(scene, quantity)) is not None


def _is_across(scene: Scene, quantity: Quantity, partner: Quantity) -> bool:
    """Tell whether the number is the second side of an area, or says how much more or less."""
    cues, after = scene.data.ellipsis, scene.text[quantity.end : quantity.end + _REACH]
    if cues.after.match(after) or (partner.kind == "noun" and cues.verb.match(after) and not quantity.is_year):
        return True
    if cues.kind.match(after) and cues.kind_after.search(_before_bound(scene, quantity).rstrip()):
        return True
    gap = scene.text[partner.end : quantity.start].strip()
    return partner.kind in {"unit", "noun"} and cues.across.fullmatch(gap) is not None


def _stands_for_noun(scene: Scene, quantity: Quantity, *, cued: bool) -> bool:
    word, adjectives = quantity.noun.casefold(), scene.data.adjectives
    if word in adjectives.pronominal:
        return True
    return cued and (word in adjectives.elliptic or adjectives.participles.search(word) is not None)


def _follow(quantity: Quantity, partner: Quantity) -> None:
    quantity.take_unit(partner, 0.75)
    scaled = partner.magnitude >= _LARGE or partner.number.form != "words"
    if scaled and quantity.magnitude == 1 < partner.magnitude and quantity.number.value < _SMALL:
        quantity.factor = partner.magnitude


def _take_money(scene: Scene, quantity: Quantity, money: list[Quantity]) -> None:
    """Count in the money spoken of just before, else in that which the text names next."""
    place = bisect.bisect_left(money, quantity.start, key=lambda other: other.start)
    earlier, later = money[max(0, place - 1) : place], money[place : place + 1]
    if earlier and later and scene.sentence(quantity.start) - scene.sentence(earlier[0].start) > _SENTENCES_BACK:
        earlier = []
    for partner in (*earlier, *later)[:1]:
        quantity.take_unit(partner, 0.75 if earlier else 0.6)


def _take_label(scene: Scene, quantity: Quantity, partner: Quantity | None) -> None:
    """Count what the label before the number names ("Jobs: 1,650"), or what a "number of" before it does."""
    data = scene.data
    if quantity.is_year:
        return
    before = _before_bound(scene, quantity).rstrip() + " "
    label = data.tables.label.search(before)
    if label is not None and _LABEL_END.match(scene.text, quantity.end):
        noun = label["noun"].casefold()
        if noun in data.label_units:
            quantity.unit = data.label_units[noun]
        elif noun.endswith(data.plural.marks) and noun not in scene.pack.uncounted:
            quantity.unit = counted_unit(noun, data)[0]
    if quantity.unit is None and (partner is None or label is not None):
        first, _ = scene.sentence_span(quantity.start)
        clause = scene.text[max(first, quantity.start - _SENTENCE_REACH) : quantity.start]
        counted = data.ellipsis.counted.search(clause) or data.ellipsis.numbered.search(before.rstrip())
        if counted is not None:
            quantity.unit = counted_unit(_head_noun(clause, counted, data.adjectives.before), data)[0]
    if quantity.unit is not None:
        quantity.kind, quantity.confidence = "noun", 0.7
