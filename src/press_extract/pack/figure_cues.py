"""The cues around a figure, as a language's `figures.toml` lists them: bounds, pairs, ellipses, tables, measures."""

from __future__ import annotations

import re
from functools import cached_property

from press_extract.pack.exclusions import fill
from press_extract.pack.part import AnyCase, Expression, Part


class Bounds(Part):
    """List the cues of each bound, before and after a figure; `parts` fill their `{slots}`."""

    parts: dict[str, str]
    min: tuple[str, ...]
    max: tuple[str, ...]
    approx: tuple[str, ...]
    after_min: tuple[str, ...]
    after_max: tuple[str, ...]
    after_approx: tuple[str, ...]
    after_over: str
    after_unless: str

    @cached_property
    def before(self) -> re.Pattern[str]:
        """Return the pattern of a cue that ends where the figure starts."""
        kinds = "|".join(f"(?P<{kind}>{self._any(kind)})" for kind in ("max", "min", "approx"))
        return re.compile(rf"(?<!\w)(?:{kinds}) ?$", re.IGNORECASE)

    @cached_property
    def after(self) -> re.Pattern[str]:
        """Return the pattern of a cue that follows a figure, at most two words on."""
        kinds = "|".join(f"(?P<{kind}>{self._any(f'after_{kind}')})" for kind in ("max", "min", "approx"))
        words = rf"(?: {self.after_over}[\w'-]+){{0,2}}?"
        return re.compile(rf"(?:{words}|,) \(?(?:{kinds})(?!{self.after_unless})", re.IGNORECASE)

    def _any(self, kind: str) -> str:
        return "|".join(fill(cue, self.parts) for cue in getattr(self, kind))


class Pairs(Part):
    """Hold the words between two numbers that share a unit, and the cues that say what they are to each other.

    Attributes:
        change: what says that the first became the second.
    """

    open: AnyCase
    start: AnyCase
    between: Expression
    to: Expression
    either: Expression
    listing: Expression
    part: Expression
    change: AnyCase


class Ellipsis(Part):
    """Hold the cues by which a bare number takes the unit of a figure before it.

    Attributes:
        cues, bare_cues: what stands before such a number; the latter only before one without a noun.
        across: what stands between two sides, or a part and its whole.
        after, verb, kind: what may follow such a number; `verb` after a counted noun only, `kind` after `kind_after`.
        apart: what stands before a figure that is no partner.
        counted, numbered: "number of" with its `noun`, and a `noun` with "in number".
        ourselves: what makes the number one of people.
    """

    cues: tuple[str, ...]
    bare_cues: tuple[str, ...]
    across: Expression
    after: Expression
    verb: Expression
    kind: Expression
    kind_after: Expression
    apart: Expression
    counted: AnyCase
    numbered: AnyCase
    ourselves: AnyCase

    @cached_property
    def before(self) -> re.Pattern[str]:
        """Return the pattern of a cue that ends where the number starts."""
        return re.compile(rf"(?<!\w)(?:{'|'.join(self.cues)}) ?$", re.IGNORECASE)

    @cached_property
    def before_bare(self) -> re.Pattern[str]:
        """Return the same for a number without a noun."""
        return re.compile(rf"(?<!\w)(?:{'|'.join((*self.cues, *self.bare_cues))}) ?$", re.IGNORECASE)


class Tables(Part):
    """Hold how a table or a list of labels says what its bare numbers count."""

    header: Expression
    label: Expression
    labels: dict[str, tuple[str, ...]]


class Measure(Part):
    """Name what figures of these units measure, where `cue` (if any) stands near; the unit `¤` is any money."""

    units: frozenset[str]
    cue: AnyCase = re.compile("")


class Tenses(Part):
    """Hold the patterns that tell what is planned from what is; they see the text as written."""

    planned: Expression
    actual: Expression


class Hours(Part):
    """Tell a length in `hours` and `minutes` from a time of day by the cue that ends where it starts."""

    pattern: Expression
    cue: AnyCase
