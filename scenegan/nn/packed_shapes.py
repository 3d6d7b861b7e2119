"""The trained decoder of shapes on the processor, with packed weights."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from scenegan.nn.packed_layers import PackedConvolution, PackedLinear
from scenegan.nn.shape_code import SMALL_SIDE, ShapeCode

_TYPICAL_COUNT = 12


class PackedShapes:
    """A `ShapeCode` whose weights do not change any more; decodes only."""

    def __init__(self, network: ShapeCode) -> None:
        """Packs the weights of a trained network."""
        self._part_embedding = network.part_embedding
        self._channels = 2 * network.channels
        self._input = PackedLinear(network.decoder_input)
        self._layers: list[PackedConvolution] = []
        side = SMALL_SIDE
        for layer in network.decoder:
            if isinstance(layer, nn.Conv2d | nn.ConvTranspose2d):
                size = (_TYPICAL_COUNT, layer.in_channels, side, side)
                self._layers.append(PackedConvolution(layer, size))
                side *= layer.stride[0]

    def decode(self, code: Tensor, part: Tensor) -> Tensor:
        """Decodes codes [K, 32] of parts [K] to logits [K, 32, 32]; see `ShapeCode.decode`."""
        h = self._input(torch.cat([code, self._part_embedding(part)], 1), "swish")
        h = h.view(-1, self._channels, SMALL_SIDE, SMALL_SIDE)
        h = h.contiguous(memory_format=torch.channels_last)
        for layer in self._layers[:-1]:
            h = layer(h, "swish")
        return self._layers[-1](h)[:, 0]
