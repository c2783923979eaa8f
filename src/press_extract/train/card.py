"""The model card: what the model is, what it was made from and with, and what was measured; written by the training."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path

from press_extract.recognize.encoder.model import read_manifest
from press_extract.train.corpus import Corpus
from press_extract.train.examples import TAGGED
from press_extract.train.fit import Plan
from press_extract.train.measure import EVENT, Measured
from press_extract.train.nano import PACKAGE

CARD = "README.md"


def write_card(folder: Path, plan: Plan, corpus: Corpus, measured: Mapping[str, Measured]) -> None:
    """Write the card of a model folder."""
    (folder / CARD).write_text("\n".join(_lines(folder, plan, corpus, measured)) + "\n", encoding="utf-8")


def _lines(folder: Path, plan: Plan, corpus: Corpus, measured: Mapping[str, Measured]) -> Iterator[str]:
    manifest = read_manifest(folder)
    languages = sorted({marked.language for marked in corpus.releases})
    yield from (
        f"# {manifest['name']} {manifest['version']}",
        "",
        "Marks organisations, persons, places, projects and titles in press releases, and says of each sentence which",
        "events it tells. `press-extract train` wrote this card with the model.",
        "",
        "| | |",
        "|---|---|",
        f"| languages | {', '.join(languages)} |",
        f"| start | multilingual-e5-small (MIT), 12 layers, from the package `{PACKAGE}` (MIT) |",
        "| that was trained on | by its authors: web text, Wikipedia, questions and answers, news in 100 languages |",
        "| licence | Apache-2.0 for what the training added; MIT for the encoder that it started from |",
        f"| trained on | {len(corpus.train)} releases of `corpora/releases`, with other names in every pass, and "
        f"{plan.generated} texts a pass from {len(corpus.grammars)} grammars; all written by the project |",
        f"| calibrated on | {len(corpus.dev)} further releases |",
        "| facts | for each variant two judges, of relations and of events, trained on `corpora/facts` and "
        "`corpora/gold` |",
        f"| measured on | {len(corpus.test)} releases kept apart, whose persons, projects and firms occur in no "
        "training text |",
        f"| plan | {', '.join(f'{field.name} {getattr(plan, field.name)}' for field in fields(plan))} |",
        "| command | `press-extract train` |",
        "",
        "## Scores",
        "",
        "F1 of exact spans, each mention counted, of the encoder alone, before rules and lists have a say; `event`:",
        "of sentences and the types of event that they tell. `python benchmarks/ablation.py` measures whole records.",
    )
    for variant, found in measured.items():
        yield from _scores(variant, plan, found, languages)
    yield from (
        "",
        "## Limits",
        "",
        "- The texts that it learnt from were invented; real ones are more varied than any invention.",
        "- Of mentions of one type that lie in each other the outer one is marked.",
        "- A place is told from the body of the same name by the sentence alone, which does not always say.",
        "- Text in capitals, without accents or badly scanned is read, but less well.",
    )


def _scores(variant: str, plan: Plan, found: Measured, languages: list[str]) -> Iterator[str]:
    layers = dict(plan.exits)[variant]
    yield from (
        "",
        f"### {variant}: {layers} layers, {found.size / 1e6:.1f} MB, {found.speed:,.0f} words/s on one thread",
        "",
        f"| | {' | '.join((*TAGGED, EVENT))} |",
        "|---|" + "---:|" * (len(TAGGED) + 1),
    )
    for language in languages:
        cells = [found.rates.get((language, label)) for label in (*TAGGED, EVENT)]
        yield f"| {language} | {' | '.join('' if cell is None else f'{cell.f1:.2f}' for cell in cells)} |"
    yield from ("", "| confidence | right | spans |", "|---:|---:|---:|")
    for confidence, right, count in found.calibration:
        yield f"| {confidence:.2f} | {right:.2f} | {count} |"
