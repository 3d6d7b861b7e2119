"""The matching-aware discriminator of GAN-INT-CLS.

Reed et al. 2016, "Generative Adversarial Text to Image Synthesis", section 4.2, algorithm 1. A
discriminator of pictures and texts has to tell two kinds of errors: paintings with any text, and
drawings with the wrong text. With s_r for a drawing and its text, s_w for a drawing and another
text, s_f for a painting and its text, it maximises

    log s_r + (log(1 - s_w) + log(1 - s_f)) / 2
"""

from __future__ import annotations

import torch
from torch import Tensor

from scenegan.training.objectives.minimax import false_loss, true_loss


def matching_aware_loss(right: Tensor, wrong: Tensor | None, painted: Tensor) -> Tensor:
    """What the discriminator minimises.

    Args:
        right: [B] logits of drawings with their texts.
        wrong: [B] logits of drawings with texts of others; None leaves them out, and the
            paintings count in full.
        painted: [B] logits of paintings with their texts.
    """
    if wrong is None:
        return true_loss(right) + false_loss(painted)
    return true_loss(right) + (false_loss(wrong) + false_loss(painted)) / 2


def other_texts(count: int, generator: torch.Generator, device: torch.device) -> Tensor:
    """Returns for each of `count` places another one, [count], all in one ring.

    With a single text there is no other: it stands for itself.
    """
    if count < 2:
        return torch.zeros(count, dtype=torch.long, device=device)
    shift = torch.randint(1, count, (), device=device, generator=generator)
    return (torch.arange(count, device=device) + shift) % count
