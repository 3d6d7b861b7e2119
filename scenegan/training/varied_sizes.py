"""Other proportions for drawn layouts, so that a few hundred of them teach more."""

from __future__ import annotations

import torch
from torch import Tensor

from scenegan.nn.filling_square import extent
from scenegan.nn.graph_batch import GraphBatch

_LIMBS = 8
"""Parts that may hang on one another in a row; deeper ones stay where they are on their parent."""


def with_varied_sizes(
    box: Tensor, graphs: GraphBatch, strength: float, generator: torch.Generator
) -> Tensor:
    """Resizes the parts of each layout, and moves what hangs on them along.

    Parts with the same word change alike, so twins stay twins. The creature as a whole keeps its
    middle and fills its square as before.

    Args:
        box: [B, N, 4] left, top, right, bottom in 0..1.
        graphs: B graphs; a part keeps its place relative to its parent's size.
        strength: standard deviation of the logarithm of a part's size; its width and height
            differ by half as much.
        generator: source of the random numbers.

    Returns:
        [B, N, 4] boxes.
    """
    b, n = graphs.pad.shape
    word = graphs.part[..., None].expand(b, n, 2)

    def by_word(columns: int) -> Tensor:
        table = torch.randn(
            b, graphs.n_parts + 1, columns, device=box.device, generator=generator
        ).expand(b, graphs.n_parts + 1, 2)
        return table.gather(1, word)

    scale = (strength * (by_word(1) + 0.5 * by_word(2))).exp()
    center, size = (box[..., :2] + box[..., 2:]) / 2, box[..., 2:] - box[..., :2]
    parent = graphs.parent.clamp(min=0)[..., None].expand(b, n, 2)
    hangs = (graphs.parent >= 0)[..., None]
    offset = (center - center.gather(1, parent)) * scale.gather(1, parent)
    placed = center
    for _ in range(_LIMBS):
        placed = torch.where(hangs, placed.gather(1, parent) + offset, center)
    return _as_large_as(box, placed, size * scale, graphs.pad)


def _as_large_as(box: Tensor, center: Tensor, size: Tensor, pad: Tensor) -> Tensor:
    """Scales layouts as a whole until they fill what others fill."""
    changed = torch.cat([center - size / 2, center + size / 2], -1)
    (old_low, old_high), (low, high) = extent(box, pad), extent(changed, pad)
    zoom = ((old_high - old_low) / (high - low).clamp(min=1e-3)).amin(-1, keepdim=True)
    shift = (old_low + old_high) / 2 - zoom * (low + high) / 2
    return changed * zoom + shift.repeat(1, 1, 2)
