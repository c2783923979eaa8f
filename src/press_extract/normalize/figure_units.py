"""Read what a number counts: a currency, a measure, or a noun."""

from __future__ import annotations

import re
from decimal import Decimal

from press_extract.normalize.figure_nouns import read_noun
from press_extract.normalize.figure_parts import Quantity, Scene
from press_extract.normalize.numbers import NumberSpan
from press_extract.pack.figures import UnitForm

_LARGE = 1_000_000  # from here on a number takes a link: 3 millions *of* euros
_COIN_DASH = re.compile(r"\.[–—-]+")


def read_quantity(scene: Scene, number: NumberSpan) -> Quantity:
    """Return `number` with its unit, or without one where none stands beside it."""
    quantity = Quantity(number, number.start, number.end)
    after = number.end + (scene.text[number.end : number.end + 1] == " ")
    if number.value == 0.5 and scene.text[number.end : number.end + 1] == "-":
        after += 1
    linked = scene.data.link.match(scene.text, after) if number.approx or number.scale >= _LARGE else None
    start = linked.end() if linked else after
    if _is_alone(scene.text, number):
        start = after = number.end + 1
    if _measured(scene, quantity, start) or _glued(scene, quantity, after) or _led(scene, quantity):
        return quantity
    if start > number.end and (linked or number.scale < _LARGE) and number.value not in {0, 0.5}:
        _counted(scene, quantity, start, linked=linked is not None)
    return quantity


def _is_alone(text: str, number: NumberSpan) -> bool:
    """Tell whether a number stands alone on its line, so that the next line may say what it counts."""
    return (
        text[number.end : number.end + 1] == "\n"
        and not text[text.rfind("\n", 0, number.start) + 1 : number.start].strip()
    )


def _measured(scene: Scene, quantity: Quantity, start: int) -> bool:
    match = scene.data.unit_after.match(scene.text, start)
    if match is None:
        return _points(scene, quantity, start)
    if match["sign"]:
        form = scene.data.unit_signs[match["sign"]]
        if quantity.number.form == "words" and not form.money and len(match["sign"]) == 1:
            return False
    else:
        form = scene.data.unit_words[match["word"].casefold()]
    _set(scene, quantity, form, match.end())
    rate = scene.data.rate_after.match(scene.text, match.end()) if form.unit in scene.data.rates.of else None
    if rate is not None:
        quantity.unit, quantity.end = f"{form.unit}/{rate.lastgroup}", rate.end()
    _half_more(scene, quantity)
    return True


def _set(scene: Scene, quantity: Quantity, form: UnitForm, end: int) -> None:
    quantity.unit, quantity.doubt = scene.currency(form.unit, quantity.start) if form.shared else (form.unit, None)
    quantity.kind = "money" if form.money else "unit"
    quantity.factor *= form.factor
    quantity.end = end
    quantity.confidence = 0.6 if quantity.doubt else 0.85 if form.shared else 0.95


def _points(scene: Scene, quantity: Quantity, start: int) -> bool:
    """Read "points": of percentage where a cue stands in the sentence."""
    points = scene.data.points
    word = scene.data.point_word.match(scene.text, start)
    if word is None or points.not_cue.match(scene.text, start):
        return False
    first, last = scene.sentence_span(quantity.start)
    if not points.cue.search(scene.text[max(first, start - 150) : min(last, start + 150)]):
        return False
    quantity.unit, quantity.kind, quantity.end, quantity.confidence = "pp", "unit", word.end(), 0.85
    return True


def _half_more(scene: Scene, quantity: Quantity) -> None:
    """Add the half that follows a unit: two years and a half."""
    numbers = scene.pack.numbers
    half = numbers.and_a_half.match(scene.text, quantity.end)
    if half is not None:
        quantity.added, quantity.end = Decimal("0.5") * quantity.magnitude, half.end()


def _glued(scene: Scene, quantity: Quantity, start: int) -> bool:
    """Read a scale written in one word with the currency: MDH, MFCFA, kEUR."""
    if not scene.text[start : start + 1].isalpha() or quantity.number.scale > 1000:
        return False
    for symbol, scale in scene.pack.numbers.symbol.items():
        if not scene.text.startswith(symbol, start):
            continue
        match = scene.data.unit_after.match(scene.text, start + len(symbol))
        form = scene.data.unit_signs[match["sign"]] if match and match["sign"] else None
        if match and form and form.money:
            _set(scene, quantity, form, match.end())
            quantity.factor *= scale
            return True
    return False


def _led(scene: Scene, quantity: Quantity) -> bool:
    """Read a currency that stands before its amount."""
    before = scene.before(quantity.start, 8)
    match = scene.data.money_before.search(before)
    if match is None:
        return False
    dash = _COIN_DASH.match(scene.text, quantity.end)
    _set(scene, quantity, scene.data.unit_signs[match["sign"]], dash.end() if dash else quantity.end)
    quantity.start -= len(before) - match.start()
    return True


def _counted(scene: Scene, quantity: Quantity, start: int, *, linked: bool) -> None:
    noun = read_noun(scene, start, quantity.number, linked=linked)
    if noun is None or (quantity.is_year and not noun.known and quantity.number.value % 100):
        return
    quantity.unit, quantity.kind, quantity.end = noun.unit, "noun", noun.end
    quantity.confidence, quantity.noun = (0.9 if noun.known else 0.7), noun.word
