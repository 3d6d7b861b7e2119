"""A picture from a layout, from the coarsest size on.

Chen and Koltun 2017, "Photographic Image Synthesis with Cascaded Refinement Networks", as Johnson
et al. 2018 (sg2im) use it: each module sees the layout at its own size beside the features of the
module before, enlarged, and refines them with two convolutions.
"""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from scenegan.nn.picture_blocks import norm

_COARSEST = 4


class RefinementModule(nn.Module):
    """Two convolutions over layout and features of one size."""

    def __init__(self, layout: int, inputs: int, outputs: int) -> None:
        """Makes the module from `layout` + `inputs` channels to `outputs`."""
        super().__init__()
        layers: list[nn.Module] = []
        for channels in (layout + inputs, outputs):
            layers += [nn.Conv2d(channels, outputs, 3, padding=1), norm(outputs)]
            layers.append(nn.LeakyReLU(0.2))
        self.layers = nn.Sequential(*layers)

    def forward(self, layout: Tensor, x: Tensor) -> Tensor:
        """Refines [B, inputs, H, W] beside a layout of the same size."""
        refined: Tensor = self.layers(torch.cat([layout, x], 1))
        return refined


class RefinementNetwork(nn.Module):
    """Modules from 4x4 to the size of the picture."""

    def __init__(self, layout: int, size: int, width: int) -> None:
        """Makes the network.

        Args:
            layout: channels of the layout.
            size: side of the picture, 4 times a power of two.
            width: channels of the last module; each one before has twice as many.
        """
        super().__init__()
        levels = int(math.log2(size // _COARSEST))
        widths = [width << level for level in range(levels, -1, -1)]
        self.modules_by_size = nn.ModuleList(
            RefinementModule(layout, before, after)
            for before, after in zip([0, *widths], widths, strict=False)
        )
        self.head = nn.Sequential(
            nn.Conv2d(width, width, 3, padding=1),
            nn.LeakyReLU(0.2),
            nn.Conv2d(width, 4, 1),
            nn.Tanh(),
        )

    def forward(self, layout: Tensor) -> Tensor:
        """Paints a layout [B, C, size, size]: [B, 4, size, size] in -1..1."""
        levels = [layout]
        while len(levels) < len(self.modules_by_size):
            levels.insert(0, F.avg_pool2d(levels[0], 2))
        x = levels[0][:, :0, :0, :0]
        for here, module in zip(levels, self.modules_by_size, strict=True):
            enlarged = F.interpolate(x, scale_factor=2.0) if x.shape[1] else here[:, :0]
            x = module(here, enlarged)
        painted: Tensor = self.head(x)
        return painted
