"""How deep below the border of its part a pixel lies, as far as the lines of a drawing reach.

Lines run along the borders of parts. How thick and how dark they are, and that there is none where
two parts merge, is told for a few depths: the bands.
"""

from __future__ import annotations

import torch
from torch import Tensor

BAND_OF_DEPTH = (0, 1, 2, 3, 3)
"""The band of a pixel by its steps from the border; deeper ones have none."""
N_BANDS = max(BAND_OF_DEPTH) + 1


def line_bands(index_map: Tensor) -> Tensor:
    """Finds the band of each pixel.

    Args:
        index_map: [B, H, W] uint8, the owner of each pixel.

    Returns:
        [B, H, W] int64; `N_BANDS` where a pixel lies too deep.
    """
    reached = borders(index_map)
    depth = (~reached).to(torch.uint8)
    for _ in BAND_OF_DEPTH[1:]:
        reached = _grown(reached)
        depth += ~reached
    bands = torch.tensor([*BAND_OF_DEPTH, N_BANDS], device=index_map.device)
    return bands.index_select(0, depth.flatten().int()).view(index_map.shape)


def borders(index_map: Tensor) -> Tensor:
    """Finds pixels of which a neighbour beside, above or below has another owner.

    Args:
        index_map: [B, H, W] uint8, the owner of each pixel.

    Returns:
        [B, H, W] bool.
    """
    border = torch.zeros_like(index_map, dtype=torch.bool)
    across = index_map[:, :, 1:] != index_map[:, :, :-1]
    down = index_map[:, 1:] != index_map[:, :-1]
    border[:, :, 1:] |= across
    border[:, :, :-1] |= across
    border[:, 1:] |= down
    border[:, :-1] |= down
    return border


def _grown(mask: Tensor) -> Tensor:
    """Grows a mask by a pixel on all sides, corners included."""
    wide = mask.clone()
    wide[:, :, 1:] |= mask[:, :, :-1]
    wide[:, :, :-1] |= mask[:, :, 1:]
    tall = wide.clone()
    tall[:, 1:] |= wide[:, :-1]
    tall[:, :-1] |= wide[:, 1:]
    return tall
