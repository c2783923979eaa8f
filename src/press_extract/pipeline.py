"""The pipeline: every stage from a release to its record, in order."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import load_model

from press_extract.annotations import ENTITIES, LAYOUT, PUBLISHED, TEXT
from press_extract.assemble import Findings, assemble, empty_record
from press_extract.config import Config
from press_extract.errors import ExtractionError, ModelError, PressExtractError
from press_extract.language import LanguageReading, identify, known_languages
from press_extract.normalize.dates import find_anchor
from press_extract.pack import load_pack
from press_extract.record import Issue, ModelInfo, Producer, Record
from press_extract.relate.contacts import find_contacts
from press_extract.release import Release
from press_extract.text import shadow

# The stock model's own components that the rules draw on; its parser and lemmatizer are not needed.
TAGGING = ("tok2vec", "morphologizer", "ner")

# Every stage of ours, in order; each reads only what stands before it.
STAGES = (
    "press_layout",  # blocks, sections, sentences
    "press_dates",
    "press_figures",
    "press_names",  # organisations, persons, places, projects
    "press_entities",  # one entity for all its mentions
    "press_facts",  # offices, relations, events, quotes
)

MODELS = {"fr": "fr_core_news_md"}
_INK = re.compile(r"[^\n]")


@cache
def build(language: str, model: str | None = None) -> Language:
    """Return the spaCy pipeline of `language`: the tagging part of its stock model, then every stage of `STAGES`.

    Raises:
        ModelError: no model is known for the language, or it is not installed.
    """
    import press_extract.components  # noqa: F401, PLC0415  # registers the factories

    name = model or MODELS.get(language)
    if name is None:
        raise ModelError(f"no model for language {language!r}", hint=f"known: {', '.join(MODELS)}")
    try:
        nlp = load_model(name, exclude=["parser", "senter", "lemmatizer", "attribute_ruler"])
    except OSError as error:
        raise ModelError(
            f"no model {name!r}: expected an installed package or a folder",
            hint=f"pip install {name.replace('_', '-')}",
        ) from error
    missing = [pipe for pipe in TAGGING if pipe not in nlp.pipe_names]
    if missing:
        raise ModelError(
            f"model {name!r} lacks {', '.join(missing)}", hint="use a model with a tagger and a recogniser"
        )
    for stage in STAGES:
        nlp.add_pipe(stage, config={"language": language})
    nlp.max_length = 10**9  # the length of a text is limited where it is read
    return nlp


class Extractor:
    """Turn releases into records.

    Args:
        languages: ISO 639-1 codes of the languages to read; a release in another one gets a record without facts.
        config: settings; see `press_extract.config`.
    """

    def __init__(self, languages: Sequence[str], config: Config) -> None:
        self.config = config
        self.languages = tuple(languages)
        self._pipelines = {language: build(language, config.model) for language in languages}

    @property
    def models(self) -> tuple[ModelInfo, ...]:
        """Name the models in use, with their versions."""
        metas = [nlp.meta for nlp in self._pipelines.values()]
        return tuple(ModelInfo(name=f"{meta['lang']}_{meta['name']}", version=meta["version"]) for meta in metas)

    def __call__(self, release: Release | str, published: datetime.date | str | None = None) -> Record:
        """Return the record of one release, given as such or as plain text.

        Args:
            release: the release or its text.
            published: the date that it is known to have (ISO 8601 when a string), where the release has none itself.

        Raises:
            ExtractionError: a stage failed.
        """
        result = self._result(_as_release(release, published))
        if isinstance(result, ExtractionError):
            raise result
        return result

    def pipe(self, releases: Iterable[Release | str]) -> Iterator[Record | ExtractionError]:
        """Yield one record, or the error that cost it, for each release, in order; memory stays flat.

        Each release is worked on by itself: batches would be faster, but their size would show in the last bits of the
        model's scores, and so now and then in a record.
        """
        for release in releases:
            yield self._result(_as_release(release, None))

    def _result(self, release: Release) -> Record | ExtractionError:
        try:
            return self._record(release)
        except Exception as error:  # one release never costs its neighbours
            message = str(error) if isinstance(error, ExtractionError) else f"{type(error).__name__}: {error}"
            failure = ExtractionError(message, where=release.path, hint="please report this text")
            failure.__cause__ = error
            return failure

    def _record(self, release: Release) -> Record:
        reading = identify(release.text, known=known_languages(), hint=release.language or self.config.language)
        nlp = self._pipelines.get(reading.language)
        if nlp is None:
            return empty_record(release, reading, self._producer(), [_unread(reading, self.languages)])
        with nlp.memory_zone():
            return self._read(nlp, release, reading)

    def _read(self, nlp: Language, release: Release, reading: LanguageReading) -> Record:
        own_text, foreign = _own_text(release.text, reading)
        doc = nlp.make_doc(shadow(own_text))
        PUBLISHED.set(doc, release.published)
        for name, component in nlp.pipeline:
            doc = _staged(name, component, doc)
        text = TEXT.get(doc)
        anchor = find_anchor(text, load_pack(reading.language)) if release.published is None else None
        day = anchor.day if anchor else None
        return assemble(
            doc,
            release,
            reading,
            self._producer(),
            Findings(
                dateline=day.isoformat() if day else None,
                contacts=find_contacts(text, LAYOUT.get(doc).sections, ENTITIES.get(doc)),
                issues=foreign,
            ),
        )

    def _producer(self) -> Producer:
        options = {"language": self.config.language, "max_chars": self.config.max_chars}
        return Producer(version=program_version(), models=self.models, options=options)


def _staged(name: str, component: object, doc: Doc) -> Doc:
    try:
        return component(doc)  # type: ignore[operator, no-any-return]
    except PressExtractError:
        raise
    except Exception as error:
        raise ExtractionError(f"stage {name}: {type(error).__name__}: {error}") from error


def _as_release(release: Release | str, published: datetime.date | str | None) -> Release:
    day = datetime.date.fromisoformat(published) if isinstance(published, str) else published
    if isinstance(release, str):
        release = Release(release)
    if day is not None and release.published is None:
        release = replace(release, published=day, published_from="option")
    return release


def _own_text(text: str, reading: LanguageReading) -> tuple[str, list[Issue]]:
    """Return the text with blocks in other languages blanked, at the same length, and an issue for each."""
    pieces, issues, at = [], [], 0
    for block in reading.blocks:
        if block.language != reading.language:
            blank = _INK.sub(" ", text[block.start : block.end])
            pieces += [text[at : block.start], blank]
            at = block.end
            message = f"a block in language {block.language!r} was not read for facts; the text is {reading.language!r}"
            issues.append(Issue(code="foreign_block", message=message, start=block.start, end=block.end))
    return "".join([*pieces, text[at:]]), issues


def _unread(reading: LanguageReading, languages: Sequence[str]) -> Issue:
    known = ", ".join(languages)
    message = f"language {reading.language!r} is not read for facts (read: {known}); --language overrides it"
    return Issue(code="language_not_read", message=message)


def program_version() -> str:
    """Return the version of press-extract that is installed."""
    try:
        return version("press-extract")
    except PackageNotFoundError:
        return "0+unknown"


def load(language: str | Sequence[str] = "fr", config: Config | None = None) -> Extractor:
    """Return an extractor for one language or several.

    Args:
        language: ISO 639-1 codes of languages that have a pack.
        config: settings; the defaults when None.

    Raises:
        LanguageDataError: a language has no pack.
        ModelError: a model is not installed.
    """
    languages = (language,) if isinstance(language, str) else tuple(language)
    for code in languages:
        load_pack(code)
    return Extractor(languages, config or Config())


def extract(text: str, *, language: str = "fr", published: datetime.date | str | None = None) -> Record:
    """Return the record of one text; `load` is faster for more than one.

    Raises:
        ExtractionError: a stage failed.
    """
    return _default(language)(text, published=published)


@cache
def _default(language: str) -> Extractor:
    return load(language)
