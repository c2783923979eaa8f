"""Choose the numbers that may be figures: not those of dates, telephones, addresses, laws or ages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from press_extract.normalize.figure_parts import Scene
from press_extract.normalize.numbers import NumberSpan, find_numbers
from press_extract.normalize.windows import find_spans
from press_extract.pack.dates import bare

_LONGEST_NAME = 4  # digits
_REACH = 20  # characters


def candidates(scene: Scene, taken: Sequence[tuple[int, int]]) -> list[NumberSpan]:
    """Return the numbers of the scene that lie in no span of `taken` and in no excluded one."""
    excluded = find_spans(scene.text, bare(scene.text), scene.pack.exclusion_patterns)
    spans = sorted([*taken, *excluded])
    kept: list[NumberSpan] = []
    index = reach = 0
    for number in _told_twice(scene.text, find_numbers(scene.text, scene.pack.numbers)):
        while index < len(spans) and spans[index][0] < number.end:
            reach = max(reach, spans[index][1])
            index += 1
        if reach <= number.start and not _is_code(scene.text, number) and not _is_name(scene, number):
            kept.append(number)
    return kept


def _is_code(text: str, number: NumberSpan) -> bool:
    """Tell whether the digits are a code ("007"), part of a longer sign ("3/4"), or count a list ("2. ")."""
    written = text[number.start : number.end]
    if text[number.end : number.end + 2] in {". ", ") "} and text[number.start - 1 : number.start] in {"", "\n"}:
        return True
    if written[0] == "0" and len(written) > 1 and written[1].isdigit():
        return True
    return text[number.start - 1 : number.start] in {"/", "#", "_"}


def _is_name(scene: Scene, number: NumberSpan) -> bool:
    """Tell whether the number belongs to the word before it: phase 2, line 5."""
    if number.form != "digits" or number.end - number.start > _LONGEST_NAME:
        return False
    named = scene.data.numbered_before.search(scene.before(number.start, _REACH))
    return named is not None and not scene.data.numbered_unless.match(scene.text, number.end)


def _told_twice(text: str, numbers: Sequence[NumberSpan]) -> list[NumberSpan]:
    """Join a number with its repetition in brackets: twelve (12) months."""
    joined: list[NumberSpan] = []
    for number in numbers:
        last = joined[-1] if joined else None
        bracketed = (
            last is not None and text[last.end : number.start] == " (" and text[number.end : number.end + 1] == ")"
        )
        if last is not None and bracketed and last.value == number.value:
            joined[-1] = replace(last, end=number.end + 1)
        else:
            joined.append(number)
    return joined
