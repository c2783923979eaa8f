"""The pipeline: every stage from a release to its record, in order."""

from __future__ import annotations

import datetime
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from spacy import blank
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import is_package, load_model_from_path

from press_extract.annotations import ENTITIES, LAYOUT, PUBLISHED, READING, TEXT
from press_extract.assemble import Findings, assemble, empty_record
from press_extract.config import Config
from press_extract.errors import ExtractionError, ModelError, PressExtractError
from press_extract.language import LanguageReading, identify, known_languages
from press_extract.normalize.dates import find_anchor
from press_extract.pack import available_packs, load_names, load_pack, named_languages
from press_extract.recognize.encoder.model import Reading
from press_extract.recognize.readers import DEFAULT_MODEL, VARIANTS, load_reader
from press_extract.record import Issue, ModelInfo, Producer, Record
from press_extract.relate.contacts import find_contacts
from press_extract.release import Release
from press_extract.text import shadow

# Of a spaCy pipeline that takes the encoder's place, the parts that the rules draw on; a parser is not needed.
TAGGING = ("tok2vec", "morphologizer", "ner")
UNUSED = ("parser", "senter", "lemmatizer", "attribute_ruler")

# No stage of ours reads tokens; those of any language do, and French ones take four seconds to load.
_TOKENS = "xx"

# Every stage of ours, in order; each reads only what stands before it.
STAGES = (
    "press_layout",  # blocks, sections, sentences
    "press_dates",
    "press_figures",
    "press_encoder",  # what the trained encoder marks
    "press_names",  # organisations, persons, places, projects
    "press_entities",  # one entity for all its mentions
    "press_facts",  # offices, relations, events, quotes
)
# What is done for a language that has data for names only.
NAME_STAGES = ("press_layout", "press_encoder", "press_names", "press_entities")

_INK = re.compile(r"[^\n]")
_READERS = 2  # threads that the encoder reads in
_AHEAD = 6  # releases that it may read before their turn


@cache
def build(language: str, model: str | None = None, gazetteer: str | None = None) -> Language:
    """Return the spaCy pipeline of `language`: every stage of `STAGES`.

    Args:
        language: ISO 639-1 code of a language in which at least names are read.
        model: the recogniser, see `load_reader`; or a spaCy pipeline, by package or folder, in the encoder's place.
        gazetteer: a file with the user's own names.

    Raises:
        ModelError: the model is not installed, or lacks what is needed.
        ConfigError: the gazetteer cannot be read.
    """
    import press_extract.components  # noqa: F401, PLC0415  # registers the factories

    name = model or DEFAULT_MODEL
    stages: tuple[str, ...] = STAGES if language in available_packs() else NAME_STAGES
    if _is_pipeline(name):
        nlp = _tagging(name)
        stages = tuple(stage for stage in stages if stage != "press_encoder")
    else:
        nlp = blank(_TOKENS)
    for stage in stages:
        nlp.add_pipe(stage, config=_settings(stage, language, name, gazetteer))
    nlp.max_length = 10**9  # the length of a text is limited where it is read
    return nlp


def _settings(stage: str, language: str, model: str, gazetteer: str | None) -> dict[str, str | None]:
    match stage:
        case "press_encoder":
            return {"model": model}
        case "press_names":
            return {"language": language, "gazetteer": gazetteer}
        case "press_facts":
            return {"language": language, "model": None if _is_pipeline(model) else model}
    return {"language": language}


def _is_pipeline(name: str) -> bool:
    return name not in VARIANTS and (is_package(name) or (Path(name) / "meta.json").is_file())


def _languages_of(model: str) -> tuple[str, ...]:
    """Return the languages that can be read with `model`: a spaCy pipeline knows one."""
    return (str(_tagging(model).lang),) if _is_pipeline(model) else named_languages()


