"""How far whole layouts reach, and enlarging them until they fill the square."""

from __future__ import annotations

import torch
from torch import Tensor

FILLED = 0.92
"""Share of the square that the longer side of a creature fills, as in the drawings."""

_SMALLEST_SIDE = 0.008


def extent(box: Tensor, pad: Tensor) -> tuple[Tensor, Tensor]:
    """Finds how far whole layouts reach.

    Args:
        box: [B, N, 4] boxes.
        pad: [B, N] true where there is no part.

    Returns:
        Lowest and highest corner of all parts of each layout, each [B, 1, 2].
    """
    absent = pad[..., None]
    low = box[..., :2].masked_fill(absent, torch.inf).amin(1, keepdim=True)
    high = box[..., 2:].masked_fill(absent, -torch.inf).amax(1, keepdim=True)
    return low, high


def filling_square(box: Tensor, pad: Tensor) -> Tensor:
    """Scales and centres whole layouts so that their longer side fills the square.

    Args:
        box: [B, N, 4] boxes.
        pad: [B, N] true where there is no part.

    Returns:
        [B, N, 4]; padding is in the middle.
    """
    low, high = extent(box, pad)
    scale = FILLED / (high - low).amax(2, keepdim=True).clamp(min=_SMALLEST_SIDE)
    middle = ((low + high) / 2).repeat(1, 1, 2)
    return ((box - middle) * scale + 0.5).masked_fill(pad[..., None], 0.5)
