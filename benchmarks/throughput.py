"""Measure press-extract, with either variant of its model, beside a bare spaCy model in the same run:

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


def pipeline(model: str) -> Callable[[Iterable[str]], Iterable[object]]:
    """Load press-extract; what it imports, it imports here and not in another process."""
    return press_extract.load("fr", press_extract.Config(model=model)).pipe


def bare() -> Callable[[Iterable[str]], Iterable[object]]:
    """Load the stock model with all of its own parts."""
    import spacy  # noqa: PLC0415

    return spacy.load("fr_core_news_md").pipe


RUNNERS = {"accurate": lambda: pipeline("accurate"), "fast": lambda: pipeline("fast"), "bare model": bare}


def measure(name: str, words: int, since: float) -> dict[str, float]:
    """Run one of them over the sample and return words per second, the peak in MB, and the seconds to the first record.

    The speed leaves out the load; the first record counts everything since the process was started.
    """
    texts = sample(words)
    run = RUNNERS[name]()
    next(iter(run(texts[:1])))
    first = time.time() - since
    for _ in run(texts[:4]):  # what is read on first use is not what a long run costs
        pass
    began = time.perf_counter()
    failed = [result for result in run(texts) if isinstance(result, Exception)]
    seconds = time.perf_counter() - began
    if failed:
        raise failed[0]
    return {"speed": sum(len(text.split()) for text in texts) / seconds, "peak": peak(), "first": first}


def in_own_process(name: str, words: int) -> dict[str, float]:
    """Return what `measure` finds in a process that does nothing else."""
    command = [sys.executable, __file__, "--only", name, "--words", str(words), "--since", str(time.time())]
    result: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return result


def compare(words: int, rounds: int) -> None:
    """Alternate them, so that what else the machine does falls on both, and print the medians."""
    found: dict[str, list[dict[str, float]]] = {name: [] for name in RUNNERS}
    for number in range(1, rounds + 1):
        for name, results in found.items():
            results.append(in_own_process(name, words))
            print(f"round {number}  {name:<14} {_line(results[-1])}")
    for name, results in found.items():
        middle = {key: statistics.median(result[key] for result in results) for key in results[0]}
        print(f"median   {name:<14} {_line(middle)}")


def _line(result: dict[str, float]) -> str:
    return f"{result['speed']:8,.0f} words/s {result['peak']:8,.0f} MB {result['first']:6.1f} s to the first record"


def follow_memory() -> None:
    """Extract many releases in one stream and print the peak so far on the way."""
    stream = (text for text, _ in zip(releases(), range(CHECKPOINTS[-1]), strict=False))
    for number, result in enumerate(pipeline("accurate")(stream), 1):
        if isinstance(result, Exception):
            raise result
        if number in CHECKPOINTS:
            print(f"{number:5} releases  {peak():8,.0f} MB", flush=True)


def main(
    words: Annotated[int, typer.Option(help="Words of the text that both read.")] = 30_000,
    rounds: Annotated[int, typer.Option(help="Times that each is run, in a process of its own.")] = 5,
    memory: Annotated[bool, typer.Option("--memory", help="Follow the memory over 2,000 releases instead.")] = False,
    only: Annotated[str | None, typer.Option(hidden=True)] = None,
    since: Annotated[float, typer.Option(hidden=True)] = 0.0,
) -> None:
    """Compare the speed and the peak memory of press-extract with those of the bare model."""
    if only:
        print(json.dumps(measure(only, words, since)))
    elif memory:
        follow_memory()
    else:
        compare(words, rounds)


if __name__ == "__main__":
    typer.run(main)
