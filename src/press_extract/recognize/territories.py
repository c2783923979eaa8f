"""Territories: whether a commune, region or state acts in a sentence, or only says where."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from press_extract.mentions import Span
from press_extract.pack.names import Acting

_REACH = 70


@cache
def _patterns(data: Acting) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    place, body, after = (
        "|".join(f"(?:{cue})" for cue in cues) for cues in (data.place_before, data.body_before, data.body_after)
    )
    return re.compile(place), re.compile(body), re.compile(after)


def acts_as(text: str, small: str, span: Span, data: Acting) -> Literal["organization", "place"] | None:
    """Return what the territory `span` is here, an organisation where it acts or a place; None without a cue."""
    place_before, body_before, body_after = _patterns(data)
    left = small[max(0, span.start - _REACH, small.rfind("\n", 0, span.start) + 1) : span.start]
    if body_after.match(small, span.end):
        return "organization"
    if place_before.search(left):
        return "place"
    return "organization" if text[span.start].isupper() or body_before.search(left) else None
