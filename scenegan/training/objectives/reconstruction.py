"""Losses that compare with a known answer, number by number."""

from __future__ import annotations

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor

_ANY_DIFFERENCE = 0.01


def pyramid(picture: Tensor, sides: Sequence[int]) -> list[Tensor]:
    """Shrinks pictures [B, C, H, W] to each of the sides by averaging."""
    height = picture.shape[-1]
    return [F.avg_pool2d(picture, height // side) if side < height else picture for side in sides]


def picture_difference(painted: Sequence[Tensor], drawn: Sequence[Tensor]) -> Tensor:
    """Mean absolute difference of premultiplied RGBA, averaged over the stages."""
    differences = [(p.float() - d).abs().mean() for p, d in zip(painted, drawn, strict=True)]
    return torch.stack(differences).mean()


def variety(painted: Tensor, drawn: Tensor) -> Tensor:
    """Differences between neighbouring paintings of a batch as a share of those of the drawings.

    It falls to 0 where all paintings are alike. A batch of one, or of equal drawings, has 1.

    Args:
        painted: [B, C, H, W].
        drawn: the same of the drawings.
    """
    theirs, mine = (
        (x.float() - x.float().roll(1, 0)).abs().mean().detach() for x in (drawn, painted)
    )
    return torch.where(theirs > _ANY_DIFFERENCE, mine / theirs.clamp(min=_ANY_DIFFERENCE), 1.0)


def outline_error(logits: Tensor, shape: Tensor) -> Tensor:
    """Binary cross entropy of decoded outlines: logits and occupancy [K, 32, 32]."""
    return F.binary_cross_entropy_with_logits(logits, shape)


def divergence(mean: Tensor, log_variance: Tensor) -> Tensor:
    """Divergence of normal distributions from the standard one, a mean over all numbers."""
    return normal_divergence(mean, log_variance).mean()


def normal_divergence(mean: Tensor, log_variance: Tensor) -> Tensor:
    """Divergence of normal distributions from the standard one, number by number."""
    return 0.5 * (mean.square() + log_variance.exp() - 1 - log_variance)


def overlap(one: Tensor, other: Tensor) -> Tensor:
    """Intersection over union of masks [K, H, W], a mean over K."""
    both = (one & other).sum((1, 2))
    either = (one | other).sum((1, 2)).clamp(min=1)
    return (both / either).mean()
