"""How well predicted boxes of parts fit, beside what is reached without reading any graph."""

from __future__ import annotations

import torch
from torch import Tensor

from scenegan.training.batches import Drawings


def mean_overlap(found: Tensor, true: Tensor, pad: Tensor) -> float:
    """Intersection over union of boxes [B, N, 4], 0 to 1; a mean where `pad` [B, N] is false."""
    found, true = found[~pad], true[~pad]
    low = torch.maximum(found[:, :2], true[:, :2])
    high = torch.minimum(found[:, 2:], true[:, 2:])
    both = (high - low).clamp(min=0).prod(1)
    areas = (found[:, 2:] - found[:, :2]).prod(1) + (true[:, 2:] - true[:, :2]).prod(1)
    return (both / (areas - both).clamp(min=1e-6)).mean().item()


def mean_boxes(drawings: Drawings, n_parts: int) -> Tensor:
    """Returns the mean box of each part word, [n_parts + 1, 4]; unseen words get that of all."""
    present = ~drawings.graphs.pad
    box, part = drawings.box[present], drawings.graphs.part[present]
    total = box.new_zeros(n_parts + 1, 4).index_add(0, part, box)
    count = box.new_zeros(n_parts + 1).index_add(0, part, torch.ones_like(box[:, 0]))
    means = total / count.clamp(min=1)[:, None]
    return torch.where(count[:, None] > 0, means, box.mean(0))
