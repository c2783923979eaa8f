"""Measure press-extract beside the bare spaCy model that it builds on, in the same run:

python benchmarks/throughput.py --words 50000 --rounds 5
python benchmarks/throughput.py --memory
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import count, cycle
from pathlib import Path
from typing import Annotated

import spacy
import typer

import press_extract

GOLD = Path(__file__).parents[1] / "corpora" / "gold"
CHECKPOINTS = (500, 1000, 1500, 2000)
UNITS_PER_MB = 1_000_000 if sys.platform == "darwin" else 1_000  # ru_maxrss is in bytes there, elsewhere in KB


def releases() -> Iterator[str]:
    """Yield the gold releases over and over, each ending in a word of its own, so that no two texts are the same."""
    texts = [json.loads(line)["text"] for path in sorted(GOLD.glob("*.jsonl")) for line in path.open(encoding="utf-8")]
    for number, text in zip(count(1), cycle(texts)):
        yield f"{text}\n\nDossier PX{number}"


def sample(words: int) -> list[str]:
    """Return releases with about that many words together."""
    chosen: list[str] = []
    total = 0
    for text in releases():
        if total >= words:
            break
        chosen.append(text)
        total += len(text.split())
    return chosen


def peak() -> float:
    """Return the most memory that this process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / UNITS_PER_MB


def pipeline() -> Callable[[Iterable[str]], Iterable[object]]:
    """Load press-extract; what it imports, it imports here and not in the other process."""
    return press_extract.load("fr").pipe


def bare() -> Callable[[Iterable[str]], Iterable[object]]:
    """Load the stock model with all of its own parts."""
    return spacy.load("fr_core_news_md").pipe


RUNNERS = {"press-extract": pipeline, "bare model": bare}


def measure(name: str, words: int) -> dict[str, float]:
    """Run one of the two over the sample, the load left out, and return words per second and the peak in MB."""
    texts = sample(words)
    run = RUNNERS[name]()
    for _ in run(texts[:4]):  # what is read on first use is not what a long run costs
        pass
    began = time.perf_counter()
    failed = [result for result in run(texts) if isinstance(result, Exception)]
    seconds = time.perf_counter() - began
    if failed:
        raise failed[0]
    return {"speed": sum(len(text.split()) for text in texts) / seconds, "peak": peak()}


def in_own_process(name: str, words: int) -> dict[str, float]:
    """Return what `measure` finds in a process that does nothing else."""
    command = [sys.executable, __file__, "--only", name, "--words", str(words)]
    result: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return result


def compare(words: int, rounds: int) -> None:
    """Alternate the two, so that what else the machine does falls on both, and print the medians."""
    found: dict[str, list[dict[str, float]]] = {name: [] for name in RUNNERS}
    for number in range(1, rounds + 1):
        for name, results in found.items():
            results.append(in_own_process(name, words))
            print(f"round {number}  {name:<14} {results[-1]['speed']:8,.0f} words/s {results[-1]['peak']:8,.0f} MB")
    speeds = {name: statistics.median(result["speed"] for result in results) for name, results in found.items()}
    for name, results in found.items():
        most = max(result["peak"] for result in results)
        print(f"median   {name:<14} {speeds[name]:8,.0f} words/s {most:8,.0f} MB at most")
    print(f"ratio    {speeds['press-extract'] / speeds['bare model']:.2f} of the speed of the bare model")


def follow_memory() -> None:
    """Extract many releases in one stream and print the peak so far on the way."""
    stream = (text for text, _ in zip(releases(), range(CHECKPOINTS[-1]), strict=False))
    for number, result in enumerate(pipeline()(stream), 1):
        if isinstance(result, Exception):
            raise result
        if number in CHECKPOINTS:
            print(f"{number:5} releases  {peak():8,.0f} MB", flush=True)


def main(
    words: Annotated[int, typer.Option(help="Words of the text that both read.")] = 30_000,
    rounds: Annotated[int, typer.Option(help="Times that each is run, in a process of its own.")] = 5,
    memory: Annotated[bool, typer.Option("--memory", help="Follow the memory over 2,000 releases instead.")] = False,
    only: Annotated[str | None, typer.Option(hidden=True)] = None,
) -> None:
    """Compare the speed and the peak memory of press-extract with those of the bare model."""
    if only:
        print(json.dumps(measure(only, words)))
    elif memory:
        follow_memory()
    else:
        compare(words, rounds)


if __name__ == "__main__":
    typer.run(main)
