"""The network: the pretrained encoder with heads for names and titles, the events of a sentence, and word classes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertConfig, BertModel

from press_extract.recognize.encoder.model import unpack
from press_extract.train.classes import CLASSES, UNKNOWN
from press_extract.train.examples import TAGGED, Example
from press_extract.train.markup import EVENTS
from press_extract.train.nano import NanoFile

_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_LOWEST = 4  # layer that is mixed in
_EVENT_SHARE, _CLASS_SHARE = 0.4, 0.3  # of the loss, beside the tags


@dataclass(frozen=True, slots=True)
class Batch:
    """Hold examples padded to one length."""

    ids: Tensor
    mask: Tensor
    firsts: Tensor  # (words,) indexes into the flattened pieces
    tags: Tensor  # (words, labels)
    sentences: Tensor  # (words,)
    events: Tensor  # (sentences, types)
    classes: Tensor  # (words,)


def collate(examples: Sequence[Example], pad: int) -> Batch:
    """Return the examples as one batch."""
    length = max(len(example.ids) for example in examples)
    ids = np.full((len(examples), length), pad, np.int64)
    mask = np.zeros((len(examples), length), np.int64)
    firsts, sentences, offset = [], [], 0
    for row, example in enumerate(examples):
        ids[row, : len(example.ids)] = example.ids
        mask[row, : len(example.ids)] = 1
        firsts.append(example.firsts + row * length)
        sentences.append(example.sentences + offset)
        offset += len(example.events)
    return Batch(
        torch.from_numpy(ids),
        torch.from_numpy(mask),
        torch.from_numpy(np.concatenate(firsts)),
        torch.from_numpy(np.concatenate([example.tags for example in examples])),
        torch.from_numpy(np.concatenate(sentences)),
        torch.from_numpy(np.concatenate([example.events for example in examples])),
        torch.from_numpy(np.concatenate([example.classes for example in examples])),
    )


class Heads(nn.Module):
    """Score tags and classes of words and events of sentences from a mixture of the upper layers' states.

    The encoder was made to embed whole sentences, and its last layer knows little of single words: what is read is the
    weighted mean of the layers from `_LOWEST` up, after Peters et al. (2018).
    """

    def __init__(self, hidden: int, layers: int) -> None:
        super().__init__()
        self.mixture = nn.Parameter(torch.zeros(layers - _LOWEST + 1))
        self.dropout = nn.Dropout(0.1)
        self.tagger = nn.Linear(hidden, 3 * len(TAGGED))
        self.teller = nn.Linear(hidden, len(EVENTS))
        self.classer = nn.Linear(hidden, len(CLASSES))

    def forward(self, states: Sequence[Tensor], batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
        """Return the scores `(words, labels, 3)` of tags, `(sentences, types)` of events, `(words, classes)`."""
        used = states[_LOWEST : _LOWEST + len(self.mixture)]
        mixed = sum(share * state for share, state in zip(self.mixture.softmax(0), used, strict=True))
        words = self.dropout(mixed.reshape(-1, mixed.shape[-1])[batch.firsts])
        told = self.teller(words)
        sums = told.new_zeros(len(batch.events), told.shape[-1]).index_add_(0, batch.sentences, told)
        counts = torch.bincount(batch.sentences, minlength=len(batch.events)).clamp(min=1)
        tags = self.tagger(words).reshape(len(words), len(TAGGED), 3)
        return tags, sums / counts[:, None], self.classer(words)


class Network(nn.Module):
    """Mark the words of a text and tell the events of its sentences, at the last layer and at an early one.

    The early exit is a smaller network inside the larger one, trained in the same run.

    Args:
        source: the pretrained encoder.
        kept: the ids of its pieces that the trimmed vocabulary keeps.
        exits: name and number of layers of each variant; the largest number decides how many there are.
    """

    def __init__(self, source: NanoFile, kept: Sequence[int], exits: Mapping[str, int]) -> None:
        super().__init__()
        shape = source.shape
        self.exits = dict(exits)
        config = BertConfig(
            vocab_size=1,  # the table of embeddings lies beside the network
            hidden_size=shape.hidden,
            num_hidden_layers=max(exits.values()),
            num_attention_heads=shape.heads,
            intermediate_size=shape.inner,
            max_position_embeddings=shape.positions,
            type_vocab_size=2,
            layer_norm_eps=shape.epsilon,
            hidden_dropout_prob=0.1,
            attention_probs_dropout_prob=0.1,
        )
        self.encoder = BertModel(config, add_pooling_layer=False)
        self.encoder.load_state_dict(_state(source, config.num_hidden_layers))
        self.heads = nn.ModuleDict({name: Heads(shape.hidden, layers) for name, layers in exits.items()})
        table = torch.from_numpy(unpack(source.matrices["emb.word"][list(kept)]))
        self.register_buffer("table", table, persistent=False)

    def forward(self, batch: Batch) -> dict[str, tuple[Tensor, Tensor, Tensor]]:
        """Return the scores of every exit."""
        table: Tensor = self.table
        states = self.encoder(
            inputs_embeds=table[batch.ids], attention_mask=batch.mask, output_hidden_states=True
        ).hidden_states
        return {name: heads(states, batch) for name, heads in self.heads.items()}

    def loss(self, batch: Batch) -> Tensor:
        """Return the sum of all exits' losses, an early one counting in proportion to its layers."""
        deepest = max(self.exits.values())
        total = torch.zeros(())
        for name, (tags, events, classes) in self(batch).items():
            named = functional.cross_entropy(tags.reshape(-1, 3), batch.tags.reshape(-1), reduction="sum") / len(tags)
            told = functional.binary_cross_entropy_with_logits(events, batch.events.to(events.dtype), reduction="sum")
            known = (batch.classes != UNKNOWN).sum().clamp(min=1)
            classed = functional.cross_entropy(classes, batch.classes, ignore_index=UNKNOWN, reduction="sum") / known
            share = self.exits[name] / deepest
            loss = named + _EVENT_SHARE * told / len(events) + _CLASS_SHARE * classed
            total = total.to(named.device) + share * loss
        return total

    def weights(self, exit_: str) -> dict[str, np.ndarray[Any, np.dtype[np.float32]]]:
        """Return the weights of one variant: its layers and its heads."""
        found = {}
        for name, value in self.state_dict().items():
            layer = re.match(r"encoder\.encoder\.layer\.(\d+)\.", name)
            if layer and int(layer[1]) >= self.exits[exit_]:
                continue
            if name.startswith("heads.") and not name.startswith(f"heads.{exit_}."):
                continue
            found[name.removeprefix(f"heads.{exit_}.")] = value.detach().cpu().numpy()
        return found


def _state(source: NanoFile, layers: int) -> Mapping[str, Any]:
    def tensor(array: Any) -> Tensor:
        return torch.from_numpy(np.array(array, np.float32))

    hidden = source.shape.hidden
    state = {
        "embeddings.word_embeddings.weight": torch.zeros(1, hidden),
        "embeddings.position_embeddings.weight": tensor(source.vectors["emb.pos"].reshape(-1, hidden)),
        "embeddings.token_type_embeddings.weight": tensor(source.vectors["emb.type"].reshape(-1, hidden)),
        "embeddings.LayerNorm.weight": tensor(source.vectors["emb.ln.w"]),
        "embeddings.LayerNorm.bias": tensor(source.vectors["emb.ln.b"]),
    }
    for layer in range(layers):
        for part, name in _PARTS.items():
            key = f"l{layer}.{part}.w"
            weight = source.vectors[key] if key in source.vectors else source.matrix(key)
            state[f"encoder.layer.{layer}.{name}.weight"] = tensor(weight)
            state[f"encoder.layer.{layer}.{name}.bias"] = tensor(source.vectors[f"l{layer}.{part}.b"])
    return state
