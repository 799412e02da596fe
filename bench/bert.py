"""The yardstick of speed: a token classifier of BERT-base's size with random weights, in int8, on one thread.

The sizes are those of BERT-base (Devlin et al. 2019, arXiv:1810.04805); weights do not matter for speed. Dynamic int8
quantisation is what ONNX Runtime recommends for transformers on a CPU.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from onnx import TensorProto, checker, helper, numpy_helper, save
from onnxruntime.quantization import QuantType, quantize_dynamic

LAYERS, HIDDEN, HEADS, FEED_FORWARD = 12, 768, 12, 3072
VOCABULARY, WINDOW, LABELS = 30_000, 512, 9
SUBWORDS_A_WORD = 1.4
OPSET = 20


def windows(words: int) -> list[int]:
    """How a text of so many words is cut: lengths in subwords, 512 at most each."""
    subwords = max(1, round(words * SUBWORDS_A_WORD))
    whole, rest = divmod(subwords, WINDOW)
    return [WINDOW] * whole + ([rest] if rest else [])


class Bert:
    """The classifier, built and quantised in `folder`."""

    def __init__(self, folder: Path) -> None:
        built, small = folder / "bert.onnx", folder / "bert-int8.onnx"
        Graph().save(built)
        quantize_dynamic(built, small, weight_type=QuantType.QInt8)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(small, options, providers=["CPUExecutionProvider"])
        self._ids = np.random.default_rng(0).integers(0, VOCABULARY, (1, WINDOW))

    def label(self, words: int) -> None:
        """Labels every subword of a text of so many words."""
        for length in windows(words):
            self._session.run(None, {"ids": self._ids[:, :length]})


class Graph:
    """The model as an ONNX graph, written node by node. A value is known by the name of the tensor that holds it."""

    def __init__(self) -> None:
        self._random = np.random.default_rng(0)
        self._nodes: list[Any] = []
        self._weights: list[Any] = []

    def save(self, path: Path) -> None:
        """Writes the model to `path`."""
        x = self._embeddings()
        for _ in range(LAYERS):
            x = self._norm(self._add(x, self._attention(x)))
            inner = self._node("Gelu", self._linear(x, HIDDEN, FEED_FORWARD))
            x = self._norm(self._add(x, self._linear(inner, FEED_FORWARD, HIDDEN)))
        self._nodes.append(helper.make_node("Identity", [self._linear(x, HIDDEN, LABELS)], ["labels"]))
        ids = helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "length"])
        labels = helper.make_tensor_value_info("labels", TensorProto.FLOAT, [1, "length", LABELS])
        graph = helper.make_graph(self._nodes, "bert", [ids], [labels], self._weights)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=10)
        checker.check_model(model)
        save(model, path)

    def _node(self, kind: str, *inputs: str, **attributes: Any) -> str:
        name = f"{kind}{len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def _constant(self, array: Any) -> str:
        name = f"weight{len(self._weights)}"
        self._weights.append(numpy_helper.from_array(array, name))
        return name

    def _weight(self, *shape: int) -> str:
        return self._constant(self._random.standard_normal(shape, np.float32) * np.float32(0.02))

    def _add(self, a: str, b: str) -> str:
        return self._node("Add", a, b)

    def _linear(self, x: str, wide: int, out: int) -> str:
        return self._add(self._node("MatMul", x, self._weight(wide, out)), self._weight(out))

    def _norm(self, x: str) -> str:
        return self._node("LayerNormalization", x, self._weight(HIDDEN), self._weight(HIDDEN), axis=-1, epsilon=1e-12)

    def _embeddings(self) -> str:
        words = self._node("Gather", self._weight(VOCABULARY, HIDDEN), "ids")
        one = self._constant(np.array([1], np.int64))
        length = self._node("Slice", self._node("Shape", "ids"), one, self._constant(np.array([2], np.int64)))
        first = self._constant(np.array([0], np.int64))
        places = self._node("Slice", self._weight(WINDOW, HIDDEN), first, length, first)
        return self._norm(self._add(words, places))

    def _attention(self, x: str) -> str:
        shape = self._constant(np.array([1, -1, HEADS, HIDDEN // HEADS], np.int64))
        query, key, value = (self._node("Reshape", self._linear(x, HIDDEN, HIDDEN), shape) for _ in range(3))
        across = self._node(
            "MatMul",
            self._node("Transpose", query, perm=[0, 2, 1, 3]),
            self._node("Transpose", key, perm=[0, 2, 3, 1]),
        )
        scale = self._constant(np.float32((HIDDEN // HEADS) ** -0.5))
        weights = self._node("Softmax", self._node("Mul", across, scale), axis=-1)
        mixed = self._node("MatMul", weights, self._node("Transpose", value, perm=[0, 2, 1, 3]))
        back = self._constant(np.array([1, -1, HIDDEN], np.int64))
        joined = self._node("Reshape", self._node("Transpose", mixed, perm=[0, 2, 1, 3]), back)
        return self._linear(joined, HIDDEN, HIDDEN)
