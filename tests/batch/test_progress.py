"""Progress: on a terminal and nowhere else."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from press_extract.batch.progress import shown_progress
from press_extract.batch.report import Report


@pytest.mark.parametrize(
    ("terminal", "quiet", "shown"),
    [
        pytest.param(True, False, True, id="terminal"),
        pytest.param(True, True, False, id="quiet"),
        pytest.param(False, False, False, id="no_terminal"),
    ],
)
def test_progress_is_for_terminals(terminal: bool, quiet: bool, shown: bool, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.png"):
        (tmp_path / name).write_text("Un", encoding="utf-8")
    stream = io.StringIO()
    console = Console(file=stream, force_terminal=terminal, width=120)
    with shown_progress(console, [str(tmp_path)], quiet=quiet) as advance:
        advance(Report(inputs=1, records=1))
    assert bool(stream.getvalue()) is shown
    assert ("1/2" in stream.getvalue()) is shown
