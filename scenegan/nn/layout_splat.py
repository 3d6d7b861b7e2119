"""From things with boxes and masks to a picture of their vectors.

Johnson et al. 2018 (sg2im), section 3, "Scene Layout": every mask is stretched over its box by
bilinear sampling and multiplied with the thing's vector; the layout is the sum over all things.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor


def stretched(masks: Tensor, box: Tensor, side: int) -> Tensor:
    """Stretches masks over their boxes.

    Args:
        masks: [K, m, m].
        box: [K, 4] x0, y0, x1, y1 as shares of the side.
        side: of the picture in pixels.

    Returns:
        [K, side, side]; zero outside the boxes.
    """
    corner, size = box[:, :2], (box[:, 2:] - box[:, :2]).clamp(min=1e-3)
    places = (torch.arange(side, device=box.device, dtype=box.dtype) + 0.5) / side
    inside = (places - corner[..., None]) / size[..., None] * 2 - 1
    across, down = inside[:, 0], inside[:, 1]
    size_of_grid = (len(box), side, side)
    grid = torch.stack(
        [across[:, None].expand(size_of_grid), down[:, :, None].expand(size_of_grid)], -1
    )
    return F.grid_sample(masks[:, None], grid, align_corners=False)[:, 0]


def splat(vectors: Tensor, shares: Tensor) -> Tensor:
    """Sums the vectors of all things at each place.

    Args:
        vectors: [B, N, C].
        shares: [B, N, H, W] stretched masks; zeros where there is no thing.

    Returns:
        [B, C, H, W].
    """
    return torch.einsum("bnc,bnhw->bchw", vectors, shares)
