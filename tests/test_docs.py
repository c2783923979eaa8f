"""The documents say what is so: their code runs, their commands parse, their links lead somewhere."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
import tomllib
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import typer

from press_extract import Config
from press_extract.cli import app
from press_extract.evaluate.floors import read_pins
from press_extract.evaluate.layers import LAYERS
from press_extract.ingest.formats import FORMATS
from press_extract.pack import load_pack
from press_extract.relate.masks import compile_pattern
from tests.conftest import ROOT

if TYPE_CHECKING:
    from press_extract import Extractor

_LANG = files("press_extract.lang") / "fr"
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"`[^`\n]+`")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_CHAINED = re.compile(r"\s*(?:&&|\|)\s*")
_RUN = re.compile(r"(?:\.venv/bin/)?(press-extract|python -m press_extract\.[\w.]+) (.*)")
_FILES = ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "docs", "models", "corpora", "benchmarks")

DOCUMENTS = [path for name in _FILES for path in (sorted((ROOT / name).glob("*.md")) or [ROOT / name])]
README = (ROOT / "README.md").read_text("utf-8")
LANGUAGE_DATA = (ROOT / "docs" / "language-data.md").read_text("utf-8")


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _blocks(text: str, kind: str) -> list[str]:
    return [found[2] for found in _FENCE.finditer(text) if found[1] == kind]


def _commands() -> dict[str, None]:
    """Return every command of the program in a document, as arguments on one line, with comments cut off."""
    found: dict[str, None] = {}
    for path in DOCUMENTS:
        text = path.read_text("utf-8")
        lines = [line for block in _blocks(text, "sh") for line in _CHAINED.split(block.replace("\n", " && "))]
        for line in (*lines, *re.findall(r"`([^`\n]+)`", _FENCE.sub("", text))):
            if match := _RUN.fullmatch(line.partition(" #")[0].strip()):
                found[f"{match[1]} {match[2]}"] = None
    return found


@pytest.mark.parametrize("path", [pytest.param(path, id=_name(path)) for path in DOCUMENTS])
def test_links_lead_to_files_and_headings(path: Path) -> None:
    for link in _LINK.findall(_CODE.sub("", _FENCE.sub("", path.read_text("utf-8")))):
        if "://" in link:
            continue
        target, _, heading = link.partition("#")
        file = (path.parent / target).resolve() if target else path
        assert file.exists(), link
        if heading:
            headings = re.findall(r"^#+ (.+)$", _FENCE.sub("", file.read_text("utf-8")), re.MULTILINE)
            assert heading in {re.sub(r"[^\w\- ]", "", words).strip().lower().replace(" ", "-") for words in headings}


@pytest.mark.parametrize(
    "path", [pytest.param(path, id=_name(path)) for path in DOCUMENTS if _blocks(path.read_text("utf-8"), "python")]
)
def test_python_runs(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    shared: dict[str, Any] = {"__name__": "document"}
    for number, block in enumerate(_blocks(path.read_text("utf-8"), "python"), 1):
        exec(compile(block, f"{_name(path)}, block {number}", "exec"), shared)


@pytest.mark.parametrize("line", _commands())
def test_command_parses(line: str) -> None:
    program, *arguments = shlex.split(line)
    if program == "python":
        # `python -m module options`: the module has a help text that names the options.
        assert find_spec(arguments[1]) is not None
        options = [argument for argument in arguments[2:] if argument.startswith("-")]
        if options:
            command = [sys.executable, "-m", arguments[1], "--help"]
            told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
            assert [option for option in options if option not in told] == []
        return
    group = typer.main.get_command(app)
    if arguments[0].startswith("-"):
        assert arguments[0] in {name for option in group.params for name in option.opts} | {"--help"}
        return
    command = group.commands[arguments[0]]  # type: ignore[attr-defined]
    assert command.make_context(arguments[0], arguments[1:] or _needed(command), resilient_parsing=False)


def _needed(command: Any) -> list[str]:
    """Return arguments for a command that the running text only names."""
    return ["x" for parameter in command.params if parameter.param_type_name == "argument" and parameter.required]


def test_commands_are_found() -> None:
    assert {line.split()[1] for line in _commands() if not line.startswith("python")} >= {
        "extract",
        "show",
        "schema",
        "evaluate",
        "info",
    }


def test_quick_start_is_two_commands() -> None:
    section = README.partition("## Quick start")[2].partition("\n## ")[0]
    blocks = _blocks(section, "sh")
    assert [block.count("\n") for block in blocks] == [1, 1]
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    assert set(re.findall(r"\[(\w+)\]", "".join(blocks))) <= extras.keys()


def test_readme_shows_the_real_record(extractor: Extractor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every piece between two signs of omission stands in the record, in this order; white space does not count."""
    monkeypatch.chdir(ROOT)
    sample = Path("docs/sample/convention.txt")
    made = extractor(sample.read_text("utf-8")).model_dump(mode="json")
    made["source"]["path"] = sample.as_posix()
    whole = _packed(json.dumps(made, ensure_ascii=False))
    at = 0
    for piece in map(_packed, _blocks(README, "json")[0].split("…")):
        found = whole.find(piece.strip(","), at)
        assert found >= 0, f"the record does not go on with {piece}; it says {whole[at : at + 400]}"
        at = found + len(piece.strip(","))


