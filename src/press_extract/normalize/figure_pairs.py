"""Join two numbers that share a unit: ranges, changes from one to the other, short lists."""

from __future__ import annotations

from press_extract.normalize.figure_parts import Quantity, Scene

_CHANGE_REACH = 110


def join_pairs(scene: Scene, quantities: list[Quantity]) -> list[Quantity]:
    """Return `quantities` with ranges made one, and the unit of a pair or list given to each of its numbers."""
    joined: list[Quantity] = []
    for right in reversed(quantities):
        if joined and (made := _join(scene, right, joined[-1])) is not None:
            joined[-1:] = made
        else:
            joined.append(right)
    joined.reverse()
    return joined


def _join(scene: Scene, left: Quantity, right: Quantity) -> list[Quantity] | None:
    """Return what `left` and `right` make, the right one first; None where nothing ties them."""
    cue = scene.bound_cue(right.start)
    gap = scene.text[left.end : cue[0] if cue and cue[0] > left.end else right.start]
    if len(gap) > 12 or "\n" in gap or left.upper or right.upper or (left.unit is None and left.is_year):
        return None
    word, pairs = gap.strip(), scene.data.pairs
    opened = pairs.open.search(scene.before(left.start, 40))
    if pairs.between.fullmatch(word) and opened:
        return _range(left, right, left.start - len(opened[0]))
    if pairs.to.fullmatch(word):
        return _from_to(scene, left, right, tight=gap in {"-", "–"})
    if left.unit is not None or right.unit is None:
        return None
    if pairs.either.fullmatch(word):
        return _range(left, right, left.start)
    listed = (pairs.part.fullmatch(word) and right.kind != "unit") or (
        pairs.listing.fullmatch(word) and right.kind != "noun"
    )
    return [right, left] if listed and _share(left, right) else None


def _from_to(scene: Scene, left: Quantity, right: Quantity, *, tight: bool) -> list[Quantity] | None:
    before = scene.before(left.start, _CHANGE_REACH)
    started = scene.data.pairs.start.search(before)
    first, _ = scene.sentence_span(left.start)
    clause = scene.text[max(first, left.start - _CHANGE_REACH) : left.start]
    if not _share(left, right):
        return None
    falling = left.value >= right.value
    changed = started is not None and scene.data.pairs.change.search(clause)
    if falling and started is None:
        return None if tight else [right, left]
    if falling or changed:
        return [right, left]
    return _range(left, right, left.start)


def _share(left: Quantity, right: Quantity, *, bare: bool = False) -> bool:
    """Give the unit and the magnitude of one to the other; False where they count different things.

    With `bare`, two numbers without any unit may go together: what they count is found later.
    """
    if left.unit is None and right.unit is None:
        return bare
    if left.unit is not None and right.unit is not None:
        return left.unit == right.unit
    if left.unit is None:
        left.take_unit(right, min(right.confidence, 0.9))
    else:
        right.take_unit(left, min(left.confidence, 0.9))
        if right.magnitude == 1 < left.magnitude and right.number.value < 1000:
            right.factor = left.magnitude
    if left.magnitude == 1 < right.magnitude and left.number.value < 1000:
        left.factor = right.magnitude
    return True


def _range(left: Quantity, right: Quantity, start: int) -> list[Quantity] | None:
    if not _share(left, right, bare=True) or left.value >= right.value:
        return None
    left.upper, left.upper_factor = right.number, right.factor
    left.start, left.end = start, right.end
    return [left]
