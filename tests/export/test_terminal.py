"""The page in the terminal: what it shows, and that nothing in a text can break it."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from press_extract.export.terminal import STYLES, marked_text, page
from press_extract.export.wording import evidence_in_words, figure_in_words, harmless
from press_extract.record import Evidence, Figure, Record


def _shown(record: Record, width: int = 100, *, colour: bool = False) -> str:
    console = Console(
        file=io.StringIO(), width=width, force_terminal=colour, color_system="truecolor" if colour else None
    )
    with console.capture() as captured:
        for part in page(record):
            console.print(part)
    return captured.get()


def test_every_part_is_shown(record: Record) -> None:
    shown = _shown(record)
    for words in (
        "Entities",
        "Dates",
        "Figures",
        "Relations",
        "Events",
        "Quotes",
        "Issues",
        "in/a.txt",
        "2031-03-03 (from",
    ):
        assert words in shown
    for words in (
        "Zineb Ouardi",
        "directrice",
        "title: directrice",
        "≥ 1\u202f200 job",
        "planned jobs",
        "present: Zineb",
    ):
        assert words in shown
    assert "E1" not in shown
    assert "F1" not in shown


def test_square_brackets_are_text(record: Record) -> None:
    shown = _shown(record)
    assert "Roulimex [groupe]" in shown
    assert "[red]another[/red]" in shown


def test_empty_parts_are_left_out(record: Record) -> None:
    shown = _shown(record.model_copy(update={"events": (), "issues": ()}))
    assert "Events" not in shown
    assert "Issues" not in shown


@pytest.mark.parametrize("width", [40, 80, 100, 200])
def test_no_line_is_wider_than_the_terminal(record: Record, width: int) -> None:
    assert max(map(len, _shown(record, width).splitlines())) <= width


def test_mentions_are_marked_in_the_style_of_their_kind(record: Record) -> None:
    text = marked_text(record)
    marked = {(text.plain[span.start : span.end], span.style) for span in text.spans}
    assert ("Zineb Ouardi", STYLES["person"]) in marked
    assert ("le 3 mars 2031", STYLES["date"]) in marked
    assert ("plus de 1 200 emplois", STYLES["figure"]) in marked
    assert ("Le quai vivra", STYLES["quote"]) in marked
    assert "\x1b[" in _shown(record, colour=True)


def test_what_steers_a_terminal_is_not_obeyed() -> None:
    assert harmless("a\x1b[2J\x9b1m\r\nb\x7f") == "a\ufffd[2J\ufffd1m\ufffd\nb\ufffd"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        pytest.param({"value": 20_000, "bound": "exact", "unit": "m2"}, "20\u202f000 m2", id="grouped"),
        pytest.param({"value": 12.5, "bound": "approx", "unit": "%"}, "≈ 12.5 %", id="fraction"),
        pytest.param({"value": 3.0, "bound": "max", "unit": "ha"}, "≤ 3 ha", id="whole"),
        pytest.param({"value": 10, "upper": 15, "bound": "range", "unit": "km"}, "10 - 15 km", id="range"),
    ],
)
def test_figures_in_words(values: dict[str, object], words: str) -> None:
    mention = Evidence(start=0, end=1, text="1")
    figure = Figure.model_validate({"id": "F1", "mentions": (mention,), "confidence": 1, **values})
    assert figure_in_words(figure) == words


def test_long_evidence_is_cut() -> None:
    words = evidence_in_words([Evidence(start=0, end=400, text="ab\ncd " * 66 + "abcd")])
    assert len(words) == 160
    assert words.startswith("ab cd ab")
    assert words.endswith("…")
