"""Sees pictures as texts are read: features of 8x8 regions, and of the whole picture.

The image side of the matching model of Xu et al. 2018 (AttnGAN), section 3.2. Theirs is a large
network trained on photographs; this one is small and learns from the drawings alone.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from torch import Tensor, nn

from scenegan.nn.picture_blocks import norm

REGIONS = 8
"""Regions along each side of a picture."""


class RegionFeatures(NamedTuple):
    """What is seen in B pictures.

    Attributes:
        regions: [B, D, 8, 8].
        whole: [B, D].
    """

    regions: Tensor
    whole: Tensor


class RegionEncoder(nn.Module):
    """Convolutions down to 8x8 regions, and from their mean to the whole picture."""

    def __init__(self, size: int, width: int = 64, channels: int = 32) -> None:
        """Makes the network.

        Args:
            size: side of the pictures, 8 times a power of two.
            width: features of a region, those of a word.
            channels: channels of the first convolution; they double at each halving.
        """
        super().__init__()
        layers: list[nn.Module] = []
        inputs = 4
        for level in range(int(math.log2(size // REGIONS))):
            outputs = min(channels << level, 4 * width)
            layers += [nn.Conv2d(inputs, outputs, 4, 2, 1), norm(outputs), nn.LeakyReLU(0.2)]
            inputs = outputs
        channels = inputs
        self.trunk = nn.Sequential(*layers)
        self.to_regions = nn.Conv2d(channels, width, 1)
        self.to_whole = nn.Sequential(
            nn.Conv2d(channels, 2 * width, 4, 2, 1), nn.LeakyReLU(0.2), nn.AdaptiveAvgPool2d(1)
        )
        self.project = nn.Linear(2 * width, width)

    def forward(self, pictures: Tensor) -> RegionFeatures:
        """Looks at pictures [B, 4, size, size] in -1..1."""
        x = self.trunk(pictures)
        return RegionFeatures(self.to_regions(x), self.project(self.to_whole(x).flatten(1)))
