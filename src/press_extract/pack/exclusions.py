"""Spans that hold digits and mean no value: telephones, laws, addresses, as patterns of a language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from press_extract.pack.part import Part

_SLOT = re.compile(r"\{([a-z_]+)\}")


class Exclusion(Part):
    """Name one kind of span by a regular expression with `{slots}` over the text as written.

    Attributes:
        near: bare words, one of which every match lies near; none where it may lie anywhere.
    """

    id: str
    near: tuple[str, ...] = ()
    pattern: str


class CodeData(Part):
    """Mirror `codes.toml`: the spans that hold neither a date nor a figure."""

    codes: tuple[Exclusion, ...]


class Compiled(NamedTuple):
    """Hold a pattern and the words that it is tried near."""

    pattern: re.Pattern[str]
    near: tuple[str, ...]


def fill(pattern: str, slots: Mapping[str, str]) -> str:
    """Return `pattern` with the expression of each `{slot}` put in."""
    return _SLOT.sub(lambda slot: f"(?:{slots[slot[1]]})", pattern)


def compiled(exclusions: Iterable[Exclusion], slots: Mapping[str, str]) -> tuple[Compiled, ...]:
    """Return the patterns of `exclusions`, with `slots` (name to expression) put in.

    Raises:
        ValueError: a pattern is no regular expression, or names a slot that there is not.
    """
    made = []
    for each in exclusions:
        try:
            made.append(Compiled(re.compile(fill(each.pattern, slots)), each.near))
        except (re.error, KeyError) as error:
            raise ValueError(f"exclusion {each.id!r}: {error}") from error
    return tuple(made)