def _packed(text: str) -> str:
    return "".join(text.split())


def test_readme_scores_are_not_below_the_floors() -> None:
    pins = read_pins(ROOT / "corpora" / "gate.toml")
    table = README.partition("<!-- scores:")[2]
    lines = [line for line in _blocks(table, "text")[0].splitlines() if line.strip(" ─")]
    corpora, *rows = lines[1:]
    names = [f"{name}.jsonl" for name in corpora.split()[1:]]
    assert sorted(names) == sorted(pins)
    layers = {row[: row.index("  ", 2)].strip(): re.findall(r"\d\.\d{3}(?= \()", row) for row in rows}
    assert [layer for layer in LAYERS if layer not in layers] == []
    low = [
        (name, layer, shown)
        for layer, scores in layers.items()
        for name, shown in zip(names, scores, strict=True)
        if float(shown) < pins[name].floors[layer]
    ]
    assert low == [], "put the output of python -m press_extract.evaluate.gate into the README"


def test_samples_are_of_every_kind() -> None:
    suffixes = {path.suffix for path in (ROOT / "docs" / "sample").iterdir()}
    assert suffixes == {".txt", ".md", ".html"}
    assert suffixes <= FORMATS.keys()


def test_settings_of_the_readme_are_settings() -> None:
    for block in _blocks(README, "toml"):
        Config.model_validate(tomllib.loads(block))


def test_language_data_names_every_file() -> None:
    listed = set(re.findall(r"^\| `(\w+\.toml)`", LANGUAGE_DATA, re.MULTILINE))
    assert listed == {entry.name for entry in _LANG.iterdir() if entry.name.endswith(".toml")}


@pytest.mark.parametrize("block", _blocks(LANGUAGE_DATA, "toml"))
def test_language_data_examples_are_valid(block: str) -> None:
    """Each example, put into its file, leaves a part that validates; what it compiles compiles."""
    example = tomllib.loads(block)
    (key,) = example
    part_of = {"codes": "codes", "rules": "dates", "units": "figures", "offices": "titles", "relations": "relations"}
    name = part_of[key]
    values = tomllib.loads((_LANG / f"{name}.toml").read_text("utf-8"))
    values[key] = values[key] | example[key] if isinstance(example[key], dict) else values[key] + example[key]
    part = type(getattr(load_pack("fr"), name)).model_validate(values)
    for relation in example.get("relations", ()):
        assert [compile_pattern(pattern, part) for pattern in relation["patterns"]]


def test_language_data_names_slots_that_exist() -> None:
    section = LANGUAGE_DATA.partition("## Add a relation pattern")[2].partition("\n## ")[0]
    slots = re.findall(r"`(\{[a-z:_]+\})`", section)
    assert len(slots) > 15
    for slot in slots:
        assert compile_pattern(slot, load_pack("fr").relations).groups >= (":" in slot)
