"""Texts and pictures learn to find each other by a margin.

Reed et al. 2016, "Learning Deep Representations of Fine-Grained Visual Descriptions", equations 2
to 5, which gave GAN-INT-CLS and StackGAN the features of their texts: with the compatibility
F(v, t) of a picture and a text, every wrong partner costs

    max(0, 1 + F(v_n, t_k) - F(v_n, t_n))    and    max(0, 1 + F(v_k, t_n) - F(v_n, t_n))

Compatibility is the inner product there and a scaled cosine here, so that its size cannot be grown
instead of learning.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

SCALE = 8.0


def structured_joint_loss(pictures: Tensor, texts: Tensor, owners: Tensor | None = None) -> Tensor:
    """Mean cost of wrong partners within a batch.

    Args:
        pictures: [B, D] features of whole pictures.
        texts: [B, D] features of their sentences.
        owners: [B] which drawing each shows; two of one drawing cost nothing.
    """
    fits = SCALE * F.normalize(pictures.float(), dim=1) @ F.normalize(texts.float(), dim=1).T
    own = fits.diagonal()
    if owners is None:
        owners = torch.arange(len(fits), device=fits.device)
    wrong = owners[:, None] != owners[None]
    of_texts = F.relu(1 + fits - own[:, None])[wrong]
    of_pictures = F.relu(1 + fits - own[None])[wrong]
    return torch.cat([of_texts, of_pictures]).sum() / max(1, int(wrong.sum()))
