"""What every reader speaks: JSON lines in, JSON lines out; nothing here needs more than the standard library.

In: {"id", "task", "text", "published"}, where the task is dates, figures or numbers.
Out: {"id", <task>: [{"start", "end", "value", "upper", "unit"}, …]}, or {"id", "error"} where the reader fails.
With `--speed` each task answers one line instead: {"task", "characters", "seconds"}.
"""

from __future__ import annotations

import datetime
import json
import sys
import time
from collections.abc import Callable
from typing import Any

Found = dict[str, Any]
Reader = Callable[[str, "datetime.date | None"], list[Found]]


def serve(**readers: Reader) -> None:
    """Read the lines of standard input with the reader of their task and answer on standard output."""
    answers, sys.stdout = sys.stdout, sys.stderr  # what a library prints must not stand among the answers
    lines = [json.loads(line) for line in sys.stdin]
    for line in lines:
        line["published"] = line["published"] and datetime.date.fromisoformat(line["published"])
    found = (
        [speed(task, reader, [line for line in lines if line["task"] == task]) for task, reader in readers.items()]
        if "--speed" in sys.argv
        else [answer(line, readers[line["task"]]) for line in lines if line["task"] in readers]
    )
    for one in found:
        print(json.dumps(one), file=answers)


def answer(line: Found, reader: Reader) -> Found:
    """Return what the reader finds in one text."""
    try:
        return {"id": line["id"], line["task"]: reader(line["text"], line["published"])}
    except Exception as error:  # a reader that fails on one text has said nothing of it, and goes on
        return {"id": line["id"], "error": f"{type(error).__name__}: {error}"}


def speed(task: str, reader: Reader, lines: list[Found]) -> Found:
    """Return the characters and the processor seconds of all texts, after a warm-up on the first."""
    for line in lines[:1]:
        answer(line, reader)
    began = time.process_time()
    for line in lines:
        answer(line, reader)
    return {
        "task": task,
        "characters": sum(len(line["text"]) for line in lines),
        "seconds": time.process_time() - began,
    }


def partial(year: int | None, month: int | None, day: int | None) -> str | None:
    """Return YYYY, YYYY-MM or YYYY-MM-DD, with XXXX for a year that is open; None where there is no such day."""
    if year is None and month is None:
        return None
    try:
        datetime.date(2000 if year is None else year, month or 1, day or 1)  # 2000 had a 29 February
    except ValueError:
        return None
    parts = ["XXXX" if year is None else f"{year:04}"]
    parts += [f"{part:02}" for part in (month, day) if part is not None]
    return "-".join(parts)


def week(day: datetime.date) -> str:
    """Return the interval of the week that holds the day, Monday to Sunday."""
    monday = day - datetime.timedelta(days=day.weekday())
    return f"{monday}/{monday + datetime.timedelta(days=6)}"
