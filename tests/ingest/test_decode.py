from __future__ import annotations

from typing import Any

import pytest

from press_extract.errors import InputError
from press_extract.ingest.decode import decode
from tests.conftest import cases


@pytest.mark.parametrize("case", cases("ingest_decode"))
def test_decode(case: dict[str, Any]) -> None:
    raw = case["text"].encode(case["encode"]) + bytes.fromhex(case.get("tail", ""))
    decoded = decode(raw, case.get("declared"))
    assert decoded.text == case.get("expect", case["text"])
    assert decoded.encoding == case["encoding"]
    assert [issue.code for issue in decoded.issues] == case.get("issues", [])


@pytest.mark.parametrize("raw", [b"", b" \r\n\t", b"\0\0"])
def test_nothing_is_empty(raw: bytes) -> None:
    with pytest.raises(InputError, match="empty"):
        decode(raw)


@pytest.mark.parametrize(
    ("raw", "kind"),
    [(b"%PDF-1.7\n", "a PDF document"), (b"PK\x03\x04rest", "a ZIP archive"), (b"\x89PNG\r\n", "a PNG image")],
)
def test_known_binary_files_are_named(raw: bytes, kind: str) -> None:
    with pytest.raises(InputError, match=kind) as caught:
        decode(raw)
    assert caught.value.hint


def test_unknown_binary_files_are_refused() -> None:
    with pytest.raises(InputError, match="control characters"):
        decode(bytes(range(256)) * 20)


def test_a_stray_control_character_makes_no_binary_file() -> None:
    assert decode(b"abc\0 def").text == "abc\0 def"


def test_only_the_neighbourhood_of_accents_is_sampled() -> None:
    raw = ("word " * 200_000 + "Né à Fès " + "word " * 10 + "été ").encode("mac_roman")
    assert decode(raw).encoding == "macintosh"
