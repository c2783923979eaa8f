from __future__ import annotations

from time import perf_counter
from typing import Any

import pytest

from press_extract.ingest.clean import clean, cut
from press_extract.ingest.mojibake import mend
from tests.conftest import cases


@pytest.mark.parametrize("case", cases("ingest_clean"))
def test_clean(case: dict[str, Any]) -> None:
    mended, mending = mend(case["text"])
    cleaned, cleaning = clean(mended)
    assert cleaned == case["expect"]
    assert [issue.code for issue in (*mending, *cleaning)] == case.get("issues", [])


@pytest.mark.parametrize("case", cases("ingest_clean"))
def test_clean_text_stays(case: dict[str, Any]) -> None:
    assert clean(case["expect"]) == (case["expect"], ())


def test_the_message_shows_what_was_mended() -> None:
    (issue,) = mend("Le cÃ´tÃ©")[1]
    assert issue.message == "1 line(s) had been decoded wrongly: 'cÃ´tÃ©' was read as 'côté'"


@pytest.mark.parametrize("text", [" " * 1_000_000 + "x", "\n" * 1_000_000 + "x", "é \u00ad" * 300_000])
def test_time_is_linear(text: str) -> None:
    start = perf_counter()
    clean(text)
    assert perf_counter() - start < 5


@pytest.mark.parametrize(
    ("text", "limit", "kept"),
    [
        ("aaaa bbbb\ncccc\n\ndddd eeee", 20, "aaaa bbbb\ncccc"),
        ("aaaa bbbb\ncccc dddd", 12, "aaaa bbbb"),
        ("aaaa bbbb cccc", 11, "aaaa bbbb"),
        ("aaaa bbbb cccc", 9, "aaaa bbbb"),
        ("a bbbbbbbbbbbb", 10, "a bbbbbbbb"),
    ],
)
def test_cut_at_a_boundary(text: str, limit: int, kept: str) -> None:
    shorter, (issue,) = cut(text, limit)
    assert shorter == kept
    assert issue.code == "text_truncated"
    assert (issue.start, issue.end) == (len(kept), len(kept))
    assert f"has {len(text)} characters; the first {len(kept)}" in issue.message


def test_a_text_at_the_limit_is_whole() -> None:
    assert cut("aaaa", 4) == ("aaaa", ())


def test_what_no_parser_saw_counts() -> None:
    text, (issue,) = cut("aaaa", 4, unread=6)
    assert text == "aaaa"
    assert "has 10 characters; the first 4" in issue.message
