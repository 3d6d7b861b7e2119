"""Shapes that fill their box from rim to rim, as a box that somebody asked for wants them."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from scenegan.nn.composition import part_masks

_FRAME = (0.1, 0.9)
_SIDE = 320
_ROUNDS = 3
_LEAST_FILLED = 0.3
"""Shapes that fill less of their box are enlarged as if they filled so much."""


def box_filling(logits: Tensor) -> Tensor:
    """Enlarges shapes that leave a margin in their box; a decoded one leaves up to a tenth.

    Args:
        logits: [K, S, S], positive inside.

    Returns:
        [K, S, S] shapes whose masks (`composition.part_masks`) reach all four sides.
    """
    low, high = torch.zeros(len(logits), 2), torch.ones(len(logits), 2)
    filled = logits
    for _ in range(_ROUNDS):
        first, last = _extent(filled)
        side = high - low
        low, high = low + first * side, high - (1 - last) * side
        filled = _cut_out(logits, low, high)
    return filled


def _extent(logits: Tensor) -> tuple[Tensor, Tensor]:
    """Where masks begin and end in their boxes, across and down, as shares of the box: [K, 2]."""
    low, high = _FRAME
    frame = torch.tensor([[low, low, high, high]]).expand(len(logits), 4)
    masks = part_masks(logits, frame, _SIDE)
    covered = torch.stack([masks.any(1), masks.any(2)], 1).float()
    first = covered.argmax(-1) / _SIDE
    last = 1 - covered.flip(-1).argmax(-1) / _SIDE
    first, last = (first - low) / (high - low), (last - low) / (high - low)
    narrow = last - first < _LEAST_FILLED
    middle = (first + last) / 2
    half = _LEAST_FILLED / 2
    return torch.where(narrow, middle - half, first), torch.where(narrow, middle + half, last)


def _cut_out(logits: Tensor, low: Tensor, high: Tensor) -> Tensor:
    """Enlarges what lies between two corners (shares of the box, [K, 2]) to the whole raster."""
    side = logits.shape[-1]
    steps = (torch.arange(side) + 0.5) / side
    along = (low[..., None] + (high - low)[..., None] * steps) * 2 - 1
    grid = torch.stack(
        [
            along[:, 0, None, :].expand(-1, side, -1),
            along[:, 1, :, None].expand(-1, -1, side),
        ],
        -1,
    )
    return F.grid_sample(
        logits[:, None], grid, mode="bilinear", padding_mode="border", align_corners=False
    )[:, 0]
