"""A model folder small enough to build in a test: its embeddings are the answer, and its layer changes nothing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from press_extract.recognize.encoder.decode import BEGIN, INSIDE, OUTSIDE
from press_extract.recognize.encoder.model import EMBEDDINGS, TOKENIZER
from press_extract.train.classes import CLASSES
from press_extract.train.examples import TAGGED
from press_extract.train.graph import write_graph
from press_extract.train.markup import EVENTS
from press_extract.train.nano import Shape
from press_extract.train.package import write_manifest

HIDDEN = 32
SHAPE = Shape(hidden=HIDDEN, layers=1, heads=4, inner=64, positions=512, epsilon=1e-12)
SPECIAL = ["<s>", "<pad>", "</s>", "<unk>"]
# What each word is: the label that it begins or goes on with, or the event that it tells.
BEGINS = {"Ana": "person", "Lyon": "place", "Ondaine": "organization", "maire": "title", "Halle": "project"}
GOES_ON = {"Brel": "person", "Bleue": "project"}
TELLS = {"signe": "signing"}
WORDS = [*SPECIAL, *BEGINS, *GOES_ON, *TELLS, "dort"]


def write_tiny(folder: Path, layers: int = 1) -> Path:
    """Write the model into `folder` and return it; both of its variants do the same."""
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer(WordLevel({word: at for at, word in enumerate(WORDS)}, unk_token="<unk>"))
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.save(str(folder / TOKENIZER))
    np.save(folder / EMBEDDINGS, packed())
    for variant in ("accurate", "fast"):
        write_graph(weights(layers), SHAPE, folder / f"{variant}.onnx", "int8", {})
    write_manifest(folder, "1.2.3")
    return folder


def packed() -> npt.NDArray[np.uint8]:
    """Return the rows of an embedding in which the word of index i is eight at place i and zero elsewhere."""
    rows = np.full((len(WORDS), HIDDEN), 8, np.uint8)
    rows[np.arange(len(WORDS)), np.arange(len(WORDS))] = 15
    scale = np.ones((len(WORDS), 1), "<f2").view(np.uint8)
    return np.concatenate([scale, rows[:, :16] | (rows[:, 16:] << 4)], axis=1)


def weights(layers: int) -> dict[str, npt.NDArray[np.float32]]:
    """Return weights under which a layer adds nothing to what it gets."""
    found: dict[str, npt.NDArray[np.float32]] = {
        "encoder.embeddings.position_embeddings.weight": np.zeros((SHAPE.positions, HIDDEN), np.float32),
        "encoder.embeddings.token_type_embeddings.weight": np.zeros((2, HIDDEN), np.float32),
        **norm("encoder.embeddings.LayerNorm"),
        "mixture": np.zeros(layers, np.float32),
    }
    for layer in range(layers):
        base = f"encoder.encoder.layer.{layer}"
        for name in ("query", "key", "value"):
            found |= linear(f"{base}.attention.self.{name}", HIDDEN, HIDDEN)
        found |= linear(f"{base}.attention.output.dense", HIDDEN, HIDDEN) | norm(f"{base}.attention.output.LayerNorm")
        found |= linear(f"{base}.intermediate.dense", SHAPE.inner, HIDDEN)
        found |= linear(f"{base}.output.dense", HIDDEN, SHAPE.inner) | norm(f"{base}.output.LayerNorm")
    tagger = linear("tagger", 3 * len(TAGGED), HIDDEN)
    tagger["tagger.bias"][OUTSIDE::3] = 2.0
    for words, tag in ((BEGINS, BEGIN), (GOES_ON, INSIDE)):
        for word, label in words.items():
            tagger["tagger.weight"][3 * TAGGED.index(label) + tag, WORDS.index(word)] = 2.0
    teller = linear("teller", len(EVENTS), HIDDEN)
    teller["teller.bias"][:] = -1.0
    for word, event in TELLS.items():
        teller["teller.weight"][EVENTS.index(event), WORDS.index(word)] = 2.0
    return found | tagger | teller | linear("classer", len(CLASSES), HIDDEN)


def linear(name: str, outputs: int, inputs: int) -> dict[str, npt.NDArray[np.float32]]:
    """Return a matrix and a bias of zeros."""
    return {f"{name}.weight": np.zeros((outputs, inputs), np.float32), f"{name}.bias": np.zeros(outputs, np.float32)}


def norm(name: str) -> dict[str, npt.NDArray[np.float32]]:
    """Return a norm that scales nothing."""
    return {f"{name}.weight": np.ones(HIDDEN, np.float32), f"{name}.bias": np.zeros(HIDDEN, np.float32)}
