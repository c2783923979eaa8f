"""Compare the French dates, figures and number words of press-extract with those of other libraries, on its own cases:

python benchmarks/normalizers.py
python benchmarks/normalizers.py --peer dateparser --peer edsnlp
python benchmarks/normalizers.py --markdown docs/normalizers.md

Each library runs in a virtual environment of its own, which is made on the first run and kept in the folder `--envs`.
One that cannot be installed or run is named with the reason, and the others go on.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import venv
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import typer
from peers.tally import Case, Found, Tally, count, read_cases
from rich.console import Console
from rich.table import Table

HERE = Path(__file__).parent
BEGIN, END = "<!-- normalizers: begin -->", "<!-- normalizers: end -->"
SECONDS = 900  # no step of any peer has needed a tenth of it
DOCUMENT = 2_000  # characters: about a press release


class PeerError(Exception):
    """One peer could not be installed or run; the message is for the reader of the table."""


@dataclass(frozen=True)
class Peer:
    """One library: the module under peers/ that reads with it, what pip installs, and its tasks."""

    name: str
    module: str
    requirements: tuple[str, ...]
    tasks: tuple[str, ...]


@dataclass
class Result:
    """What was measured of one peer: its version, and by task the counts and the characters per second."""

    peer: Peer
    version: str
    tallies: dict[str, Tally] = field(default_factory=dict)
    speeds: dict[str, float] = field(default_factory=dict)


OURS = Peer("press-extract", "press_extract", (), ("dates", "figures", "numbers"))
PEERS = (
    Peer("dateparser", "dateparser", ("dateparser",), ("dates",)),
    Peer("edsnlp", "edsnlp", ("edsnlp",), ("dates", "figures")),
    Peer("quantulum3", "quantulum3", ("quantulum3[classifier]", "scikit-learn>=1.5,<1.8"), ("figures",)),
    Peer("recognizers-text-suite", "recognizers", ("recognizers-text-suite", "emoji<2"), OURS.tasks),
    Peer("text2num", "text2num", ("text2num",), ("numbers",)),
)
TITLES = {"dates": "Dates", "figures": "Figures", "numbers": "Number words"}
HEADINGS = {
    "dates": ("right", "wrong value", "abstained", "found where nothing is", "wrong in all"),
    "figures": ("right", "value right", "wrong value or unit", "abstained", "found where nothing is", "wrong in all"),
    "numbers": ("right", "wrong value", "abstained", "found where nothing is", "wrong in all"),
}


def told(message: str) -> str:
    """Return the start of a message fit for a page: what looks like a path or an address is left out."""
    return " ".join("…" if "/" in word or "\\" in word else word for word in message[:200].split())


def run(command: list[str], text: str | None = None) -> str:
    """Return the standard output of a command, or raise PeerError with its last line of complaint."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONWARNINGS": "ignore", "PYTHONIOENCODING": "utf-8"}
    try:
        done = subprocess.run(
            command,
            check=False,
            input=text,
            capture_output=True,
            encoding="utf-8",
            cwd=HERE,
            env=environment,
            timeout=SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PeerError(f"{Path(command[0]).name} did not finish: {type(error).__name__}") from error
    if done.returncode:
        lines = [line.strip() for line in done.stderr.splitlines() if line.strip()]
        errors = [line for line in lines if "error" in line.lower()] or lines or [f"status {done.returncode}"]
        raise PeerError(told(errors[-1]))
    return done.stdout


def interpreter(peer: Peer, envs: Path) -> str:
    """Return the Python that has the peer, in an environment that is made where it is missing or out of date."""
    if not peer.requirements:
        return sys.executable
    folder = envs / f"{peer.module}-{sys.version_info.major}.{sys.version_info.minor}"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    receipt = folder / "requirements.txt"
    wanted = "\n".join(peer.requirements)
    if not receipt.exists() or receipt.read_text("utf-8") != wanted:
        venv.create(folder, clear=True, with_pip=True)
        run([str(python), "-m", "pip", "install", "--quiet", *peer.requirements])
        receipt.write_text(wanted, "utf-8")
    return str(python)


def ask(python: str, peer: Peer, lines: list[Found], *flags: str) -> list[Found]:
    """Return the answers of a peer to the lines of the protocol."""
    text = "".join(f"{json.dumps(line)}\n" for line in lines)
    return [json.loads(line) for line in run([python, "-m", f"peers.{peer.module}", *flags], text).splitlines()]


def line_of(case: Case, task: str) -> Found:
    """Return one row as the protocol has it."""
    return {"id": case.id, "task": task, "text": case.text, "published": case.published}


def documents(cases: list[Case], task: str, characters: int) -> list[Found]:
    """Return the texts of a table, joined, repeated to the size, and cut into documents as long as a release."""
    joined = "\n".join(case.text for case in cases) + "\n"
    whole = (joined * (characters // len(joined) + 1))[:characters]
    parts = [whole[at : at + DOCUMENT] for at in range(0, characters, DOCUMENT)]
    return [{"id": f"{at}", "task": task, "text": part, "published": "2025-04-30"} for at, part in enumerate(parts)]


def measure(peer: Peer, tables: dict[str, list[Case]], envs: Path, characters: int) -> Result:
    """Install a peer where that is needed, count its answers and take its speed."""
    python = interpreter(peer, envs)
    asked = "import sys; from importlib.metadata import version; print(version(sys.argv[1]))"
    result = Result(peer, run([python, "-c", asked, peer.name]).strip())
    for task in peer.tasks:
        answers = ask(python, peer, [line_of(case, task) for case in tables[task]])
        result.tallies[task] = count(tables[task], {answer["id"]: answer for answer in answers})
        (timed,) = [
            one
            for one in ask(python, peer, documents(tables[task], task, characters), "--speed")
            if one["task"] == task
        ]
        result.speeds[task] = timed["characters"] / timed["seconds"]
    return result


def row(task: str, result: Result) -> list[str]:
    """Return the cells of one line of a table."""
    tally = result.tallies[task]
    beside = f"{tally.false} (+{tally.bare} bare)" if tally.bare else str(tally.false)
    numbers: dict[str, Any] = {
        "right": f"{tally.right} ({tally.right / max(tally.marked, 1):.0%})",
        "value right": f"{tally.value_right} ({tally.value_right / max(tally.marked, 1):.0%})",
        "wrong value": tally.wrong,
        "wrong value or unit": tally.wrong,
        "abstained": tally.abstained,
        "found where nothing is": beside,
        "wrong in all": tally.wrong + tally.false,
    }
    cells = [str(numbers[heading]) for heading in HEADINGS[task]]
    return [f"{result.peer.name} {result.version}", *cells, f"{result.speeds[task]:,.0f}"]


def title(task: str, results: list[Result]) -> str:
    """Return the heading of one table: how many rows and marked mentions it counts."""
    tally = results[0].tallies[task]
    return f"{TITLES[task]}: {tally.marked} marked in {tally.texts} texts"


def notes(results: list[Result], failures: dict[str, str]) -> list[str]:
    """Return a line for every peer that was not measured, and for every one that failed on single texts."""
    lines = [f"{name} was not measured: {reason}" for name, reason in failures.items()]
    for result in results:
        for task, tally in result.tallies.items():
            if tally.failed:
                why = told("; ".join(sorted(tally.errors)))
                lines.append(f"{result.peer.name} failed on {tally.failed} texts of {task}, as if it abstained: {why}")
    return lines


def show(results: list[Result], failures: dict[str, str], console: Console) -> None:
    """Print the tables and the notes."""
    for task, headings in HEADINGS.items():
        having = [result for result in results if task in result.tallies]
        table = Table("", *headings, "characters/s", title=title(task, results))
        for column in table.columns[1:]:
            column.justify = "right"
        for result in having:
            table.add_row(*row(task, result))
        console.print(table)
    for line in notes(results, failures):
        console.print(line, markup=False)


def rewrite(page: Path, results: list[Result], failures: dict[str, str]) -> None:
    """Put the tables between the two marks of a page."""
    lines = []
    for task, headings in HEADINGS.items():
        lines += [f"**{title(task, results)}**", "", f"| | {' | '.join(headings)} | characters/s |"]
        lines += [f"|---|{'---:|' * (len(headings) + 1)}"]
        lines += [f"| {' | '.join(row(task, result))} |" for result in results if task in result.tallies] + [""]
    lines += [f"- {line}" for line in notes(results, failures)]
    before, begin, rest = page.read_text("utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise typer.BadParameter(f"{page} has no block between {BEGIN} and {END}; put both marks where it belongs.")
    page.write_text(f"{before}{BEGIN}\n" + "\n".join(lines).strip() + f"\n{END}{after}", "utf-8")


def main(
    envs: Annotated[Path | None, typer.Option(help="Folder of the peers' environments, kept between runs.")] = None,
    peer: Annotated[list[str] | None, typer.Option(help="Only this peer; may be given again.")] = None,
    characters: Annotated[int, typer.Option(help="Text that each reads for its speed.", min=1)] = 40_000,
    markdown: Annotated[Path | None, typer.Option(help="Page whose marked block gets the tables.")] = None,
) -> None:
    """Compare press-extract with its peers on the tables of tests/cases."""
    unknown = set(peer or ()) - {each.name for each in PEERS}
    if unknown:
        raise typer.BadParameter(
            f"no such peer: {', '.join(sorted(unknown))}; known: {', '.join(p.name for p in PEERS)}"
        )
    folder = (envs or Path(tempfile.gettempdir()) / "press-extract-peers").absolute()
    console = Console()
    tables = {task: read_cases(task) for task in TITLES}
    results = [measure(OURS, tables, folder, characters)]
    failures: dict[str, str] = {}
    for each in PEERS:
        if peer and each.name not in peer:
            continue
        try:
            results.append(measure(each, tables, folder, characters))
        except PeerError as error:
            failures[each.name] = str(error)
    show(results, failures, console)
    if markdown:
        rewrite(markdown, results, failures)


if __name__ == "__main__":
    typer.run(main)
