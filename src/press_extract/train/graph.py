"""Export: the trained network as an ONNX graph of fused operators, its matrices in 8 bits or as they are.

The graph takes the word embeddings of one window, `(pieces, hidden)`, and gives scores: `(pieces, 3 * labels)` of tags,
`(pieces, types)` of events, `(pieces, classes)` of word classes, and the states that these are read from. It knows no
batch: each window is read alone, so that no text changes with its neighbours.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

from press_extract.recognize.encoder.model import STATES
from press_extract.train.nano import Shape

Precision = Literal["fp32", "int8"]
Weights = Mapping[str, npt.NDArray[np.float32]]

_FUSED = "com.microsoft"
_OPSET, _IR = 18, 9
# Without VNNI, products of two bytes are added in pairs in 16 bits: with seven bits a weight they cannot overflow.
_STEPS = 63
_MOVED, _LEAST = 0.7, 1e-5  # of .3, .5, .7 and .85 the part that changed the scores least


class _Builder:
    def __init__(self, precision: Precision, heads: int, epsilon: float, ranges: Weights) -> None:
        self.precision, self.heads, self.epsilon, self.ranges = precision, heads, epsilon, ranges
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, name: str, values: npt.NDArray[Any]) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def node(self, operator: str, inputs: list[str], outputs: list[str], domain: str = "", **options: Any) -> str:
        self.nodes.append(helper.make_node(operator, inputs, outputs, domain=domain, **options))
        return outputs[0]

    def linear(self, value: str, weight: npt.NDArray[np.float32], name: str, module: str) -> str:
        """Multiply by a matrix `(out, in)`; in 8 bits each of its rows has its own scale.

        The inputs share one scale, which a few large ones would spoil for all: a part of their size is moved into the
        weights first, after Xiao et al. (2023).
        """
        if self.precision == "fp32":
            return self.node("MatMul", [value, self.constant(f"{name}.w", weight.T)], [name])
        if module in self.ranges:
            columns = np.abs(weight).max(axis=0)
            shift = np.maximum(self.ranges[module], _LEAST) ** _MOVED / np.maximum(columns, _LEAST) ** (1 - _MOVED)
            shift = shift.astype(np.float32)
            value = self.node("Mul", [value, self.constant(f"{name}.shift", 1 / shift)], [f"{name}.shifted"])
            weight = weight * shift
        scale = np.maximum(np.abs(weight).max(axis=1) / _STEPS, 1e-9).astype(np.float32)
        steps = np.clip(np.round(weight / scale[:, None]), -_STEPS - 1, _STEPS).astype(np.int8)
        zeros = np.zeros(len(weight), np.int8)
        inputs = [
            value,
            self.constant(f"{name}.w", steps.T),
            self.constant(f"{name}.scale", scale),
            self.constant(f"{name}.zero", zeros),
        ]
        return self.node("DynamicQuantizeMatMul", inputs, [name], _FUSED)

    def joined(self, value: str, residual: str, bias: str, norm: tuple[str, str], name: str) -> str:
        """Add bias and residual and normalise."""
        inputs = [value, residual, *norm, bias]
        return self.node("SkipLayerNormalization", inputs, [name], _FUSED, epsilon=self.epsilon)

    def layer(self, value: str, weights: Weights, at: int) -> str:
        def part(name: str) -> npt.NDArray[np.float32]:
            return weights[f"encoder.encoder.layer.{at}.{name}"]

        def kept(name: str) -> str:
            return self.constant(f"{at}.{name}", part(name))

        names = ("query", "key", "value")
        stacked = np.concatenate([part(f"attention.self.{name}.weight") for name in names])
        bias = np.concatenate([part(f"attention.self.{name}.bias") for name in names])
        layer = f"encoder.encoder.layer.{at}"
        projected = self.linear(value, stacked, f"{at}.projected", f"{layer}.attention.self.query")
        split = [f"{at}.{name}" for name in names]
        self.node("Split", [projected], split, axis=-1, num_outputs=3)
        attended = self.node(
            "MultiHeadAttention",
            [*split, self.constant(f"{at}.bias", bias)],
            [f"{at}.attended"],
            _FUSED,
            num_heads=self.heads,
        )
        dense = "attention.output.dense"
        mixed = self.linear(attended, part(f"{dense}.weight"), f"{at}.mixed", f"{layer}.{dense}")
        norm = (kept("attention.output.LayerNorm.weight"), kept("attention.output.LayerNorm.bias"))
        middle = self.joined(mixed, value, kept("attention.output.dense.bias"), norm, f"{at}.middle")
        dense = "intermediate.dense"
        wide = self.linear(middle, part(f"{dense}.weight"), f"{at}.wide", f"{layer}.{dense}")
        bent = self.node("BiasGelu", [wide, kept("intermediate.dense.bias")], [f"{at}.bent"], _FUSED)
        narrow = self.linear(bent, part("output.dense.weight"), f"{at}.narrow", f"{layer}.output.dense")
        norm = (kept("output.LayerNorm.weight"), kept("output.LayerNorm.bias"))
        return self.joined(narrow, middle, kept("output.dense.bias"), norm, f"{at}.out")

    def mixed(self, values: list[str], mixture: npt.NDArray[np.float32]) -> str:
        """Return the weighted mean of the last values."""
        shares = np.exp(mixture - mixture.max())
        total = ""
        for at, (value, share) in enumerate(zip(values[-len(mixture) :], shares / shares.sum(), strict=True)):
            part = self.node(
                "Mul", [value, self.constant(f"share.{at}", np.array([share], np.float32))], [f"part.{at}"]
            )
            total = self.node("Add", [total, part], [f"total.{at}"]) if total else part
        return total


def write_graph(weights: Weights, shape: Shape, path: Path, precision: Precision, ranges: Weights) -> None:
    """Write a network to `path`.

    Args:
        weights: by their names in the network's state.
        shape: of the encoder.
        path: of the ONNX file.
        precision: of the matrices.
        ranges: see `input_ranges`; used for 8 bits.
    """
    epsilon = shape.epsilon
    builder = _Builder(precision, shape.heads, epsilon, ranges)
    embedded = "encoder.embeddings."
    # Every piece is of the first type, so that its vector can be added to the positions beforehand.
    places = weights[f"{embedded}position_embeddings.weight"] + weights[f"{embedded}token_type_embeddings.weight"][0]
    hidden = places.shape[1]
    axis = builder.constant("axis", np.array([0], np.int64))
    builder.node("Shape", ["pieces"], ["length"], start=0, end=1)
    builder.node("Slice", [builder.constant("places", places), axis, "length", axis], ["placed"])
    builder.node("Add", ["pieces", "placed"], ["summed"])
    norm = [builder.constant(f"norm.{end}", weights[f"{embedded}LayerNorm.{end}"]) for end in ("weight", "bias")]
    builder.node("LayerNormalization", ["summed", *norm], ["normed"], epsilon=epsilon, axis=-1)
    value = builder.node("Unsqueeze", ["normed", axis], ["opened"])
    count = 1 + max(int(name.split(".")[3]) for name in weights if name.startswith("encoder.encoder.layer."))
    values = [value]
    for at in range(count):
        values.append(builder.layer(values[-1], weights, at))
    builder.node("Squeeze", [builder.mixed(values, weights["mixture"]), axis], [STATES])
    outputs = []
    for head, name in (("tagger", "tags"), ("teller", "events"), ("classer", "classes")):
        matrix = builder.constant(f"{head}.w", weights[f"{head}.weight"].T)
        builder.node("Gemm", [STATES, matrix, builder.constant(f"{head}.b", weights[f"{head}.bias"])], [name])
        outputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, ["length", len(weights[f"{head}.bias"])]))
    outputs.append(helper.make_tensor_value_info(STATES, TensorProto.FLOAT, ["length", hidden]))
    inputs = [helper.make_tensor_value_info("pieces", TensorProto.FLOAT, ["length", hidden])]
    graph = helper.make_graph(builder.nodes, "press-extract", inputs, outputs, builder.constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", _OPSET), helper.make_opsetid(_FUSED, 1)])
    model.ir_version = _IR
    onnx.save(model, str(path))
