"""Sizes of one picture agree in their colours.

Zhang et al. 2018, "StackGAN++", section 4.3. With mean m and covariance C of the colours of a
picture's pixels, pictures of neighbouring sizes are held together by

    L = l1 |m_i - m_(i-1)|^2 + l2 |C_i - C_(i-1)|_F^2,    l1 = 1, l2 = 5

Alpha counts as a fourth colour here.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import torch
from torch import Tensor

MEAN_WEIGHT, COVARIANCE_WEIGHT = 1.0, 5.0


def color_statistics(picture: Tensor) -> tuple[Tensor, Tensor]:
    """Returns mean [B, C] and covariance [B, C, C] of the pixels of pictures [B, C, H, W]."""
    pixels = picture.flatten(2).float()
    mean = pixels.mean(2)
    centred = pixels - mean[:, :, None]
    return mean, centred @ centred.transpose(1, 2) / pixels.shape[2]


def color_consistency_loss(pictures: Sequence[Tensor]) -> Tensor:
    """Sums over neighbouring sizes the mean over the batch; the coarser one is led by the finer.

    Args:
        pictures: [B, C, S, S], coarse to fine, two at least.
    """
    losses = []
    for coarse, fine in pairwise(pictures):
        (mean, covariance), (mean_next, covariance_next) = map(color_statistics, (coarse, fine))
        by_mean = (mean_next - mean).square().sum(1)
        by_covariance = (covariance_next - covariance).square().sum((1, 2))
        losses.append((MEAN_WEIGHT * by_mean + COVARIANCE_WEIGHT * by_covariance).mean())
    return torch.stack(losses).sum()
