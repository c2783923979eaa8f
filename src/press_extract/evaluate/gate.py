"""The gate: extract every gold corpus as a user would, and fail where a score is below its floor.

Run it with `python -m press_extract.evaluate.gate` from the root of the repository.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.console import Console
from rich.table import Table

from press_extract.errors import PressExtractError
from press_extract.evaluate.facts import Facts
from press_extract.evaluate.floors import Pin, breaches, fallen, measure, pins_text, read_pins
from press_extract.evaluate.rows import read_records

FALLEN, REFUSED = 1, 2


def gate(
    corpora: Annotated[Path, typer.Option("--corpora", help="The folder that holds gold/ and gate.toml.")] = Path(
        "corpora"
    ),
    lift: Annotated[
        bool, typer.Option("--raise", help="Raise the floors to the scores; refused where one fell.")
    ] = False,
) -> None:
    """Compare the scores on the gold corpora with their floors.

    Exit codes: 0 no score fell, 1 one did (or a corpus is unknown or changed), 2 --raise would have to lower a floor.
    """
    try:
        paths = sorted((corpora / "gold").glob("*.jsonl"))
        pins = read_pins(corpora / "gate.toml")
        records = extract_all(paths)
        measured = {path.name: measure(path, records) for path in paths}
    except PressExtractError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(REFUSED) from error
    Console().print(_table(measured, pins))
    raise typer.Exit(raise_floors(corpora / "gate.toml", measured, pins) if lift else judge(measured, pins))


def extract_all(paths: Sequence[Path]) -> dict[str, Facts]:
    """Return what the program itself, started on its own, finds in the corpora.

    Raises:
        InputError: the program left no records that can be read.
    """
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "records.jsonl"
        command = [sys.executable, "-m", "press_extract", "extract", *map(str, paths), "-o", str(output), "--quiet"]
        subprocess.run(command, check=False)
        return read_records(output)


def judge(measured: Mapping[str, Pin], pins: Mapping[str, Pin]) -> int:
    """Name every breach on the standard error, and return the exit code."""
    lines = [f"{name}: {breach}" for name, pin in measured.items() for breach in breaches(pin, pins.get(name))]
    lines += [f"{name}: has floors but is not there any more" for name in pins if name not in measured]
    _complain(lines)
    return FALLEN if lines else 0


def raise_floors(path: Path, measured: Mapping[str, Pin], pins: Mapping[str, Pin]) -> int:
    """Write the scores as the new floors, unless one of them would be lower, and return the exit code."""
    lines = [f"{name}: {line}" for name, pin in measured.items() if name in pins for line in fallen(pin, pins[name])]
    if lines:
        _complain([*lines, f"no floor was changed: they are never lowered, unless by hand in {path}, with a reason"])
        return REFUSED
    path.write_text(pins_text({**pins, **measured}), encoding="utf-8")
    return 0


def _complain(lines: Sequence[str]) -> None:
    for line in lines:
        typer.echo(line, err=True)


def _table(measured: Mapping[str, Pin], pins: Mapping[str, Pin]) -> Table:
    table = Table("layer", box=box.SIMPLE_HEAD, title="F1 (floor)", title_justify="left")
    for name in measured:
        table.add_column(Path(name).stem, justify="right", no_wrap=True)
    for layer in next(iter(measured.values()), Pin(sha256="", floors={})).floors:
        table.add_row(layer, *(_cell(layer, pin, pins.get(name)) for name, pin in measured.items()))
    return table


def _cell(layer: str, measured: Pin, pinned: Pin | None) -> str:
    now, floor = measured.floors[layer], pinned.floors.get(layer) if pinned else None
    if floor is None:
        return f"{now:.3f}"
    style = "red" if now < floor else "green" if now > floor else "default"
    return f"[{style}]{now:.3f}[/] ({floor:.3f})"


app = typer.Typer(add_completion=False)
app.command()(gate)

if __name__ == "__main__":
    app()