def _tagging(name: str) -> Language:
    try:
        # spaCy's own look-up takes an interruption for a model that is not there.
        if Path(name).is_dir():
            nlp = load_model_from_path(Path(name), exclude=list(UNUSED))
        else:
            nlp = import_module(name).load(exclude=list(UNUSED))
    except (OSError, ModuleNotFoundError) as error:
        raise ModelError(f"no model {name!r}", hint=f"pip install {name.replace('_', '-')}") from error
    if missing := [pipe for pipe in TAGGING if pipe not in nlp.pipe_names]:
        raise ModelError(
            f"model {name!r} lacks {', '.join(missing)}", hint="use a model with a tagger and a recogniser"
        )
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
        model = config.model or DEFAULT_MODEL
        self._reader = None if _is_pipeline(model) else load_reader(model)
        # What is wrong with a gazetteer or a model shows in the first; the others wait until a text needs them.
        for language in languages[:1] if self._reader else languages:
            self._pipeline(language)

    def _pipeline(self, language: str) -> Language:
        gazetteer = str(self.config.gazetteer) if self.config.gazetteer else None
        return build(language, self.config.model, gazetteer)

    @property
    def models(self) -> tuple[ModelInfo, ...]:
        """Name the models in use, with their versions."""
        if self._reader is not None:
            return (ModelInfo(name=self._reader.name, version=self._reader.version),)
        metas = [self._pipeline(language).meta for language in self.languages]
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
        model's scores, and so now and then in a record. The encoder reads ahead on a second core instead.
        """
        waiting: deque[tuple[Release, Future[_Prepared]]] = deque()
        with ThreadPoolExecutor(_READERS, "press-encoder") as pool:
            for release in releases:
                known = _as_release(release, None)
                waiting.append((known, pool.submit(self._prepare, known)))
                if len(waiting) > _AHEAD:
                    yield self._result(*waiting.popleft())
            while waiting:
                yield self._result(*waiting.popleft())

    def _result(self, release: Release, prepared: Future[_Prepared] | None = None) -> Record | ExtractionError:
        try:
            return self._record(release, prepared.result() if prepared else self._prepare(release))
        except Exception as error:  # one release never costs its neighbours
            message = str(error) if isinstance(error, ExtractionError) else f"{type(error).__name__}: {error}"
            failure = ExtractionError(message, where=release.path, hint="please report this text")
            failure.__cause__ = error
            return failure

    def _prepare(self, release: Release) -> _Prepared:
        """Do what needs no spaCy: tell the language, set other languages apart, read with the encoder."""
        reading = identify(release.text, known=known_languages(), hint=release.language or self.config.language)
        if reading.language not in self.languages:
            return _Prepared(reading, "", [], None)
        own_text, foreign = _own_text(release.text, reading)
        text = shadow(own_text)
        return _Prepared(reading, text, foreign, self._reader(text) if self._reader else None)

    def _record(self, release: Release, prepared: _Prepared) -> Record:
        reading = prepared.language
        if reading.language not in self.languages:
            return empty_record(release, reading, self._producer(), [_unread(reading, self.languages)])
        nlp = self._pipeline(reading.language)
        with nlp.memory_zone():
            return self._read(nlp, release, prepared)

    def _read(self, nlp: Language, release: Release, prepared: _Prepared) -> Record:
        language, issues = prepared.language.language, prepared.issues
        doc = nlp.make_doc(prepared.text)
        PUBLISHED.set(doc, release.published)
        if prepared.encoded is not None:
            READING.set(doc, prepared.encoded)
        for name, component in nlp.pipeline:
            doc = _staged(name, component, doc)
        text = TEXT.get(doc)
        day = None
        if language not in available_packs():
            issues = [*issues, _names_only(language)]
        elif release.published is None and (anchor := find_anchor(text, load_pack(language))):
            day = anchor.day
        return assemble(
            doc,
            release,
            prepared.language,
            self._producer(),
            Findings(
                dateline=day.isoformat() if day else None,
                contacts=find_contacts(text, LAYOUT.get(doc).sections, ENTITIES.get(doc)),
                issues=issues,
            ),
        )

    def _producer(self) -> Producer:
        options = {"language": self.config.language, "max_chars": self.config.max_chars}
        return Producer(version=program_version(), models=self.models, options=options)


@dataclass(frozen=True, slots=True)
class _Prepared:
    """Hold what is known of a release before its stages: its language, its own text, what the encoder says of that."""

    language: LanguageReading
    text: str
    issues: list[Issue]
    encoded: Reading | None


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


def _names_only(language: str) -> Issue:
    message = f"in {language!r} only names are read so far; dates, figures, relations, events and quotes are not"
    return Issue(code="names_only", message=message)


def program_version() -> str:
    """Return the version of press-extract that is installed."""
    try:
        return version("press-extract")
    except PackageNotFoundError:
        return "0+unknown"


def load(language: str | Sequence[str] | None = None, config: Config | None = None) -> Extractor:
    """Return an extractor for one language or several.

    Args:
        language: ISO 639-1 codes of languages that have data; every one that the model reads when None.
        config: settings; the defaults when None.

    Raises:
        LanguageDataError: a language has no data.
        ModelError: a model is not installed.
    """
    config = config or Config()
    if language is None:
        language = _languages_of(config.model or DEFAULT_MODEL)
    languages = (language,) if isinstance(language, str) else tuple(language)
    for code in languages:
        load_names(code)
    return Extractor(languages, config)


def extract(text: str, *, language: str = "fr", published: datetime.date | str | None = None) -> Record:
    """Return the record of one text; `load` is faster for more than one.

    Raises:
        ExtractionError: a stage failed.
    """
    return _default(language)(text, published=published)


@cache
def _default(language: str) -> Extractor:
    return load(language)
