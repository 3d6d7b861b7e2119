"""Where a thing lies, and what shape it has there.

Johnson et al. 2018 (sg2im), section 3, "Scene Layout": from a thing's vector a perceptron gives
its box, and convolutions that double the side give its mask inside the box.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

from scenegan.nn.even_rows import evened
from scenegan.nn.picture_blocks import norm

MASK_SIDE = 16


class BoxHead(nn.Module):
    """From vectors to boxes."""

    def __init__(self, width: int, hidden: int) -> None:
        """Makes the head for vectors of `width` numbers."""
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(width, hidden), nn.ReLU(), nn.Linear(hidden, 4))

    def forward(self, things: Tensor) -> Tensor:
        """Returns x0, y0, x1, y1 as shares of the side: [..., C] -> [..., 4]; x0 < x1."""
        centre, size = self.layers(things).sigmoid().chunk(2, -1)
        return torch.cat([centre - size / 2, centre + size / 2], -1)


class MaskHead(nn.Module):
    """From vectors to masks."""

    def __init__(self, width: int, side: int = MASK_SIDE) -> None:
        """Makes the head for vectors of `width` numbers and masks of `side` x `side`."""
        super().__init__()
        layers: list[nn.Module] = []
        channels = width
        for _ in range(int(math.log2(side))):
            narrower = max(8, channels // 2)
            layers += [nn.Upsample(scale_factor=2.0), nn.Conv2d(channels, narrower, 3, padding=1)]
            layers += [norm(narrower), nn.ReLU()]
            channels = narrower
        self.layers = nn.Sequential(*layers, nn.Conv2d(channels, 1, 1))

    def forward(self, things: Tensor) -> Tensor:
        """Returns logits, positive inside the shape: [M, C] -> [M, side, side]."""
        logits: Tensor = self.layers(evened(things)[:, :, None, None])[: len(things), 0]
        return logits
