"""The cues around a figure, as a language's `figures.toml` lists them: bounds, pairs, ellipses, tables, measures."""

from __future__ import annotations

import re
from functools import cached_property

from press_extract.pack.part import Part


class Bounds(Part):
    """List the cues of each bound, before and after a figure."""

    min: tuple[str, ...]
    max: tuple[str, ...]
    approx: tuple[str, ...]
    after_min: tuple[str, ...]
    after_max: tuple[str, ...]
    after_approx: tuple[str, ...]

    @cached_property
    def before(self) -> re.Pattern[str]:
        """Return the pattern of a cue that ends where the figure starts."""
        kinds = "|".join(f"(?P<{kind}>{'|'.join(getattr(self, kind))})" for kind in ("max", "min", "approx"))
        return re.compile(rf"(?<!\w)(?:{kinds}) ?$", re.IGNORECASE)

    @cached_property
    def after(self) -> re.Pattern[str]:
        """Return the pattern of a cue that follows a figure, at most two words on."""
        kinds = "|".join(f"(?P<{kind}>{'|'.join(getattr(self, f'after_{kind}'))})" for kind in ("max", "min", "approx"))
        return re.compile(rf"(?: [\w'-]+){{0,2}}? (?:{kinds})(?= ?(?:[.,;:)»\"\n]|$))", re.IGNORECASE)


class Pairs(Part):
    """Hold the words between two numbers that share a unit, and the cues that say what they are to each other."""

    open: str
    start: str
    between: str
    to: str
    either: str
    listing: str
    change: str


class Ellipsis(Part):
    """Hold the cues by which a bare number takes the unit of a figure before it."""

    cues: tuple[str, ...]
    across: str
    after: str
    counted: str

    @cached_property
    def before(self) -> re.Pattern[str]:
        """Return the pattern of a cue that ends where the bare number starts."""
        return re.compile(rf"(?<!\w)(?:{'|'.join(self.cues)}) ?$", re.IGNORECASE)


class Tables(Part):
    """Hold how a table or a list of labels says what its bare numbers count."""

    header: str
    label: str
    labels: dict[str, tuple[str, ...]]


class Measure(Part):
    """Name what figures of these units measure, where `cue` (if any) stands near; the unit `¤` is any money."""

    units: frozenset[str]
    cue: str = ""


class Tenses(Part):
    """Hold the patterns that tell what is planned from what is."""

    planned: str
    actual: str
