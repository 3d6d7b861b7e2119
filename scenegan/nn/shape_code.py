"""Shape codes: a part's outline in its own box as 32 numbers.

A small convolutional variational autoencoder (Kingma & Welling 2014), conditioned on the part;
it takes the place of the mask head of Johnson et al. 2018 (sg2im).
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from scenegan.nn.layout_tokens import SHAPE_DIMS

SHAPE_SIDE = 32
"""Side of a shape's raster, which covers the part's box."""

SMALL_SIDE = 4
"""Side of the raster on which decoding begins."""

_PART_DIMS = 16


class ShapeCode(nn.Module):
    """Encodes and decodes the shapes of parts."""

    def __init__(self, n_parts: int, channels: int = 48) -> None:
        """Makes the networks for a model of `n_parts` parts."""
        super().__init__()
        c = channels
        self.channels = c
        self.part_embedding = nn.Embedding(n_parts + 1, _PART_DIMS)
        self.encoder = nn.Sequential(
            nn.Conv2d(1 + _PART_DIMS, c, 4, 2, 1),
            nn.SiLU(),
            nn.Conv2d(c, 2 * c, 4, 2, 1),
            nn.SiLU(),
            nn.Conv2d(2 * c, 2 * c, 4, 2, 1),
            nn.SiLU(),
            nn.Flatten(),
            nn.Linear(2 * c * SMALL_SIDE**2, 2 * SHAPE_DIMS),
        )
        self.decoder_input = nn.Linear(SHAPE_DIMS + _PART_DIMS, 2 * c * SMALL_SIDE**2)
        self.decoder = nn.Sequential(
            nn.SiLU(),
            nn.ConvTranspose2d(2 * c, 2 * c, 4, 2, 1),
            nn.SiLU(),
            nn.Conv2d(2 * c, 2 * c, 3, 1, 1),
            nn.SiLU(),
            nn.ConvTranspose2d(2 * c, c, 4, 2, 1),
            nn.SiLU(),
            nn.Conv2d(c, c, 3, 1, 1),
            nn.SiLU(),
            nn.ConvTranspose2d(c, c // 2, 4, 2, 1),
            nn.SiLU(),
            nn.Conv2d(c // 2, 1, 3, 1, 1),
        )

    def encode(self, shape: Tensor, part: Tensor) -> tuple[Tensor, Tensor]:
        """Encodes shapes.

        Args:
            shape: [K, 32, 32] occupancy in 0..1.
            part: [K] indices of their parts.

        Returns:
            Mean and log variance of the codes, each [K, 32].
        """
        about = self.part_embedding(part)[:, :, None, None]
        about = about.expand(-1, -1, SHAPE_SIDE, SHAPE_SIDE)
        mean, log_variance = self.encoder(torch.cat([shape[:, None] * 2 - 1, about], 1)).chunk(2, 1)
        return mean, log_variance

    def decode(self, code: Tensor, part: Tensor) -> Tensor:
        """Decodes codes [K, 32] of parts [K] to logits [K, 32, 32], positive inside."""
        h = self.decoder_input(torch.cat([code, self.part_embedding(part)], 1))
        h = h.view(-1, 2 * self.channels, SMALL_SIDE, SMALL_SIDE)
        logits: Tensor = self.decoder(h)[:, 0]
        return logits

    def mirrored(self, code: Tensor, part: Tensor) -> Tensor:
        """Returns the codes [K, 32] of the same shapes mirrored left to right."""
        return self.encode(self.decode(code, part).flip(2).sigmoid(), part)[0]
