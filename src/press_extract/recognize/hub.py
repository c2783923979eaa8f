"""Any Hugging Face token-classification model as a recogniser (extra `[hf]`)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from press_extract.errors import ModelError
from press_extract.mentions import Span
from press_extract.recognize.encoder.decode import LabelledSpan, legal
from press_extract.recognize.encoder.model import Reading

# The last part of the labels that such models use; other labels are passed over.
_LABELS = {
    "per": "person",
    "pers": "person",
    "person": "person",
    "loc": "place",
    "gpe": "place",
    "location": "place",
    "place": "place",
    "org": "organization",
    "organization": "organization",
    "organisation": "organization",
    "project": "project",
    "title": "title",
    "func": "title",
}
_POSITIONS = 512  # where a model does not say how many it has


class TokenClassifier:
    """Mark names with a token-classification model from a folder or the hub.

    Raises:
        ModelError: torch is not installed, or there is no such model.
    """

    def __init__(self, name: str) -> None:
        try:
            import torch  # noqa: F401, PLC0415
            from transformers import __version__, pipeline  # noqa: PLC0415
        except ImportError as error:
            raise ModelError(f"{name!r} needs torch", hint="pip install 'press-extract[hf]'") from error
        try:
            self._classify = pipeline("token-classification", model=name, aggregation_strategy="first")
        except (OSError, ValueError) as error:
            reason = str(error).splitlines()[0]
            raise ModelError(f"no model {name!r}: {reason}", hint="expected a folder or a hub name") from error
        tokenizer, config = self._classify.tokenizer, self._classify.model.config
        if tokenizer is None or not tokenizer.is_fast:
            raise ModelError(f"the tokenizer of {name!r} knows no offsets", hint="expected a fast tokenizer")
        # RoBERTa's positions begin behind the padding's.
        positions = int(getattr(config, "max_position_embeddings", _POSITIONS)) - 2
        tokenizer.model_max_length = min(tokenizer.model_max_length, positions)
        self._overlap = tokenizer.model_max_length // 4
        self.name, self.version = name, f"transformers {__version__}"
        self.judges: Path | None = None  # there are none that know its states

    def __call__(self, text: str) -> Reading:
        """Return the names of `text`; such a model knows no events."""
        spans = legal(list(_spans(self._classify(text, stride=self._overlap), text)))
        return Reading(spans, [], np.zeros((0, 0), np.float32), ())


def _spans(found: list[dict[str, Any]], text: str) -> Iterator[LabelledSpan]:
    for one in found:
        label = _LABELS.get(str(one["entity_group"]).split("-")[-1].casefold())
        span = Span(int(one["start"]), int(one["end"]))
        if label and text[span.start : span.end].strip():
            yield LabelledSpan(span.start, span.end, label, float(one["score"]))
