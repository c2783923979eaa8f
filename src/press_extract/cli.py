"""The command line: it parses, calls and prints.

Only light modules are imported up here, so that every `--help` answers at once; each command imports what it needs.
"""
# ruff: noqa: PLC0415, PLR0913, PLR0917 (late imports, as said; one parameter an option, as typer wants them)

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from typer.core import TyperGroup

from press_extract.errors import ConfigError, LanguageDataError, ModelError, PressExtractError
from press_extract.export.layout import Layout

if TYPE_CHECKING:
    from press_extract.config import Config

SOME_FAILED, WRONG_USE, BROKEN_PIPE, INTERRUPTED = 1, 2, 141, 130


class _Group(TyperGroup):
    """Turn what ends a command early into one line and an exit code, whichever command it is."""

    def invoke(self, ctx: Any) -> Any:
        with _told_in_one_line():
            return super().invoke(ctx)


@contextmanager
def _told_in_one_line() -> Iterator[None]:
    try:
        yield
    except PressExtractError as error:
        _warn(str(error))
        raise typer.Exit(
            WRONG_USE if isinstance(error, ConfigError | LanguageDataError | ModelError) else SOME_FAILED
        ) from error
    except KeyboardInterrupt as error:
        _warn("interrupted")
        raise typer.Exit(INTERRUPTED) from error
    except OSError as error:
        _give_up_stdout()
        if error.errno == errno.EPIPE:  # whoever read the output has had enough
            raise typer.Exit(BROKEN_PIPE) from error
        _warn(f"{error.filename or 'output'}: {error.strerror or error}")
        raise typer.Exit(SOME_FAILED) from error


