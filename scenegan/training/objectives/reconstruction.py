"""Losses that compare with a known answer, number by number."""

from __future__ import annotations

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor


def pyramid(picture: Tensor, sides: Sequence[int]) -> list[Tensor]:
    """Shrinks pictures [B, C, H, W] to each of the sides by averaging."""
    height = picture.shape[-1]
    return [F.avg_pool2d(picture, height // side) if side < height else picture for side in sides]


def picture_difference(painted: Sequence[Tensor], drawn: Sequence[Tensor]) -> Tensor:
    """Mean absolute difference of premultiplied RGBA, averaged over the stages."""
    differences = [(p.float() - d).abs().mean() for p, d in zip(painted, drawn, strict=True)]
    return torch.stack(differences).mean()


def outline_error(logits: Tensor, shape: Tensor) -> Tensor:
    """Binary cross entropy of decoded outlines: logits and occupancy [K, 32, 32]."""
    return F.binary_cross_entropy_with_logits(logits, shape)


def divergence(mean: Tensor, log_variance: Tensor) -> Tensor:
    """Divergence of normal distributions from the standard one, a mean over all numbers."""
    return (0.5 * (mean.square() + log_variance.exp() - 1 - log_variance)).mean()


def overlap(one: Tensor, other: Tensor) -> Tensor:
    """Intersection over union of masks [K, H, W], a mean over K."""
    both = (one & other).sum((1, 2))
    either = (one | other).sum((1, 2)).clamp(min=1)
    return (both / either).mean()
