"""How far a run has come, on the standard error of a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from press_extract.batch.report import Report
from press_extract.ingest import discover

if TYPE_CHECKING:
    from rich.console import Console

Advance = Callable[[Report], None]


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        records, elapsed = task.fields["records"], task.elapsed
        return Text(f"{records / elapsed:.1f} releases/s" if records and elapsed else "", style="progress.data.speed")


@contextmanager
def shown_progress(console: Console, inputs: Sequence[str], *, quiet: bool) -> Iterator[Advance]:
    """Give the function to call with the report as it grows; nothing is shown where nobody looks.

    The inputs are listed once beforehand, so that the time left can be told.
    """
    if quiet or not console.is_terminal:
        yield lambda report: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("inputs"), _Rate())
    with Progress(*columns, TimeRemainingColumn(), console=console, transient=True) as progress:
        task = progress.add_task("extracting", total=None, records=0)
        progress.update(task, total=sum(found.skipped is None for found in discover(inputs)))
        yield lambda report: progress.update(task, completed=report.inputs, records=report.records)
