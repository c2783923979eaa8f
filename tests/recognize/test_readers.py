from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path

import pytest

from press_extract import Config, Extractor, Release, load
from press_extract.errors import ModelError
from press_extract.mentions import Span
from press_extract.recognize import readers
from press_extract.recognize.encoder.model import EMBEDDINGS, MANIFEST, Encoder
from press_extract.recognize.readers import SHIPPED, VARIANTS, load_reader, shipped_folder
from tests.conftest import ROOT

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


@pytest.fixture(scope="module")
def shipped() -> Extractor:
    return load()


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "fr",
            "Rabat – La société Zelmarine a nommé Ilham Bourkadi au poste de directrice générale. Elle ouvrira une "
            "usine à Tanger.",
            {("Zelmarine", "organization"), ("Ilham Bourkadi", "person"), ("Tanger", "place"), ("Rabat", "place")},
        ),
        (
            "en",
            "Leeds – Harrowgate Foods Ltd has appointed Moira Pellstone as its chief executive. She will open a plant "
            "in Glasgow next year.",
            {("Harrowgate Foods Ltd", "organization"), ("Moira Pellstone", "person"), ("Glasgow", "place")},
        ),
        (
            "es",
            "Sevilla – El Ministerio de Sanidad y la alcaldesa de Huelva, Rocío Barbadillo, inauguraron el nuevo "
            "centro de salud de la ciudad.",
            {("Ministerio de Sanidad", "organization"), ("Rocío Barbadillo", "person"), ("Huelva", "place")},
        ),
        (
            "ar",
            "الرباط – أعلنت وزارة الصحة أن الوزير خالد البوكيلي سيفتتح غدا المستشفى الجديد في طنجة.",
            {("وزارة الصحة", "organization"), ("خالد البوكيلي", "person"), ("طنجة", "place")},
        ),
    ],
)
def test_what_ships_reads_each_language(
    language: str, text: str, expected: set[tuple[str, str]], shipped: Extractor
) -> None:
    record = shipped(text)
    assert record.source.language == language
    assert {(entity.name, entity.type) for entity in record.entities} >= expected
    assert [model.name for model in record.producer.models] == [f"{SHIPPED}/accurate"]


def test_what_ships_is_small_and_lies_in_the_wheel() -> None:
    assert sum(path.stat().st_size for path in shipped_folder().iterdir()) <= 60_000_000
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    included = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert included == {f"models/{SHIPPED}": f"press_extract/models/{SHIPPED}"}


def test_both_variants_ship() -> None:
    assert [load_reader(variant).name for variant in VARIANTS] == [f"{SHIPPED}/{variant}" for variant in VARIANTS]


def test_a_missing_model_is_named_with_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(readers, "_HOMES", (tmp_path,))
    with pytest.raises(ModelError, match="install press-extract again"):
        shipped_folder()


def test_a_very_long_document_is_read_to_its_last_line(shipped: Extractor) -> None:
    filler = "Le conseil a examiné les comptes de l'exercice et a fixé la date de sa prochaine séance. " * 8
    text = "\n\n".join([filler] * 80) + "\n\nLa société Zelmarine a nommé Ilham Bourkadi à Tanger."
    record = shipped(Release(text, language="fr"))
    assert len(text.split()) > 10_000
    assert {entity.name for entity in record.entities} >= {"Ilham Bourkadi", "Tanger"}


def test_a_spacy_pipeline_may_take_its_place() -> None:
    extractor = load("fr", Config(model="fr_core_news_md"))
    assert extractor.models[0].name == "fr_core_news_md"
    record = extractor("Rabat – Ilham Bourkadi, directrice de la Fondation Rivages, a ouvert une école à Tanger.")
    assert {(entity.name, entity.type) for entity in record.entities} >= {("Tanger", "place")}