def _give_up_stdout() -> None:
    """Keep what is still to be flushed to an output that failed from failing again at exit."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _warn(line: str) -> None:
    typer.echo(f"press-extract: {' '.join(line.split())}", err=True)


app = typer.Typer(
    cls=_Group,
    help="Read press releases and write one validated JSON record each.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

ConfigFile = Annotated[
    Path | None,
    typer.Option(
        "--config", metavar="FILE", help="Settings in TOML; by default [b]press-extract.toml[/b] if it is there."
    ),
]
Published = Annotated[
    str | None,
    typer.Option("--published", metavar="YYYY-MM-DD", help="The day of releases that name none themselves."),
]
Language = Annotated[
    str | None,
    typer.Option(
        "--language", "-l", metavar="CODE", help="The language of releases that name none; else it is recognised."
    ),
]
ModelName = Annotated[
    str | None,
    typer.Option(
        "--model",
        metavar="NAME",
        help="The recogniser: accurate, fast, a folder, a spaCy pipeline, or OWNER/NAME of a hub.",
    ),
]
Gazetteer = Annotated[
    Path | None,
    typer.Option("--gazetteer", metavar="FILE", help="Your own names, CSV or JSON Lines: name, aliases, type, id."),
]


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"press-extract {version('press-extract')}")
        raise typer.Exit


@app.callback()
def _program(
    show_version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    pass


@app.command()
def extract(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT", help="Files, folders, or - for the standard input.")],
    output: Annotated[
        str,
        typer.Option("--output", "-o", metavar="FILE|DIR/|-", help="Where records go; a folder gets one file each."),
    ] = "-",
    layout: Annotated[
        Layout | None,
        typer.Option("--format", "-f", help="One record a line, or readable; by default lines, in a folder readable."),
    ] = None,
    published: Published = None,
    language: Language = None,
    model: ModelName = None,
    gazetteer: Gazetteer = None,
    config: ConfigFile = None,
    report: Annotated[
        Path | None, typer.Option("--report", metavar="FILE.json", help="Write what failed and was skipped to a file.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Name failures and nothing else.")] = False,
) -> None:
    """Read press releases and write one record each.

    Exit codes: 0 every input gave a record, 1 some failed (each is named), 2 wrong use.
    """
    settings = _settings(config, published=published, language=language, model=model, gazetteer=gazetteer)
    from press_extract.batch.run import Job, run

    job = Job(tuple(inputs), output, layout, report, quiet)
    if run(job, settings, Console(stderr=True)).failed:
        raise typer.Exit(SOME_FAILED)


@app.command()
def show(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A release, a record, or - for the standard input.")],
    published: Published = None,
    language: Language = None,
    config: ConfigFile = None,
    width: Annotated[int | None, typer.Option("--width", min=40, max=400, help="Columns to use.")] = None,
    no_color: Annotated[
        bool, typer.Option("--no-color", help="Use no colours; so does the variable NO_COLOR.")
    ] = False,
) -> None:
    """Show one release in the terminal: its text with names, dates and figures marked, and tables of its facts."""
    settings = _settings(config, published=published, language=language)
    from press_extract.batch.single import record_of
    from press_extract.export.terminal import page

    record = record_of(file, settings)
    console = Console(width=width, no_color=no_color or None, highlight=False)
    for part in page(record):
        console.print(part)


@app.command()
def explain(
    file: Annotated[str, typer.Argument(metavar="RECORD", help="A record, or a release to make it of.")],
    fact: Annotated[str, typer.Argument(metavar="ID", help="The id of a relation, event or quote, such as R7.")],
    number: Annotated[int, typer.Option("--record", "-n", min=1, help="Which record of the file.")] = 1,
    published: Published = None,
    language: Language = None,
    config: ConfigFile = None,
) -> None:
    """Tell from which words a fact of a record was read, and by which rule or learned part."""
    settings = _settings(config, published=published, language=language)
    from press_extract.batch.single import record_of
    from press_extract.export.explain import explained

    Console(highlight=False).print(explained(record_of(file, settings, number), fact))


Words = Annotated[str, typer.Argument(metavar="TEXT|-", help="The text itself, or - for the standard input.")]
PackCode = Annotated[
    str, typer.Option("--language", "-l", metavar="CODE", help="The language whose data reads the text.")
]


@app.command()
def dates(
    text: Words,
    published: Published = None,
    language: PackCode = "fr",
) -> None:
    """Print the dates of a text as JSON lines, in the form of the record; doubts go to the standard error."""
    _print_values("date", text, published, language)


@app.command()
def figures(
    text: Words,
    published: Published = None,
    language: PackCode = "fr",
) -> None:
    """Print the figures of a text as JSON lines, in the form of the record; its dates are none."""
    _print_values("figure", text, published, language)


@app.command()
def schema(
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file.")] = None,
) -> None:
    """Print the JSON Schema (2020-12) of the record."""
    from press_extract.export.atomic import replacing
    from press_extract.export.schema import schema_text

    if output is None:
        typer.echo(schema_text(), nl=False)
        return
    with replacing(output) as stream:
        stream.write(schema_text().encode("utf-8"))


@app.command()
def evaluate(
    files: Annotated[
        list[Path], typer.Argument(metavar="GOLD RECORDS", help="The gold and the records, in JSON Lines.")
    ],
    check: Annotated[bool, typer.Option("--check", help="Check gold instead; every file given is gold.")] = False,
    errors: Annotated[bool, typer.Option("--errors", help="List what is missed and what is too much.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
) -> None:
    """Score records against gold annotations, or check the gold itself (exit 1 when anything is wrong with it)."""
    from press_extract.evaluate.check import check_files
    from press_extract.evaluate.report import as_table, as_values, difference_lines
    from press_extract.evaluate.rows import read_gold, read_records
    from press_extract.evaluate.score import score

    if check:
        problems = list(check_files(files))
        _print_lines(f"{where}: {release}: {message}" for where, release, message in problems)
        raise typer.Exit(SOME_FAILED if problems else 0)
    if len(files) != 2:
        raise typer.BadParameter(f"found {len(files)} file(s), expected the gold and the records", param_hint="FILES")
    scores = score(read_gold(files[0]), read_records(files[1]))
    if as_json:
        typer.echo(json.dumps(as_values(scores, differences=errors), ensure_ascii=False, indent=2))
        return
    Console(highlight=False).print(as_table(scores))
    if errors:
        _print_lines(difference_lines(scores))


@app.command()
def convert(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Releases in the corpora's mark-up.")],
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE|-", help="Where the gold rows go.")] = "-",
) -> None:
    """Turn releases with their names marked inline into gold rows, in JSON Lines; see corpora/README.md."""
    from press_extract.export.atomic import replacing
    from press_extract.train.markup import gold_row, read_file

    lines = [json.dumps(gold_row(marked), ensure_ascii=False) for file in files for marked in read_file(file)]
    if output == "-":
        _print_lines(lines)
        return
    with replacing(Path(output)) as stream:
        stream.write("".join(f"{line}\n" for line in lines).encode("utf-8"))


@app.command()
def train(
    corpora: Annotated[Path, typer.Option("--corpora", help="The folder of releases and grammars.")] = Path("corpora"),
    out: Annotated[
        Path, typer.Option("--out", "-o", help="The model folder to write; its name is the model's.")
    ] = Path("models/press-multi-1"),
    work: Annotated[Path, typer.Option("--work", help="Downloads and checkpoints; a run goes on from there.")] = Path(
        "build/train"
    ),
    passes: Annotated[int | None, typer.Option("--passes", min=1, help="Passes over the releases.")] = None,
    facts_only: Annotated[
        bool, typer.Option("--facts-only", help="Train only the judges of facts, for the model that is there.")
    ] = False,
    generated: Annotated[int | None, typer.Option("--generated", min=0, help="Made-up texts in each pass.")] = None,
    seed: Annotated[int | None, typer.Option("--seed", help="Of all that is random.")] = None,
) -> None:
    """Train, export and measure the recogniser (extra [train]); an interrupted run goes on where it stopped."""
    from dataclasses import replace

    try:
        from press_extract.train.fit import Plan
        from press_extract.train.judges import train_judges
        from press_extract.train.run import Folders
        from press_extract.train.run import train as run_training
    except ModuleNotFoundError as error:
        raise ConfigError(f"training needs {error.name}", hint="pip install 'press-extract[train]'") from error
    told = {"passes": passes, "generated": generated, "seed": seed}
    given: dict[str, Any] = {name: value for name, value in told.items() if value is not None}
    plan = replace(Plan(), **given)
    if facts_only:
        train_judges(out, corpora, plan.seed, typer.echo)
        return
    run_training(Folders(corpora, work, out), plan, version("press-extract"), typer.echo)


@app.command()
def info(
    config: ConfigFile = None,
) -> None:
    """Print the versions of program, Python and models, the languages, and the settings in force."""
    settings = _settings(config)
    from press_extract.batch.installation import installation

    _print_lines(f"{name}: {value}" for name, value in installation(settings))


def _print_values(kind: str, text: str, published: str | None, language: str) -> None:
    day = _settings(None, published=published).published
    from press_extract.ingest.decode import decode
    from press_extract.values import read_values

    words = decode(sys.stdin.buffer.read() if text == "-" else os.fsencode(text)).text
    values = read_values(words, day, language, figures=kind == "figure")
    _print_lines(fact.model_dump_json() for fact in (values.dates if kind == "date" else values.figures))
    for issue in values.issues:
        if issue.code == f"ambiguous_{kind}" and issue.start is not None:
            _warn(f"{words[issue.start : issue.end]!r} at {issue.start}: {issue.message}")


def _settings(file: Path | None, **options: str | Path | None) -> Config:
    from press_extract.config import load_config

    return load_config(file, os.environ, options)


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        typer.echo(line)


def main() -> None:
    """Run the command line."""
    app()
