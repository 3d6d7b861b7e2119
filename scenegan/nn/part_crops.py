"""Parts of pictures, cut out by their boxes, and a discriminator that judges and names them.

Johnson et al. 2018 (sg2im), section 3, "Discriminators": objects are cut out by bilinear sampling
at one size; the discriminator tells whether they are drawn and, in the manner of Odena et al. 2017
("Conditional Image Synthesis with Auxiliary Classifier GANs"), which class they have.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.nn.utils.parametrizations import spectral_norm

from scenegan.nn.even_rows import evened
from scenegan.nn.picture_blocks import halved

CROP_SIDE = 16
_END = 4
_NOWHERE = 3.0
"""A place beyond the rim of a picture, whose sides are -1 and 1."""


class CropOpinion(NamedTuple):
    """What is said of K crops.

    Attributes:
        drawn: [K] logits, positive for drawn.
        scores: [K, P] logits of the classes.
    """

    drawn: Tensor
    scores: Tensor


def cut_out(pictures: Tensor, box: Tensor, owners: Tensor, side: int = CROP_SIDE) -> Tensor:
    """Cuts parts out of pictures.

    Args:
        pictures: [B, C, H, W].
        box: [K, 4] x0, y0, x1, y1 as shares of the side.
        owners: [K] the picture of each box.
        side: of the crops.

    Returns:
        [K, C, side, side]; zero beyond the rim of a picture.
    """
    places = (torch.arange(side, device=box.device, dtype=box.dtype) + 0.5) / side
    corner, size = box[:, :2, None], (box[:, 2:] - box[:, :2])[:, :, None]
    at = (corner + size * places) * 2 - 1
    size_of_grid = (len(box), side, side)
    across, down = at[:, 0, None].expand(size_of_grid), at[:, 1, :, None].expand(size_of_grid)
    grid = torch.stack([across, down], -1)
    return _sampled(pictures, grid.to(pictures.dtype), owners)


def _sampled(pictures: Tensor, grid: Tensor, owners: Tensor) -> Tensor:
    """Samples pictures [B, C, H, W] at places [K, s, s, 2] of their owners [K]: [K, C, s, s].

    All places of a picture are read in one go, below each other, so that no picture is copied for
    each of its crops. There are as many as for the picture with the most.
    """
    b, side = len(pictures), grid.shape[1]
    count = owners.new_zeros(b).index_add(0, owners, torch.ones_like(owners))
    order = owners.argsort(stable=True)
    rank = torch.empty_like(owners)
    first = count.cumsum(0) - count
    rank[order] = torch.arange(len(owners), device=owners.device) - first[owners[order]]
    most = int(count.max())
    places = grid.new_full((b, most, side, side, 2), _NOWHERE)
    places[owners, rank] = grid
    read = F.grid_sample(pictures, places.view(b, most * side, side, 2), align_corners=False)
    return read.view(b, -1, most, side, side)[owners, :, rank]


class CropDiscriminator(nn.Module):
    """Judges and names crops of 16x16."""

    def __init__(self, n_classes: int, width: int = 64) -> None:
        """Makes the network for `n_classes` classes, `width` channels at first."""
        super().__init__()
        self.trunk = nn.Sequential(halved(4, width), halved(width, 2 * width), nn.Flatten())
        seen = 2 * width * _END**2
        self.drawn = spectral_norm(nn.Linear(seen, 1))
        self.name = nn.Linear(seen, n_classes)

    def forward(self, crops: Tensor) -> CropOpinion:
        """Judges crops [K, 4, 16, 16] in -1..1."""
        seen = self.trunk(evened(crops))[: len(crops)]
        return CropOpinion(self.drawn(seen)[:, 0], self.name(seen))
