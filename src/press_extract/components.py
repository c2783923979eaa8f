"""The spaCy components: each reads what earlier ones assigned, calls a pure stage and stores what it found."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from spacy.language import Language
from spacy.tokens import Doc

from press_extract.annotations import (
    DATES,
    ENTITIES,
    FACTS,
    FIGURES,
    LAYOUT,
    NAMES,
    PUBLISHED,
    READING,
    TEXT,
    Layout,
)
from press_extract.mentions import Span
from press_extract.normalize.dates import find_dates
from press_extract.normalize.figures import find_figures
from press_extract.pack import LanguagePack, load_names, load_pack
from press_extract.recognize.candidates import Label
from press_extract.recognize.encoder.model import Reading
from press_extract.recognize.lexicon import name_lexicon
from press_extract.recognize.merge import VOTERS, Evidence, Merger
from press_extract.recognize.names import NameRecognizer, Recognition
from press_extract.recognize.own import load_own_names
from press_extract.recognize.readers import load_reader
from press_extract.recognize.words import Tagging, find_words
from press_extract.relate.facts import FactReader, Known
from press_extract.relate.judge import Judges
from press_extract.resolve.entities import NameRules, gather
from press_extract.resolve.nominals import point_back
from press_extract.structure.blocks import find_blocks
from press_extract.structure.sections import find_sections
from press_extract.structure.sentences import find_sentences
from press_extract.text import fold, shadow

_LABELS = {"person": "PER", "place": "LOC", "organization": "ORG", "project": "MISC"}
_LIKELY = 0.5


class Component(Protocol):
    """Take a `Doc` and return it with more annotations."""

    def __call__(self, doc: Doc) -> Doc: ...  # noqa: D102


def _text(doc: Doc) -> str:
    """Return the shadow of the text; kept in the doc, since spaCy builds its text anew each time."""
    text = TEXT.get(doc)
    if not text:
        text = shadow(doc.text)
        TEXT.set(doc, text)
    return text


def _pack(nlp: Language, language: str | None) -> LanguagePack:
    return load_pack(language or nlp.lang)


@Language.factory("press_layout", assigns=["doc._.press_layout"], default_config={"language": None})
def make_layout(nlp: Language, name: str, language: str | None) -> Component:
    """Make the component that cuts a text into blocks, sections and sentences."""
    data = load_names(language or nlp.lang).structure

    def layout(doc: Doc) -> Doc:
        text = _text(doc)
        blocks = find_blocks(text, data.bullets)
        LAYOUT.set(doc, Layout(blocks, find_sections(text, blocks, data), find_sentences(text, blocks, data)))
        return doc

    return layout


@Language.factory("press_dates", assigns=["doc._.press_dates"], default_config={"language": None})
def make_dates(nlp: Language, name: str, language: str | None) -> Component:
    """Make the component that finds dates; `doc._.press_published` resolves relative ones."""
    pack = _pack(nlp, language)

    def dates(doc: Doc) -> Doc:
        DATES.set(doc, find_dates(_text(doc), PUBLISHED.get(doc), pack))
        return doc

    return dates


@Language.factory("press_figures", assigns=["doc._.press_figures"], default_config={"language": None})
def make_figures(nlp: Language, name: str, language: str | None) -> Component:
    """Make the component that finds figures; what is a date already is none."""
    pack = _pack(nlp, language)

    def figures(doc: Doc) -> Doc:
        taken = [(date.start, date.end) for date in DATES.get(doc)]
        FIGURES.set(doc, find_figures(_text(doc), pack, taken=taken))
        return doc

    return figures


@Language.factory("press_encoder", assigns=["doc._.press_reading"], default_config={"model": "accurate"})
def make_encoder(nlp: Language, name: str, model: str) -> Component:
    """Make the component that marks names and titles with a trained encoder; see `load_reader` for `model`."""
    reader = load_reader(model)

    def encode(doc: Doc) -> Doc:
        if READING.get(doc) is None:  # it may have been read ahead
            READING.set(doc, reader(_text(doc)))
        return doc

    return encode


@Language.factory(
    "press_names",
    assigns=["doc._.press_names"],
    requires=["doc._.press_layout", "doc._.press_dates", "doc._.press_figures"],
    default_config={"language": None, "gazetteer": None, "voters": VOTERS},
)
def make_names(
    nlp: Language, name: str, language: str | None, gazetteer: str | None, voters: Sequence[str]
) -> Component:
    """Make the component that recognises names, from the encoder, rules, lists and labels and tags of other models.

    Args:
        nlp: the pipeline.
        name: of the component.
        language: whose data to use; that of the pipeline when None.
        gazetteer: a file with the user's own names, see `load_own_names`.
        voters: see `Merger`.
    """
    code = language or nlp.lang
    pack = load_names(code)
    recognize = NameRecognizer(pack) if isinstance(pack, LanguagePack) else None
    merge, lexicon = Merger(pack.names, voters), name_lexicon(pack.names)
    own_names = load_own_names(Path(gazetteer)) if gazetteer else None

    def names(doc: Doc) -> Doc:
        layout, text, reading = LAYOUT.get(doc), _text(doc), READING.get(doc)
        taken: list[Span] = [*DATES.get(doc), *FIGURES.get(doc)]
        found = Recognition((), ())
        if recognize is not None:
            caps = [block for block in layout.blocks if block.caps]
            labels, tagging = _told_by_encoder(reading) if reading is not None else _told_by_pipeline(doc)
            found = recognize(text, layout.sentences, caps, labels, tagging, taken)
        if reading is not None or own_names is not None:
            words = [find_words(text, sentence, lexicon.spelling, None) for sentence in layout.sentences]
            tokens = [Span(word.start, word.end) for line in words for word in line]
            own = own_names.find(text, tokens) if own_names else ()
            found = merge(text, Evidence(reading, found, own, taken, words))
        NAMES.set(doc, found)
        return doc

    return names


def _told_by_pipeline(doc: Doc) -> tuple[list[Label], Tagging | None]:
    """Return the names and word classes that a spaCy pipeline before ours found."""
    labels = [Label(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents]
    if not doc.has_annotation("POS"):
        return labels, None
    return labels, Tagging([token.idx for token in doc], [token.pos_ for token in doc])


def _told_by_encoder(reading: Reading) -> tuple[list[Label], Tagging | None]:
    """Return the likely names and the word classes that the encoder found, as the rules know them from others."""
    labels: list[Label] = []
    for span in reading.spans:
        whole = not labels or span.start >= labels[-1].end
        if whole and span.label in _LABELS and span.confidence >= _LIKELY:
            labels.append(Label(span.start, span.end, _LABELS[span.label]))
    if not reading.classes:
        return labels, None
    return labels, Tagging([word.start for word in reading.words], reading.classes)


@Language.factory(
    "press_entities",
    assigns=["doc._.press_entities"],
    requires=["doc._.press_names", "doc._.press_layout"],
    default_config={"language": None},
)
def make_entities(nlp: Language, name: str, language: str | None) -> Component:
    """Make the component that gathers mentions into entities and resolves what points back."""
    pack = load_names(language or nlp.lang)
    rules = NameRules(
        tuple(fold(head) for head in pack.coreference.generic_heads),
        frozenset(fold(form) for form in pack.names.legal_forms),
        frozenset(fold(word) for word in (*pack.names.function_words, *pack.names.articles)),
    )

    def entities(doc: Doc) -> Doc:
        text, recognition = _text(doc), NAMES.get(doc)
        drafts = gather(text, recognition.mentions, recognition.pairs, rules)
        if pack.coreference.nouns:
            point_back(text, LAYOUT.get(doc).sentences, drafts, pack.coreference)
        ENTITIES.set(doc, drafts)
        return doc

    return entities


@Language.factory(
    "press_facts",
    assigns=["doc._.press_facts"],
    requires=["doc._.press_entities", "doc._.press_dates", "doc._.press_figures", "doc._.press_layout"],
    default_config={"language": None, "model": None},
)
def make_facts(nlp: Language, name: str, language: str | None, model: str | None) -> Component:
    """Make the component that states offices, relations, events and quotes.

    Args:
        nlp: the pipeline.
        name: of the component.
        language: whose data to use; that of the pipeline when None.
        model: the recogniser whose judges decide, see `load_reader`; rules and patterns alone when None.
    """
    judges = load_reader(model).judges if model else None
    reader = FactReader(_pack(nlp, language), Judges.read(judges) if judges else None)

    def facts(doc: Doc) -> Doc:
        published = PUBLISHED.get(doc)
        day = published.isoformat() if published else None
        known = Known(ENTITIES.get(doc), DATES.get(doc), FIGURES.get(doc), day)
        stated = reader(_text(doc), LAYOUT.get(doc), known, READING.get(doc))
        FACTS.set(doc, stated)
        return doc

    return facts
