"""Trained layers on the processor, with weights in the order in which oneDNN reads them.

`torch.nn` brings weights into that order at every call, and multiplies small matrices with one
thread. The operators here are those that torch's own compiler puts in the place of frozen layers;
where torch was built without them, the layer itself is called.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import torch
import torch.nn.functional as F
from torch import Tensor, nn

After = Literal["none", "gelu", "swish"]
"""What is applied to each number that a layer puts out."""


class PackedLinear:
    """A linear layer whose weights do not change any more."""

    def __init__(self, layer: nn.Linear) -> None:
        """Packs the weights of a layer in single precision."""
        self._layer = layer
        self._weight: Tensor | None = None
        if _are_available(layer.weight, "_reorder_linear_weight", "_linear_pointwise"):
            self._weight = _operators()._reorder_linear_weight(layer.weight.detach())

    def __call__(self, x: Tensor, after: After = "none") -> Tensor:
        """Maps [..., inputs] to [..., outputs]."""
        if self._weight is None:
            return _applied(self._layer(x), after)
        result: Tensor = _operators()._linear_pointwise(
            x, self._weight, self._layer.bias, after, [], _algorithm(after)
        )
        return result


class PackedConvolution:
    """A convolution, transposed or not, whose weights do not change any more.

    It is meant for pictures with channels last, [B, C, H, W].
    """

    def __init__(self, layer: nn.Conv2d | nn.ConvTranspose2d, size: Sequence[int]) -> None:
        """Packs the weights of a layer in single precision.

        Args:
            layer: the layer.
            size: [B, C, H, W] of a typical input; others are allowed.
        """
        self._layer = layer
        self._weight: Tensor | None = None
        self._transposed = isinstance(layer, nn.ConvTranspose2d)
        kind = "convolution_transpose" if self._transposed else "convolution"
        pack, run = f"_reorder_{kind}_weight", f"_{kind}_pointwise"
        padding = [list(layer.padding)]
        if self._transposed:
            padding.append(list(layer.output_padding))
        self._options = [*padding, list(layer.stride), list(layer.dilation), layer.groups]
        if _are_available(layer.weight, pack, run):
            weight = layer.weight.detach()
            self._weight = getattr(_operators(), pack)(weight, *self._options, list(size))
            self._run = getattr(_operators(), run)

    @property
    def weight(self) -> Tensor:
        """Weights of the layer, as they were before they were packed."""
        return self._layer.weight

    @property
    def bias(self) -> Tensor | None:
        """What is added to each output; None if nothing is."""
        return self._layer.bias

    def __call__(self, x: Tensor, after: After = "none") -> Tensor:
        """Convolves a picture."""
        if self._weight is None:
            return _applied(self._layer(x), after)
        result: Tensor = self._run(
            x, self._weight, self._layer.bias, *self._options, after, [], _algorithm(after)
        )
        return result

    def add_to(self, other: Tensor, x: Tensor) -> Tensor:
        """Convolves a picture x and adds it to another one, in its memory and without a pass."""
        if self._weight is None:
            return other.add_(self._layer(x))
        options = (*self._options, "add", None, None, [], None)
        run = _operators()._convolution_pointwise_.binary
        result: Tensor = run(other, x, self._weight, self._layer.bias, *options)
        return result

    def times(self, x: Tensor, other: Tensor) -> Tensor:
        """Convolves a picture and multiplies by another, without a pass of its own."""
        if self._weight is None:
            product: Tensor = self._layer(x) * other
            return product
        options = (*self._options, "mul", None, None, [], None)
        result: Tensor = self._run.binary(x, other, self._weight, self._layer.bias, *options)
        return result


def _are_available(weight: Tensor, *operators: str) -> bool:
    """Whether torch has the operators for such weights."""
    return (
        weight.device.type == "cpu"
        and weight.dtype == torch.float32
        and torch.backends.mkldnn.is_available()  # type: ignore[no-untyped-call]
        and all(hasattr(_operators(), name) for name in operators)
    )


def _operators() -> Any:
    return torch.ops.mkldnn


def _algorithm(after: After) -> str:
    """The variant of an operation that torch wants to be told: GELU without its approximation."""
    return "none" if after == "gelu" else ""


def _applied(x: Tensor, after: After) -> Tensor:
    if after == "gelu":
        return F.gelu(x)
    return F.silu(x) if after == "swish" else x
