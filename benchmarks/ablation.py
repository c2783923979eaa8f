"""Measure what each part of the recogniser adds, on the releases of the corpora that are kept apart:

python benchmarks/ablation.py
python benchmarks/ablation.py --exact build/train/fp32
python benchmarks/ablation.py --gold corpora/gold          # on the files of the gate instead

Scores are those of `press-extract evaluate`, document level, of the four types of entity. `--exact` names the folder in
which `press-extract train` leaves every variant in full precision.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, get_args

import spacy
import typer
from spacy.language import Language
from spacy.tokens import Doc

import press_extract.components  # noqa: F401  # registers the factories
from press_extract.annotations import ENTITIES, PUBLISHED
from press_extract.evaluate.facts import Entity, Facts, Gold
from press_extract.evaluate.rows import read_rows
from press_extract.evaluate.score import score
from press_extract.pack import available_packs
from press_extract.pipeline import NAME_STAGES, STAGES, UNUSED
from press_extract.recognize.encoder.model import read_manifest
from press_extract.recognize.merge import VOTERS
from press_extract.record import EntityType
from press_extract.text import shadow
from press_extract.train.corpus import read_corpus
from press_extract.train.markup import gold_row

STOCK = "fr_core_news_md"
_LABELS = {"PER": "person", "LOC": "place", "ORG": "organization"}
Row = dict[str, Any]
TYPES: tuple[EntityType, ...] = get_args(EntityType)


@dataclass(frozen=True)
class System:
    """Name one line of the table: which encoder and voters, and which spaCy pipeline in the encoder's place."""

    name: str
    encoder: str | None = None
    voters: Sequence[str] = VOTERS
    stock: str | None = None


def systems(model: Path, exact: Path | None) -> Iterator[System]:
    """Yield the lines of the table."""
    accurate = f"{model}#accurate"
    yield System("stock model alone", stock=STOCK, voters=())
    yield System("stock model + rules", stock=STOCK)
    yield System("rules alone")
    yield System("accurate alone", accurate, voters=())
    for voter in VOTERS:
        yield System(f"accurate + {voter}", accurate, voters=(voter,))
    for folder, precision in ((model, "int8"), *(((exact, "fp32"),) if exact else ())):
        for variant in read_manifest(folder)["graphs"]:
            yield System(f"{variant} + all, {precision}", f"{folder}#{variant}")


def pipeline(system: System, language: str) -> Language | None:
    """Return the stages up to the entities, or None where the language has nothing to build the system from."""
    whole = language in available_packs()
    if not system.encoder and not whole:
        return None
    nlp = spacy.load(system.stock, exclude=list(UNUSED)) if system.stock else spacy.blank("xx")
    if system.stock and not system.voters:
        return nlp
    for stage in STAGES[:-1] if whole else NAME_STAGES:
        if stage == "press_encoder":
            if system.encoder:
                nlp.add_pipe(stage, config={"model": system.encoder})
        elif stage == "press_names":
            nlp.add_pipe(stage, config={"language": language, "voters": list(system.voters)})
        else:
            nlp.add_pipe(stage, config={"language": language})
    return nlp


def records(nlp: Language, rows: Iterable[Row]) -> Iterator[tuple[str, Facts]]:
    """Yield the entities found in each row's text."""
    for row in rows:
        published = row["published"]
        doc = nlp.make_doc(shadow(row["text"]))
        PUBLISHED.set(doc, datetime.date.fromisoformat(published) if published else None)
        for _, component in nlp.pipeline:
            doc = component(doc)
        named: list[tuple[str, str, Sequence[str]]]
        if nlp.has_pipe("press_entities"):
            named = [(draft.type, draft.name, draft.aliases) for draft in ENTITIES.get(doc)]
        else:
            named = [(type_, name, ()) for type_, name in _stock_names(doc)]
        found = [
            Entity(id=str(at), type=type_, name=name, aliases=tuple(also))
            for at, (type_, name, also) in enumerate(named)
        ]
        yield row["id"], Facts(entities=tuple(found))


def _stock_names(doc: Doc) -> Iterator[tuple[str, str]]:
    """Yield each name that the stock model marks, once."""
    yield from dict.fromkeys((_LABELS[span.label_], span.text) for span in doc.ents if span.label_ in _LABELS)


def main(
    corpora: Annotated[Path, typer.Option("--corpora")] = Path("corpora"),
    model: Annotated[Path, typer.Option("--model", help="A model folder.")] = Path("models/press-multi-1"),
    exact: Annotated[Path | None, typer.Option("--exact", help="Its variants in full precision.")] = None,
    gold: Annotated[Path | None, typer.Option("--gold", help="Measure on the gold files of this folder.")] = None,
) -> None:
    """Print a table in Markdown."""
    test: list[Row]
    if gold:
        test = [row for path in sorted(gold.glob("*.jsonl")) for _, row in read_rows(path)]
    else:
        test = [gold_row(marked) for marked in read_corpus(corpora).test]
    print(f"| | language | {' | '.join(TYPES)} | mean |")
    print("|---|---|" + "---:|" * (len(TYPES) + 1))
    for system in systems(model, exact):
        for language in sorted({row["lang"] for row in test}):
            nlp = pipeline(system, language)
            if nlp is None:
                continue
            own = [row for row in test if row["lang"] == language]
            golds = [Gold.model_validate(row) for row in own]
            scores = score(golds, dict(records(nlp, own)))
            rates = [scores.tallies[f"entity:{kind}"].rates().f1 for kind in TYPES]
            cells = " | ".join(f"{rate:.2f}" for rate in (*rates, sum(rates) / len(rates)))
            print(f"| {system.name} | {language} | {cells} |", flush=True)


if __name__ == "__main__":
    typer.run(main)
