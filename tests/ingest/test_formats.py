from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from press_extract.ingest import ReadOptions, discover, read
from press_extract.ingest.html import visible_text
from press_extract.ingest.metadata import with_headline
from press_extract.release import Release
from tests.conftest import cases

_FACTS = ("title", "url", "language", "publisher", "byline")


@pytest.mark.parametrize("case", cases("ingest_formats"))
def test_format(case: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / f"x{case['suffix']}"
    file.write_bytes(case["source"].encode())
    (release,) = read(next(discover([str(file)])), ReadOptions())
    assert isinstance(release, Release)
    assert release.text == case["text"]
    assert {fact: getattr(release, fact) for fact in _FACTS} == {fact: case.get(fact) for fact in _FACTS}
    assert str(release.published or "") == case.get("published", "")
    assert release.published_from == ("metadata" if "published" in case else "none")
    assert [issue.code for issue in release.issues] == case.get("issues", [])
    assert (release.path, release.media_type, release.encoding) == (str(file), case["media_type"], "utf-8")
    assert release.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()


def test_a_page_in_its_declared_encoding(tmp_path: Path) -> None:
    file = tmp_path / "x.html"
    page = '<html><head><meta charset="iso-8859-7"></head><body><p>Η εταιρεία</p></body></html>'
    file.write_bytes(page.encode("iso-8859-7"))
    (release,) = read(next(discover([str(file)])), ReadOptions())
    assert isinstance(release, Release)
    assert (release.text, release.encoding) == ("Η εταιρεία", "iso8859-7")


def test_a_huge_page_is_read_without_looking_for_the_article(tmp_path: Path) -> None:
    file = tmp_path / "x.html"
    file.write_text("<nav>Menu</nav><p>Un mot.</p>" + f"<script>{'x' * 2_000_000}</script>")
    (release,) = read(next(discover([str(file)])), ReadOptions())
    assert isinstance(release, Release)
    assert release.text == "Menu\nUn mot."
    assert [issue.code for issue in release.issues] == ["boilerplate_kept"]


def test_visible_text_of_a_page() -> None:
    page = (
        "<title>x</title><div>Bonjour  à&nbsp;tous<br>Ici<script>var a;</script><!-- b --> et\n<b>là</b></div>"
        "fin<ul><li>un<li>deux</ul><table><tr><td>1</td><td>2</td></tr></table>"
    )
    assert visible_text(page) == "Bonjour à\u00a0tous\nIci et là\nfin\n- un\n- deux\n1 2"


@pytest.mark.parametrize(
    ("title", "text", "led"),
    [
        ("Un lycée ouvre", "UN LYCÉE OUVRE\nCorps", "UN LYCÉE OUVRE\nCorps"),
        ("Un lycée ouvre | Ville", "Un lycée ouvre\nCorps", "Un lycée ouvre\nCorps"),
        ("Un lycée", "Communiqué : un lycée ouvre\nCorps", "Communiqué : un lycée ouvre\nCorps"),
        ("Un lycée ouvre à Fès", "Fès\nCorps", "Un lycée ouvre à Fès\n\nFès\nCorps"),
        ("ce", "La place\nCorps", "ce\n\nLa place\nCorps"),
        (" ", "Corps", "Corps"),
        (None, "Corps", "Corps"),
    ],
)
def test_the_headline_leads_the_text(title: str | None, text: str, led: str) -> None:
    assert with_headline(text, title) == led
