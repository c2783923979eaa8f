from __future__ import annotations

import importlib
from importlib.metadata import entry_points

import pytest
from spacy.language import Language
from spacy.tokens import Doc

import press_extract
from press_extract import Config, ExtractionError, Extractor, ModelError, Record, Release
from press_extract.pipeline import STAGES, build, extract, load

FRENCH = (
    "Rennes, le 3 mars 2026 – La société Verrex et la Fondation Rivages ont signé hier une convention de 12 millions "
    "d'euros. « Nous ouvrirons cinq agences cette année », a déclaré Karim Tazi, directeur général de Verrex."
)
ENGLISH = "The company announced on Tuesday that it has signed an agreement with the city to build a new plant there."


def test_a_release_alone_and_in_a_batch_gives_the_same_bytes(extractor: Extractor) -> None:
    releases = [Release(f"{FRENCH} Dossier {number}.", path=str(number)) for number in range(20)]
    together = [record.model_dump_json() for record in extractor.pipe(releases) if isinstance(record, Record)]
    assert together == [extractor(release).model_dump_json() for release in releases]


def test_the_dateline_dates_the_release(extractor: Extractor) -> None:
    record = extractor(FRENCH)
    assert (record.source.published, record.source.published_from) == ("2026-03-03", "dateline")
    assert "2026-03-02" in {date.value for date in record.dates}


def test_what_is_known_wins_over_the_dateline(extractor: Extractor) -> None:
    record = extractor(FRENCH, published="2026-03-04")
    assert (record.source.published, record.source.published_from) == ("2026-03-04", "option")


def test_a_language_that_is_not_read_gives_no_facts(extractor: Extractor) -> None:
    record = extractor(ENGLISH)
    assert record.source.language == "en"
    assert [issue.code for issue in record.issues] == ["language_not_read"]
    assert not (record.entities or record.dates or record.figures or record.relations or record.events or record.quotes)


def test_a_paragraph_in_another_language_is_passed_over(extractor: Extractor) -> None:
    record = extractor(f"{FRENCH}\n\n{ENGLISH} {ENGLISH} The agreement was worth 500 million dollars in 2024.")
    (issue,) = [issue for issue in record.issues if issue.code == "foreign_block"]
    assert record.text[issue.start : issue.end].startswith("The company")
    assert "2024" not in {date.value for date in record.dates}


def test_a_failing_stage_costs_one_release() -> None:
    @Language.component("fails_on_mark")
    def fails_on_mark(doc: Doc) -> Doc:
        if "Dossier rouge" in doc.text:
            raise ValueError("a mark")
        return doc

    build.cache_clear()
    build("fr", None, None).add_pipe("fails_on_mark")
    try:
        extractor = load("fr")
        results = list(extractor.pipe([FRENCH, f"{FRENCH} Dossier rouge.", FRENCH]))
        assert [type(result) for result in results] == [Record, ExtractionError, Record]
        assert "stage fails_on_mark: ValueError: a mark" in str(results[1])
        with pytest.raises(ExtractionError):
            extractor(f"{FRENCH} Dossier rouge.")
    finally:
        build.cache_clear()


def test_a_missing_model_is_named_with_what_to_do() -> None:
    with pytest.raises(
        ModelError, match=r"'no_such_model'.*expected accurate, fast, an installed spaCy pipeline, a folder, or"
    ):
        load("fr", Config(model="no_such_model"))


def test_an_empty_text_gives_a_record_without_facts(extractor: Extractor) -> None:
    assert extractor("").entities == ()


def test_extract_is_one_call() -> None:
    assert extract(FRENCH).source.language == "fr"


def test_the_public_names_exist() -> None:
    assert all(hasattr(press_extract, name) for name in press_extract.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        importlib.import_module("press_extract").nothing  # noqa: B018


def test_the_stages_are_offered_to_any_spacy_pipeline() -> None:
    assert {*STAGES} <= {entry.name for entry in entry_points(group="spacy_factories")}
