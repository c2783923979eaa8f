"""Read the project's case tables and count what a reader got right in them."""

from __future__ import annotations

import calendar
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CASES = Path(__file__).parents[2] / "tests" / "cases"
BOUNDS = {"min", "max", "approx"}
_MARK = re.compile(r"\[([^][]+)\]\(([^()]+)\)|\{([^{}]+)\}")

Found = dict[str, Any]
Span = tuple[int, int]


@dataclass(frozen=True)
class Case:
    """One row: its plain text, the marked (start, end, value), and the spans that no one is asked about."""

    id: str
    task: str
    text: str
    published: str | None
    marks: tuple[tuple[int, int, str], ...]
    ignored: tuple[Span, ...]


@dataclass
class Tally:
    """The counts of one reader on one table; `texts` and `failed` are rows, all others are mentions."""

    texts: int = 0
    marked: int = 0
    right: int = 0
    value_right: int = 0
    wrong: int = 0
    abstained: int = 0
    false: int = 0  # found, with a unit where it is a figure, where the table marks nothing
    bare: int = 0  # figures only: a number without a unit where the table marks nothing
    failed: int = 0
    errors: set[str] = field(default_factory=set)


def read_cases(task: str) -> list[Case]:
    """Return the rows of the tables of dates, figures or numbers; of the last, those without a digit."""
    tables = [tomllib.loads(file.read_text("utf-8")) for file in sorted(CASES.glob(f"{task}_fr*.toml"))]
    groups = [group for table in tables for group in table.get("group", [table])]
    rows = [(*row[:2], group.get("published")) for group in groups for row in group["rows"]]
    cases = [case(task, name, marked, published and str(published)) for name, marked, published in rows]
    return [one for one in cases if task != "numbers" or not re.search(r"\d", one.text)]


def case(task: str, name: str, marked: str, published: str | None) -> Case:
    """Take the marks out of one row; a `?` after a value says that another reading is honest too, and goes."""
    text, at = "", 0
    marks: list[tuple[int, int, str]] = []
    ignored: list[Span] = []
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        words = mark[1] or mark[3]
        if mark[3]:
            ignored.append((len(text), len(text) + len(words)))
        else:
            marks.append((len(text), len(text) + len(words), mark[2].strip().rstrip("?").strip()))
        text += words
        at = mark.end()
    return Case(name, task, text + marked[at:], published, tuple(marks), tuple(ignored))


def count(cases: Iterable[Case], answers: dict[str, Found]) -> Tally:
    """Count the answers of one reader, by the id of their row, against the marks; no answer is nothing found."""
    tally = Tally()
    for one in cases:
        answer = answers.get(one.id, {"error": "no answer"})
        if "error" in answer:
            tally.failed += 1
            tally.errors.add(answer["error"])
        judge(one, answer.get(one.task, []), tally)
    return tally


def judge(one: Case, found: list[Found], tally: Tally) -> None:
    """Add the verdicts on one row."""
    tally.texts += 1
    tally.marked += len(one.marks)
    for start, end, said in one.marks:
        over = [each for each in found if overlaps(each, [(start, end)])]
        verdict = VERDICTS[one.task](said, over) if over else "abstained"
        tally.right += verdict == "right"
        tally.value_right += verdict in {"right", "value"}
        tally.abstained += verdict == "abstained"
        tally.wrong += verdict in {"value", "wrong"}
    marked = [(start, end) for start, end, _ in one.marks]
    for each in found:
        if not overlaps(each, marked) and not overlaps(each, one.ignored):
            bare = one.task == "figures" and each.get("unit") is None
            tally.bare += bare
            tally.false += not bare


def overlaps(found: Found, spans: Sequence[Span]) -> bool:
    """Tell whether what was found shares a character with one of the spans."""
    return any(found["start"] < end and start < found["end"] for start, end in spans)


def date_verdict(said: str, over: list[Found]) -> str:
    """Compare the days that are meant, whatever the writing; the two ends found apart are as good as the interval.

    Where the year that the table knows is left open and the rest agrees, nothing wrong was said: that is abstained.
    """
    meant = ends(said)
    read = [ends(each["value"]) for each in over]
    if "/" in said:
        read.append((min(first for first, _ in read), max(last for _, last in read)))
    if meant in read:
        return "right"
    opened = {(first[4:], last[4:]) for first, last in read if first.startswith("XXXX") and last.startswith("XXXX")}
    return "abstained" if (meant[0][4:], meant[1][4:]) in opened else "wrong"


def figure_verdict(said: str, over: list[Found]) -> str:
    """Compare value and unit, then the value alone; the bound is no part of it.

    The two ends of a range found apart are as good as the range, and one unit then serves both.
    """
    amount, *rest = said.split()
    unit = " ".join(rest[:-1] if len(rest) > 1 and rest[-1] in BOUNDS else rest)
    meant = {rounded(float(end)) for end in amount.split("..")}
    exact = [each for each in over if values(each) == meant]
    if any(each.get("unit") == unit for each in exact):
        return "right"
    if len(meant) == 2 and {end for each in over for end in values(each)} == meant:
        return "right" if {each.get("unit") for each in over} - {None} == {unit} else "value"
    return "value" if exact else "wrong"


def number_verdict(said: str, over: list[Found]) -> str:
    """Compare the value alone."""
    meant = {rounded(float(said.split(maxsplit=1)[0]))}
    return "right" if any(values(each) == meant for each in over) else "wrong"


VERDICTS = {"dates": date_verdict, "figures": figure_verdict, "numbers": number_verdict}


def values(found: Found) -> set[float]:
    """Return the value of a figure, or both where it is a range."""
    return {rounded(each) for each in (found["value"], found.get("upper")) if each is not None}


def rounded(value: float) -> float:
    """Return the value to nine significant figures, so that 3.2e9 meets 3200000000.0000005 and -3.2 stays itself."""
    return float(f"{float(value):.9g}")


def ends(value: str) -> tuple[str, str]:
    """Return the first and the last day of a date value; where the year is open, its two ends as they are written."""
    first, _, last = value.partition("/")
    return edge(first)[0], edge(last or first)[1]


def edge(value: str) -> tuple[str, str]:
    """Return the first and the last day of YYYY-MM-DD, YYYY-MM, YYYY, YYYY-Qn or YYYX."""
    if value.startswith("XXXX"):
        return value, value
    if value.endswith("X"):
        return f"{value[:3]}0-01-01", f"{value[:3]}9-12-31"
    if "-Q" in value:
        last = 3 * int(value[-1])
        return f"{value[:4]}-{last - 2:02}-01", edge(f"{value[:4]}-{last:02}")[1]
    if len(value) == 4:
        return f"{value}-01-01", f"{value}-12-31"
    if len(value) == 7:
        return f"{value}-01", f"{value}-{calendar.monthrange(int(value[:4]), int(value[5:]))[1]:02}"
    return value, value
