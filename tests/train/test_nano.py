from __future__ import annotations

import struct

import numpy as np
import pytest

from press_extract.errors import ModelError
from press_extract.recognize.encoder.model import unpack
from press_extract.train.nano import read

PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁é"]
HIDDEN, INNER = 32, 64


def file_of(tensors: list[tuple[str, int, int, bytes]]) -> bytes:
    """Return a file in the encoder's format, with one layer; tensors are name, dtype, count and bytes."""
    blob = "".join(PIECES).encode()
    ends = np.cumsum([0, *(len(piece.encode()) for piece in PIECES)]).astype("<u4").tobytes()
    head = b"E5S1" + bytes(4) + struct.pack("<7ifi", HIDDEN, 1, 2, INNER, len(PIECES), 8, 2, 1e-6, 32)
    head += struct.pack("<5i", len(PIECES), 0, 2, 1, 3) + struct.pack("<Q", len(blob)) + ends
    head += np.arange(len(PIECES), dtype="<f4").tobytes() + blob + struct.pack("<iI", 2, 3) + b"xyz"
    head += struct.pack("<i", len(tensors))
    size = len(head) + sum(2 + len(name) + struct.calcsize("<BIQQ") for name, *_ in tensors)
    table, body = b"", b""
    for name, kind, count, data in tensors:
        table += struct.pack("<H", len(name)) + name.encode()
        table += struct.pack("<BIQQ", kind, count, size + len(body), len(data))
        body += data
    return head + table + body


def block(scale: float, values: list[int]) -> bytes:
    """Return one packed block of 32 values from -8 to 7."""
    low, high = values[:16], values[16:]
    return np.float16(scale).tobytes() + bytes((a + 8) | ((b + 8) << 4) for a, b in zip(low, high, strict=True))


def test_reads_pieces_vectors_and_matrices() -> None:
    values = [at % 16 - 8 for at in range(32)]
    rows = block(0.5, values) + block(2.0, values[::-1])
    wide = block(1.0, values) * 2
    source = read(
        file_of(
            [
                ("emb.ln.b", 0, 2, np.array([1.5, -2.0], "<f4").tobytes()),
                ("emb.word", 1, 64, rows),
                ("l0.fo.w", 1, 64, wide),
            ]
        )
    )
    assert (source.shape.hidden, source.shape.layers, source.shape.heads, source.shape.inner) == (HIDDEN, 1, 2, INNER)
    assert source.pieces == tuple(PIECES)
    assert source.scores.tolist() == [0, 1, 2, 3, 4]
    assert source.vectors["emb.ln.b"].tolist() == [1.5, -2.0]
    assert source.matrix("emb.word").tolist() == [[v * 0.5 for v in values], [v * 2.0 for v in values[::-1]]]
    assert source.matrix("l0.fo.w").shape == (1, 64)


def test_what_is_no_such_file_is_named() -> None:
    with pytest.raises(ModelError, match="expected b'E5S1'"):
        read(b"GGUF" + bytes(100))


def test_packed_rows_are_scaled_block_by_block() -> None:
    rows = np.frombuffer(block(0.25, [7] * 32) + block(4.0, [-8] * 32), np.uint8).reshape(1, 36)
    assert unpack(rows).tolist() == [[1.75] * 32 + [-32.0] * 32]
