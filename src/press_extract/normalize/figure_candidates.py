"""Choose the numbers that may be figures: not those of dates, telephones, addresses, laws or ages."""

from __future__ import annotations

from collections.abc import Sequence

from press_extract.normalize.figure_parts import Scene
from press_extract.normalize.numbers import NumberSpan, find_numbers


def candidates(scene: Scene, taken: Sequence[tuple[int, int]]) -> list[NumberSpan]:
    """Return the numbers of the scene that lie in no span of `taken` and in no excluded one."""
    spans = sorted([*taken, *_excluded(scene)])
    kept: list[NumberSpan] = []
    index = reach = 0
    for number in find_numbers(scene.text, scene.pack.numbers):
        while index < len(spans) and spans[index][0] < number.end:
            reach = max(reach, spans[index][1])
            index += 1
        if reach <= number.start and not _is_code(scene.text, number):
            kept.append(number)
    return kept


def _excluded(scene: Scene) -> list[tuple[int, int]]:
    return [match.span() for pattern in scene.data.excluded for match in pattern.finditer(scene.text)]


def _is_code(text: str, number: NumberSpan) -> bool:
    """Tell whether the digits are a code ("007"), part of a longer sign ("3/4"), or count a list ("2. ")."""
    written = text[number.start : number.end]
    if text[number.end : number.end + 2] in {". ", ") "} and text[number.start - 1 : number.start] in {"", "\n"}:
        return True
    if written[0] == "0" and len(written) > 1 and written[1].isdigit():
        return True
    return text[number.start - 1 : number.start] in {"/", "#", "_"}
