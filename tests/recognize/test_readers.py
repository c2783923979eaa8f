from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from press_extract import Config, load
from press_extract.errors import ModelError
from press_extract.mentions import Span
from press_extract.recognize.encoder.model import EMBEDDINGS, MANIFEST, Encoder
from press_extract.recognize.readers import load_reader

TEXT = "Ana Brel, maire de Lyon, signe avec Ondaine.\n"


def named(text: str, reading_of: Path | str) -> list[tuple[str, str]]:
    return [(text[span.start : span.end], span.label) for span in load_reader(str(reading_of))(text).spans]


@pytest.mark.parametrize("variant", ["", "#accurate", "#fast"])
def test_a_model_folder_marks_names(variant: str, tiny: Path) -> None:
    assert named(TEXT, f"{tiny}{variant}") == [
        ("Ana Brel", "person"),
        ("maire", "title"),
        ("Lyon", "place"),
        ("Ondaine", "organization"),
    ]


def test_a_long_text_is_read_to_its_last_line(tiny: Path) -> None:
    text = TEXT * 500 + "Halle Bleue"
    found = named(text, tiny)
    assert (len(found), found[-1]) == (2001, ("Halle Bleue", "project"))


@pytest.mark.parametrize("text", ["", " \n\n ", "!", "\u0000", "dort " * 2000])
def test_a_text_without_names_has_none(text: str, tiny: Path) -> None:
    assert named(text, tiny) == []


def test_a_text_reads_the_same_beside_any_other(tiny: Path) -> None:
    reader = load_reader(str(tiny))
    alone = reader(TEXT).spans
    reader("dort " * 3000)
    assert reader(TEXT).spans == alone


def test_events_are_told_of_sentences(tiny: Path) -> None:
    text = "Lyon signe. Lyon dort."
    reading = load_reader(str(tiny))(text)
    first, second = (reading.events_in(Span(*span))["signing"] for span in ((0, 11), (12, 22)))
    assert first > 0.5 > second
    assert reading.events_in(Span(22, 22)) == {}


def test_a_changed_file_is_refused(tmp_path: Path, tiny: Path) -> None:
    folder = Path(shutil.copytree(tiny, tmp_path / "model"))
    (folder / EMBEDDINGS).write_bytes((folder / EMBEDDINGS).read_bytes() + b" ")
    with pytest.raises(ModelError, match="sha256"):
        Encoder(folder)


@pytest.mark.parametrize(
    ("change", "message"),
    [({"graphs": {}}, "no variant 'accurate'"), ({"files": {}}, "expected None")],
)
def test_a_manifest_that_does_not_fit_is_named(
    tmp_path: Path, tiny: Path, change: dict[str, object], message: str
) -> None:
    folder = Path(shutil.copytree(tiny, tmp_path / "model"))
    manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
    (folder / MANIFEST).write_text(json.dumps(manifest | change), "utf-8")
    with pytest.raises(ModelError, match=message):
        Encoder(folder)


def test_a_missing_file_is_named(tmp_path: Path, tiny: Path) -> None:
    folder = Path(shutil.copytree(tiny, tmp_path / "model"))
    (folder / "accurate.onnx").unlink()
    with pytest.raises(ModelError, match=r"accurate\.onnx"):
        Encoder(folder)


def test_what_is_no_model_is_named() -> None:
    with pytest.raises(ModelError, match="OWNER/NAME"):
        load_reader("nothing_of_the_kind")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Ana Brel a dit hier que la société sera à Lyon."),
        ("en", "Ana Brel said that the company will be in Lyon with them."),
        ("es", "Ana Brel dijo que la empresa estará en Lyon con ellos."),
        ("ar", "قالت Ana Brel إن الشركة ستكون في Lyon مع الجميع"),
    ],
)
def test_names_are_read_in_every_language_that_has_data(language: str, text: str, tiny: Path) -> None:
    record = load(config=Config(model=str(tiny)))(text)
    assert {(entity.name, entity.type) for entity in record.entities} >= {("Ana Brel", "person"), ("Lyon", "place")}
    assert record.source.language == language
    codes = [issue.code for issue in record.issues if issue.start is None]
    assert codes == ([] if language == "fr" else ["names_only"])
    assert [model.version for model in record.producer.models] == ["1.2.3"]


def test_the_users_names_win_and_are_linked(tiny: Path, tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("name,aliases,type,id\nOndaine,Ond,project,p-7\n", "utf-8")
    record = load("fr", Config(model=str(tiny), gazetteer=path))(TEXT + "Ond dort.")
    (entity,) = [entity for entity in record.entities if entity.links and entity.links[0].authority == "own"]
    assert (entity.name, entity.aliases, entity.type) == ("Ondaine", ("Ond",), "project")
    assert (entity.links[0].id, entity.links[0].score) == ("p-7", 1.0)
