"""The blocks of a trained painter on the processor, in fewer passes over the picture."""

from __future__ import annotations

import copy

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from scenegan.nn.modulation import LayoutModulation, ModulatedBlock
from scenegan.nn.packed_layers import PackedConvolution
from scenegan.nn.spreading import LayoutFeatures


class PackedBlock:
    """A `ModulatedBlock` whose weights do not change any more."""

    def __init__(self, block: ModulatedBlock, side: int) -> None:
        """Packs the weights of a block for pictures of about `side` pixels a side."""
        self._modulation1 = _PackedModulation(block.modulation1, side)
        self._modulation2 = _PackedModulation(block.modulation2, side)
        self._conv1, self._conv2 = _packed(block.conv1, side), _packed(block.conv2, side)
        self._skip = _packed(block.skip, side) if isinstance(block.skip, nn.Conv2d) else block.skip

    def __call__(self, x: Tensor, layout: LayoutFeatures) -> Tensor:
        """Maps [B, inputs, H, W], or half of H and W, to [B, outputs, H, W].

        What is doubled is normed and led past the convolutions before, at a quarter of the cost.
        The result may take the place of x, which nobody is to need any more.
        """
        y = self._modulation2(self._conv1(self._modulation1(x, layout)), layout)
        return self._conv2.add_to(layout.enlarged(self._skip(x)), y)


class _PackedModulation:
    """A `LayoutModulation` and the SiLU behind it."""

    def __init__(self, modulation: LayoutModulation, side: int) -> None:
        self._norm = modulation.norm
        self._embed = _packed(modulation.embed, side)
        self._soften = _packed(modulation.soften, side)
        self._shift = _packed(modulation.shift, side)
        scale = copy.deepcopy(modulation.scale)
        assert scale.bias is not None
        with torch.no_grad():
            scale.bias += 1
        self._scale = _packed(scale, side)

    def __call__(self, x: Tensor, layout: LayoutFeatures) -> Tensor:
        hidden = self._soften(layout.embed(self._embed), "swish")
        scaled = self._scale.times(hidden, layout.enlarged(self._norm(x)))
        return F.silu(self._shift.add_to(scaled, hidden), inplace=True)


def _packed(layer: nn.Conv2d, side: int) -> PackedConvolution:
    return PackedConvolution(layer, (1, layer.in_channels, side, side))
