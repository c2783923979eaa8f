"""The command line, end to end: what is printed where, which files there are then, and the exit codes."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from press_extract.cli import app
from press_extract.export.schema import schema_text
from press_extract.record import Date, Figure, Record
from tests.conftest import cases

_TEXT = "Rabat, le 3 mars 2031. Le conseil a voté 12 millions de dirhams.\n"
_PROGRAM = (sys.executable, "-m", "press_extract")


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    return tmp_path


def _run(*arguments: str, stdin: str | None = None, code: int = 0, **environment: str) -> Any:
    result = CliRunner().invoke(app, arguments, input=stdin, env=environment)
    assert result.exit_code == code, (result.stdout, result.stderr, result.exception)
    return result


def _write(**files: str) -> None:
    for path, content in files.items():
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(content, encoding="utf-8")


def _names(folder: str = ".") -> list[str]:
    return sorted(file.relative_to(folder).as_posix() for file in Path(folder).rglob("*") if file.is_file())


@pytest.mark.parametrize("case", cases("cli_extract"))
def test_extract(case: dict[str, Any]) -> None:
    _write(**{path: content.lstrip("\n") for path, content in case.get("files", {}).items()})
    before = _names()
    arguments = ("extract", *case["arguments"])
    result = _run(*arguments, stdin=case.get("stdin"), code=case.get("code", 0), **case.get("environment", {}))
    records = [Record.model_validate_json(line) for line in result.stdout.splitlines()]
    assert [record.source.path for record in records] == case.get("records", [])
    for words in case.get("says", []):
        assert words in result.stderr
    if "--quiet" in arguments:
        assert result.stderr == ""
    assert _names() == before


def test_every_failure_is_one_line() -> None:
    _write(**{"a.txt": "", "b.jsonl": "{\n"})
    result = _run("extract", "a.txt", "b.jsonl", "c.txt", "-q", code=1)
    assert [line.partition(":")[0] for line in result.stderr.splitlines()] == ["a.txt", "b.jsonl#1", "c.txt"]


def test_a_folder_is_mirrored() -> None:
    rows = '{"id": "k/1", "text": "Le conseil a voté."}\n{"text": "Le conseil a voté."}\n'
    _write(**{"in/a.txt": _TEXT, "in/b/a.txt": _TEXT, "in/b/r.jsonl": rows})
    _run("extract", "in", "-o", "out/")
    names = _names("out")
    assert names == ["in/a.txt.json", "in/b/a.txt.json", "in/b/r.jsonl/2.json", "in/b/r.jsonl/k_1~860989f0.json"]
    record = Record.model_validate_json(Path("out/in/b/a.txt.json").read_bytes())
    assert record.source.path == "in/b/a.txt"


@pytest.mark.parametrize("count", [1, 2])
def test_json_is_one_array(count: int) -> None:
    _write(**{f"{number}.txt": _TEXT for number in range(count)})
    _run("extract", ".", "-o", "out.json", "--format", "json")
    rows = json.loads(Path("out.json").read_text("utf-8"))
    assert [row["source"]["path"] for row in rows] == [f"./{number}.txt" for number in range(count)]


def test_a_run_does_not_read_its_own_output() -> None:
    _write(**{"in/a.txt": _TEXT})
    for _ in range(2):
        _run("extract", "in", "-o", "in/out.jsonl", "--report", "report.json")
        assert len(Path("in/out.jsonl").read_text("utf-8").splitlines()) == 1
    skipped = json.loads(Path("report.json").read_text("utf-8"))["skipped"]
    assert skipped == [{"path": "in/out.jsonl", "reason": "the output of this run"}]


def test_the_report_names_what_failed_and_what_was_skipped() -> None:
    _write(**{"in/a.txt": _TEXT, "in/b.txt": "", "in/c.png": ""})
    result = _run("extract", "in", "-o", "out.jsonl", "--report", "new/report.json", code=1)
    report = json.loads(Path("new/report.json").read_text("utf-8"))
    assert report.pop("seconds") > 0
    failed, skipped = report.pop("failed"), report.pop("skipped")
    assert report == {"inputs": 2, "records": 1, "failures": 1, "skips": 1}
    assert [(one["path"], one["kind"]) for one in failed] == [("in/b.txt", "input")]
    assert failed[0]["message"] in result.stderr
    assert skipped == [{"path": "in/c.png", "reason": "files .png are not read"}]


def test_the_same_input_gives_the_same_bytes() -> None:
    _write(**{f"in/{number}.txt": f"{_TEXT}Article {number}." for number in range(5)})
    _run("extract", "in", "-o", "a.jsonl")
    _run("extract", "in", "-o", "b.jsonl", PRESS_EXTRACT_BATCH_SIZE="2")
    _run("extract", *(f"in/{number}.txt" for number in range(5)), "-o", "c.jsonl")
    assert Path("a.jsonl").read_bytes() == Path("b.jsonl").read_bytes() == Path("c.jsonl").read_bytes()
    assert "voté" in Path("a.jsonl").read_text("utf-8")


def test_options_reach_the_record() -> None:
    _write(**{"a.txt": "Le conseil a voté hier à Rabat."})
    result = _run("extract", "a.txt", "--published", "2031-03-04", "--language", "fr", "-q")
    record = Record.model_validate_json(result.stdout)
    assert (record.source.published, record.source.published_from) == ("2031-03-04", "option")
    assert [date.value for date in record.dates] == ["2031-03-03"]


@pytest.mark.parametrize("form", ["release", "record.json", "records.json", "records.jsonl"])
def test_show(form: str) -> None:
    _write(**{"a.txt": _TEXT})
    if form != "release":
        layout = "json" if form.endswith(".json") else "jsonl"
        _run("extract", "a.txt", "-o", "out/" if form == "record.json" else form, "--format", layout)
    file = {"release": "a.txt", "record.json": "out/a.txt.json"}.get(form, form)
    result = _run("show", file, "--width", "100")
    for words in ("Le conseil a voté 12 millions", "2031-03-03", "12\u202f000\u202f000 MAD"):
        assert words in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 100
    assert "\x1b" not in result.stdout


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(
            '{"schema_version": "1.0"}', "a.json: id: Field required (extract the release again)", id="no_record"
        ),
        pytest.param('{"text": "Le conseil"}', "a.json: is a .json file; expected one of", id="another_json"),
        pytest.param("{", "a.json: is a .json file", id="no_json"),
        pytest.param(None, "a.json: does not exist", id="nowhere"),
    ],
)
def test_show_says_what_it_cannot_show(content: str | None, message: str) -> None:
    if content is not None:
        _write(**{"a.json": content})
    result = _run("show", "a.json", code=1)
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_schema() -> None:
    assert _run("schema").stdout == schema_text()
    _run("schema", "-o", "new/schema.json")
    assert Path("new/schema.json").read_text("utf-8") == schema_text()


def test_evaluate() -> None:
    dates = [{"value": "2031-03-03"}, {"value": "2032"}]
    _write(**{"gold.jsonl": json.dumps({"id": "k", "lang": "fr", "text": "Rabat, le 3 mars 2031.", "dates": dates})})
    _run("extract", "gold.jsonl", "-o", "records.jsonl")
    values = json.loads(_run("evaluate", "gold.jsonl", "records.jsonl", "--json").stdout)
    assert values["layers"]["dates"]["recall"] == 0.5
    shown = _run("evaluate", "gold.jsonl", "records.jsonl", "--errors").stdout
    assert "releases: 1, without a record: 0" in shown
    assert "dates\tmissed\tk\t2032" in shown


def test_evaluate_checks_gold() -> None:
    sound = {"id": "k", "lang": "fr", "text": "", **{key: [] for key in ("entities", "dates", "figures")}}
    sound |= {key: [] for key in ("relations", "events", "quotes")}
    _write(**{"a.jsonl": json.dumps(sound), "b.jsonl": json.dumps(sound | {"text": 3})})
    assert _run("evaluate", "--check", "a.jsonl").stdout == ""
    result = _run("evaluate", "--check", "a.jsonl", "b.jsonl", code=1)
    assert result.stdout == "b.jsonl:1: k: text: Input should be a valid string, found 3\n"


@pytest.mark.parametrize("files", [["a"], ["a", "b", "c"]])
def test_evaluate_wants_two_files(files: list[str]) -> None:
    assert f"found {len(files)} file(s)" in _run("evaluate", *files, code=2).stderr


def test_info() -> None:
    lines = _run("info", PRESS_EXTRACT_BATCH_SIZE="5").stdout.splitlines()
    names = [line.partition(":")[0] for line in lines]
    assert {"press-extract", "python", "platform", "languages", "model"} <= set(names)
    assert "setting batch_size: 5" in lines


@pytest.mark.parametrize(
    ("arguments", "stdin", "facts"),
    [
        (("dates", "Signé hier à Fès.", "--published", "2031-03-04"), None, [("2031-03-03", "hier")]),
        (
            ("dates", "-"),
            "Du 2 au 5 mai 2030,\net en 2031.",
            [("2030-05-02/2030-05-05", "Du 2 au 5 mai 2030"), ("2031", "2031")],
        ),
        (("dates", "rien"), None, []),
        (("figures", "Le 3 mai 2030, 12 M€ et 40 emplois."), None, [(12_000_000, "12 M€"), (40, "40 emplois")]),
        (("figures", "-", "-l", "fr"), "40\u202f% du capital", [(40, "40\u202f%")]),
    ],
)
def test_dates_and_figures(arguments: tuple[str, ...], stdin: str | None, facts: list[tuple[object, str]]) -> None:
    lines = [json.loads(line) for line in _run(*arguments, stdin=stdin).stdout.splitlines()]
    model = Date if arguments[0] == "dates" else Figure
    assert all(model.model_validate_json(json.dumps(line)) for line in lines)
    assert [(line["value"], line["mentions"][0]["text"]) for line in lines] == facts


def test_a_doubt_goes_to_the_standard_error() -> None:
    result = _run("dates", "Le gala du 29 octobre.", "--published", "2031-04-30")
    assert len(result.stdout.splitlines()) == 1
    assert result.stderr == "press-extract: '29 octobre' at 11: may also be 2030-10-29\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("dates", "x", "--language", "xx"), "no language pack 'xx' (known: fr"),
        (("figures", "x", "--published", "3/3"), "--published: published: found '3/3', expected the day"),
    ],
)
def test_dates_and_figures_say_what_is_wrong(arguments: tuple[str, ...], message: str) -> None:
    assert message in _run(*arguments, code=2).stderr


def test_version() -> None:
    assert _run("--version").stdout.startswith("press-extract ")


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys, press_extract.cli; print(*sorted({'spacy', 'pydantic', 'trafilatura', 'ftfy'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == ""


def test_a_reader_that_leaves_is_no_fault() -> None:
    _write(**{"r.jsonl": "".join(f'{{"text": "Le conseil a voté {n} fois."}}\n' for n in range(300))})
    command = [*_PROGRAM, "extract", "r.jsonl", "-q"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith(b"{")
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_a_full_disk_is_one_line() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*_PROGRAM, "schema"], stdout=full, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (1, b"press-extract: output: No space left on device\n")


@pytest.mark.skipif(signal.getsignal(signal.SIGINT) is signal.SIG_IGN, reason="started by what ignores interruptions")
def test_an_interruption_leaves_nothing_behind() -> None:
    command = [*_PROGRAM, "extract", "-", "-o", "out.jsonl"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        while not _names():  # the draft of the output is there, so the run has begun
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        assert process.stderr is not None
        assert process.stderr.read() == b"press-extract: interrupted\n"
    assert process.returncode == 130
    assert _names() == []
