"""Ranges: how large each input of each matrix gets on real text, so that eight bits are spent where they count."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from press_extract.recognize.encoder.pieces import PieceReader
from press_extract.train.examples import examples
from press_extract.train.markup import Marked
from press_extract.train.network import Network, collate

Ranges = Mapping[str, npt.NDArray[np.float32]]

_WINDOW = 256


def input_ranges(network: Network, reader: PieceReader, texts: Iterable[Marked]) -> Ranges:
    """Return for each matrix, by the name of its module, the largest absolute value of each of its inputs."""
    largest: dict[str, Tensor] = {}

    def watch(name: str) -> object:
        def note(_: nn.Module, inputs: tuple[Tensor, ...]) -> None:
            found = inputs[0].detach().abs().flatten(0, -2).amax(0).cpu()
            largest[name] = torch.maximum(largest[name], found) if name in largest else found

        return note

    hooks = [
        module.register_forward_pre_hook(watch(f"encoder.{name}"))
        for name, module in network.encoder.named_modules()
        if isinstance(module, nn.Linear)
    ]
    network.eval()
    with torch.no_grad():
        for example in examples(reader, texts, _WINDOW, random.Random(0)):
            network(collate([example], reader.pad))
    for hook in hooks:
        hook.remove()
    return {name: found.numpy() for name, found in largest.items()}
