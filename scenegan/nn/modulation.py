"""Layer modulation by the layout: SPADE without statistics over the picture.

Park et al. 2019 ("Semantic Image Synthesis with Spatially-Adaptive Normalization") scale and shift
normalised features by what the layout says of each pixel. Their batch normalisation is replaced by
the pixel normalisation of Karras et al. 2018 ("Progressive Growing of GANs"): an edit in one place
cannot change the statistics of another.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from scenegan.nn.spreading import LayoutFeatures


class PixelNorm(nn.Module):
    """Scales the channels of each pixel to a mean square of one."""

    def forward(self, x: Tensor) -> Tensor:
        """Normalises [B, C, H, W] over C."""
        if torch.is_grad_enabled():
            return x * (x * x).mean(1, keepdim=True).add(1e-5).rsqrt()
        # The norm is read off in one pass, without a second picture of squares.
        length: Tensor = torch.linalg.vector_norm(x, dim=1, keepdim=True)
        return x * length.square_().div_(x.shape[1]).add_(1e-5).rsqrt_()


class LayoutModulation(nn.Module):
    """Pixel normalisation, then a scale and a shift that the layout gives each pixel."""

    def __init__(self, channels: int, layout: int, hidden: int = 48) -> None:
        """Makes the modulation.

        Args:
            channels: channels of the features.
            layout: channels of the layout.
            hidden: channels between layout and scales.
        """
        super().__init__()
        self.norm = PixelNorm()
        self.embed = nn.Conv2d(layout, hidden, 1)
        self.soften = nn.Conv2d(hidden, hidden, 3, padding=1, groups=hidden)
        self.scale = nn.Conv2d(hidden, channels, 1)
        self.shift = nn.Conv2d(hidden, channels, 1)

    def forward(self, x: Tensor, layout: LayoutFeatures) -> Tensor:
        """Modulates [B, C, H, W] by a layout of the same height and width."""
        hidden = _silu(self.soften(layout.embed(self.embed)))
        bias = self.scale.bias
        assert bias is not None
        # Without a word of the layout the scale is one: adding it to the bias saves a pass.
        scale = F.conv2d(hidden, self.scale.weight, bias + 1)
        shift, normed = self.shift(hidden), self.norm(x).to(scale.dtype)
        if torch.is_grad_enabled():
            return torch.addcmul(shift, normed, scale)
        modulated: Tensor = shift.addcmul_(normed, scale)
        return modulated


class ModulatedBlock(nn.Module):
    """Residual block of two modulated 3x3 convolutions.

    Attributes:
        packed: the same once more, faster, for drawing on the processor; None while it learns.
    """

    packed: Callable[[Tensor, LayoutFeatures], Tensor] | None = None

    def __init__(self, inputs: int, outputs: int, layout: int, hidden: int = 48) -> None:
        """Makes a block from `inputs` to `outputs` channels, modulated by `layout` channels."""
        super().__init__()
        self.modulation1 = LayoutModulation(inputs, layout, hidden)
        self.conv1 = nn.Conv2d(inputs, outputs, 3, padding=1)
        self.modulation2 = LayoutModulation(outputs, layout, hidden)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1)
        same = inputs == outputs
        self.skip = nn.Identity() if same else nn.Conv2d(inputs, outputs, 1, bias=False)

    def forward(self, x: Tensor, layout: LayoutFeatures) -> Tensor:
        """Maps [B, inputs, H, W] to [B, outputs, H, W].

        Args:
            x: features of the layout's height and width, or of half of them, which are doubled.
            layout: the layout.
        """
        if self.packed is not None and not torch.is_grad_enabled() and x.device.type == "cpu":
            return self.packed(x, layout)
        x = layout.enlarged(x)
        y = self.conv1(_silu(self.modulation1(x, layout)))
        y = self.conv2(_silu(self.modulation2(y, layout)))
        result: Tensor = self.skip(x) + y if torch.is_grad_enabled() else y.add_(self.skip(x))
        return result


def _silu(x: Tensor) -> Tensor:
    """SiLU that needs no second picture where nothing is learned."""
    return F.silu(x, inplace=not torch.is_grad_enabled())
