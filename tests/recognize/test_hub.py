from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import Lowercase
from tokenizers.pre_tokenizers import Whitespace
from transformers import BertConfig, BertForTokenClassification, PreTrainedTokenizerFast

from press_extract.errors import ModelError
from press_extract.recognize.readers import load_reader

if TYPE_CHECKING:
    import torch
else:
    torch = pytest.importorskip("torch", reason="extra [hf] is not installed")

LABELS = ["O", "B-PER", "I-PER", "B-LOC", "B-MISC"]
WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "ana", "brel", "vire", "noël", "dort", "à"]
TAG_OF = {"ana": 1, "brel": 2, "vire": 3, "noël": 4}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a model without layers whose embeddings are the answer: each word's vector is its label."""
    path = tmp_path_factory.mktemp("tiny")
    tokenizer = Tokenizer(WordPiece({word: index for index, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.normalizer, tokenizer.pre_tokenizer = Lowercase(), Whitespace()
    PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]", model_max_length=32
    ).save_pretrained(path)
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=8,
        num_hidden_layers=0,
        num_attention_heads=1,
        max_position_embeddings=32,
        id2label=dict(enumerate(LABELS)),
        label2id={label: index for index, label in enumerate(LABELS)},
    )
    model = BertForTokenClassification(config)
    with torch.no_grad():
        embeddings = model.bert.embeddings
        for table in (embeddings.word_embeddings, embeddings.position_embeddings, embeddings.token_type_embeddings):
            table.weight.zero_()
        for index, word in enumerate(WORDS):
            embeddings.word_embeddings.weight[index, TAG_OF.get(word, 0)] = 1.0
        model.classifier.weight.zero_()
        model.classifier.bias.zero_()
        for label in range(len(LABELS)):
            model.classifier.weight[label, label] = 4.0
    model.save_pretrained(path)
    return path


def test_any_token_classification_model_marks_names(folder: Path) -> None:
    text = "Ana Brel dort à Vire, à Noël"
    reading = load_reader(str(folder))(text)
    assert [(text[span.start : span.end], span.label) for span in reading.spans] == [
        ("Ana Brel", "person"),
        ("Vire", "place"),
    ]
    assert all(0 < span.confidence <= 1 for span in reading.spans)


def test_a_long_text_is_read_to_its_last_line(folder: Path) -> None:
    text = "À Vire, Ana dort. " * 60 + "Ana Brel"
    spans = load_reader(str(folder))(text).spans
    assert (text[spans[-1].start : spans[-1].end], len(spans)) == ("Ana Brel", 121)


def test_what_is_no_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no model"):
        load_reader(str(tmp_path))
