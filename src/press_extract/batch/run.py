"""One run from the inputs to the output, with a report."""

from __future__ import annotations

import gc
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from press_extract.batch.outcomes import InputRead, Outcome, outcomes
from press_extract.batch.progress import shown_progress
from press_extract.batch.report import Failure, Report, Skipped
from press_extract.config import Config
from press_extract.errors import ConfigError, PressExtractError
from press_extract.export.atomic import replacing
from press_extract.export.json_text import Write
from press_extract.export.layout import Layout
from press_extract.export.sinks import STDOUT, open_sink
from press_extract.ingest import Found, ReadOptions
from press_extract.recognize.readers import DEFAULT_MODEL, VARIANTS, load_reader
from press_extract.record import Record

if TYPE_CHECKING:
    from rich.console import Console

    from press_extract.pipeline import Extractor


@dataclass(frozen=True, slots=True)
class Job:
    """Say what a run reads and where it writes.

    Attributes:
        inputs: files, folders and `-`, as the user named them.
        output: `-`, a file, or a folder (it exists, or ends in `/`).
        layout: how the JSON is laid out; None for what suits the output.
        report: where the report is written, if anywhere.
        quiet: show neither progress nor the closing line; failures are shown all the same.
    """

    inputs: tuple[str, ...]
    output: str = STDOUT
    layout: Layout | None = None
    report: Path | None = None
    quiet: bool = False


def read_options(config: Config) -> ReadOptions:
    """Return what the settings say about reading."""
    return ReadOptions(config.published, config.language, config.max_chars, config.max_bytes)


def loaded(config: Config) -> Extractor:
    """Return the extractor that the settings ask for.

    Raises:
        ModelError: a model is missing or does not fit this version.
    """
    model = config.model or DEFAULT_MODEL
    gc.disable()  # all that loading makes stays: to look for garbage in it takes a fifth of the time
    try:
        with ThreadPoolExecutor(1) as pool:  # the recogniser and spaCy take half a second each
            reader = pool.submit(load_reader, model) if model in VARIANTS else None
            from press_extract.pipeline import load  # noqa: PLC0415

            if reader:
                reader.result()
        return load(config=config)
    finally:
        gc.freeze()
        gc.enable()


def run(job: Job, config: Config, console: Console) -> Report:
    """Extract every input of `job`; what fails is named on `console` and costs nobody else.

    Raises:
        ConfigError: the output is one of the inputs.
        ModelError: a model is missing or does not fit this version.
        OSError: the output cannot be written; then no file has changed.
    """
    _refuse_overwriting(job)
    began = time.monotonic()
    report = Report()
    with open_sink(job.output, job.layout) as write, shown_progress(console, job.inputs, quiet=job.quiet) as advance:
        left_out = partial(_is_output, output=job.output)
        for outcome in outcomes(job.inputs, loaded(config), read_options(config), config.batch_size, left_out):
            _note(outcome, report, write, console)
            advance(report)
    report.seconds = time.monotonic() - began
    if job.report:
        with replacing(job.report) as stream:
            stream.write(report.as_json().encode("utf-8"))
    if not job.quiet:
        _say(console, report.line())
    return report


def _note(outcome: Outcome, report: Report, write: Write, console: Console) -> None:
    match outcome:
        case Record():
            write(outcome)
            report.records += 1
        case PressExtractError():
            failure = Failure.of(outcome)
            report.failed.append(failure)
            _say(console, failure.line())
        case Skipped():
            report.skipped.append(outcome)
        case InputRead():
            report.inputs += 1


def _say(console: Console, line: str) -> None:
    console.print(Text(line), soft_wrap=True)


def _is_output(found: Found, output: str) -> str | None:
    """Keep a run from reading the file that it writes into a folder of its inputs."""
    same = output != STDOUT and found.file is not None and Path(output).is_file() and found.file.samefile(output)
    return "the output of this run" if same else None


def _refuse_overwriting(job: Job) -> None:
    for given in job.inputs:
        if (
            given != STDOUT
            and Path(given).is_file()
            and Path(job.output).is_file()
            and Path(given).samefile(job.output)
        ):
            raise ConfigError("is an input and the output at once", where=given, hint="write to another file")
