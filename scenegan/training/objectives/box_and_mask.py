"""Boxes and masks as they were annotated.

Johnson et al. 2018 (sg2im), section 3, "Training": the box of each object by its squared or
absolute error, its mask by the cross entropy of each pixel, means over all objects.
"""

from __future__ import annotations

import torch.nn.functional as F
from torch import Tensor


def box_loss(found: Tensor, true: Tensor, pad: Tensor) -> Tensor:
    """Mean absolute error of boxes [B, N, 4] where `pad` [B, N] is false."""
    return (found - true).abs()[~pad].mean()


def mask_loss(logits: Tensor, true: Tensor, pad: Tensor) -> Tensor:
    """Mean binary cross entropy of masks, logits and truth [B, N, m, m], where there are parts."""
    return F.binary_cross_entropy_with_logits(logits[~pad].float(), true[~pad])
