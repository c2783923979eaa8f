"""Training: passes over the corpus with checkpoints, so that an interrupted run goes on where it stopped."""

from __future__ import annotations

import json
import math
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch

from press_extract.recognize.encoder.pieces import PieceReader
from press_extract.train.corpus import Corpus
from press_extract.train.examples import Example, examples
from press_extract.train.nano import NanoFile
from press_extract.train.network import Batch, Network, collate

_CLIP = 1.0


@dataclass(frozen=True)
class Plan:
    """Say how to train.

    Attributes:
        exits: variants and their numbers of layers, from the bottom of the encoder.
        shipped: the variants that the model folder holds; the others are for comparison.
        frozen: lowest layers that stay as they are; embeddings always do.
        passes: over the releases, each time with other names.
        generated: made-up releases in each pass.
        window, batch: pieces in a window and in a batch, at most.
        rate, head_rate: the highest learning rates of encoder and heads.
    """

    exits: tuple[tuple[str, int], ...] = (("deep", 12), ("accurate", 9), ("middle", 6), ("fast", 4))
    shipped: tuple[str, ...] = ("accurate", "fast")
    frozen: int = 2
    passes: int = 10
    generated: int = 200
    window: int = 256
    batch: int = 1024
    rate: float = 3e-4
    head_rate: float = 3e-3
    warmup: float = 0.06
    seed: int = 20
    save_every: int = 50  # batches


def batches(items: Sequence[Example], size: int, chance: random.Random) -> Iterator[list[Example]]:
    """Yield batches of examples of about one length, at most `size` pieces with padding, in random order."""
    ordered = sorted(items, key=lambda item: len(item.ids) + chance.random() * 12)
    found: list[list[Example]] = [[]]
    for item in ordered:
        if found[-1] and len(item.ids) * (len(found[-1]) + 1) > size:
            found.append([])
        found[-1].append(item)
    chance.shuffle(found)
    yield from (batch for batch in found if batch)


class Fit:
    """Train one network.

    Args:
        folder: where checkpoints and the log are kept.
    """

    def __init__(self, plan: Plan, source: NanoFile, kept: Sequence[int], folder: Path) -> None:
        self.plan, self.folder = plan, folder
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        torch.manual_seed(plan.seed)
        self.network = Network(source, kept, dict(plan.exits)).to(self.device)
        for layer in self.network.encoder.encoder.layer[: plan.frozen]:
            layer.requires_grad_(False)
        self.network.encoder.embeddings.requires_grad_(False)
        heads = list(self.network.heads.parameters())
        body = [parameter for parameter in self.network.encoder.parameters() if parameter.requires_grad]
        self.optimizer = torch.optim.AdamW(
            [{"params": body, "lr": plan.rate}, {"params": heads, "lr": plan.head_rate}],
            weight_decay=0.01,
            fused=True,  # half as fast again on a CPU
        )
        self._peaks = (plan.rate, plan.head_rate)

    def run(self, corpus: Corpus, reader: PieceReader, report: Callable[[str], None]) -> Network:
        """Train to the end of the plan, from the last checkpoint if there is one, and return the network."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "plan.json").write_text(json.dumps(asdict(self.plan), indent=2) + "\n")
        passed, done, steps = self._resume(report)
        started, seen = time.monotonic(), 0
        for number in range(passed, self.plan.passes):
            chance = random.Random(self.plan.seed + number)
            texts = corpus.readings(self.plan.seed + number, self.plan.generated)
            found = list(batches(list(examples(reader, texts, self.plan.window, chance)), self.plan.batch, chance))
            total = len(found) * self.plan.passes
            running = 0.0
            for at, batch in enumerate(found):
                if at < done:
                    continue
                loss = self._step(collate(batch, reader.pad), steps / total)
                running = loss if at == done else 0.97 * running + 0.03 * loss
                steps += 1
                seen += sum(len(example.ids) for example in batch)
                if steps % self.plan.save_every == 0:
                    self._save(number, at + 1, steps)
                    rate = seen / (time.monotonic() - started)
                    place = f"pass {number + 1}/{self.plan.passes} batch {at + 1}/{len(found)}"
                    report(f"{place} loss {running:.4f} {rate:.0f} pieces/s")
            done = 0
            self._save(number + 1, 0, steps)
        return self.network.eval()

    def _step(self, batch: Batch, progress: float) -> float:
        factor = min(progress / self.plan.warmup, (1 - progress) / (1 - self.plan.warmup))
        for group, peak in zip(self.optimizer.param_groups, self._peaks, strict=True):
            group["lr"] = peak * max(factor, 0.01)
        self.network.train()
        batch = _on(batch, self.device)
        loss = self.network.loss(batch)
        self.optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), _CLIP)
        self.optimizer.step()
        value = float(loss.detach())
        if not math.isfinite(value):
            raise FloatingPointError(f"the loss is {value}; lower the learning rate")
        return value

    def _save(self, passed: int, done: int, steps: int) -> None:
        state = {
            "network": self.network.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "at": (passed, done, steps),
            "random": torch.get_rng_state(),
        }
        partial = self.folder / "checkpoint.part"
        torch.save(state, partial)
        partial.replace(self.folder / "checkpoint.pt")

    def _resume(self, report: Callable[[str], None]) -> tuple[int, int, int]:
        path = self.folder / "checkpoint.pt"
        if not path.is_file():
            return 0, 0, 0
        state = torch.load(path, map_location=self.device)
        self.network.load_state_dict(state["network"])
        self.optimizer.load_state_dict(state["optimizer"])
        for group in self.optimizer.param_groups:
            group.update(fused=True, foreach=False)
        torch.set_rng_state(state["random"].cpu())
        report(f"goes on from {path}, batch {state['at'][2]}")
        passed, done, steps = state["at"]
        return passed, done, steps


def _on(batch: Batch, device: str) -> Batch:
    if device == "cpu":
        return batch
    return Batch(*(getattr(batch, name).to(device) for name in Batch.__slots__))
