"""Losses between the painter and its discriminators.

Hinge losses (Lim & Ye 2017, "Geometric GAN") over the patches of every stage and both heads
(StackGAN++), pictures of something else as negatives of the conditional head (Reed et al. 2016),
and feature matching (Salimans et al. 2016) relative to the size of the features.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
import torch.nn.functional as F
from torch import Tensor

from scenegan.nn.discriminators import Verdict
from scenegan.training.devices import averaged


def judge_loss(
    drawn: Sequence[Verdict], painted: Sequence[Verdict], unconditional: float = 1.0
) -> Tensor:
    """What the discriminators minimise: verdicts on drawings and on paintings, stage by stage.

    Args:
        drawn: verdicts on drawings.
        painted: verdicts on paintings.
        unconditional: weight of the unconditional heads beside the others.
    """
    losses = [
        weight * (_hinge(head_drawn, positive=True) + _hinge(head_painted, positive=False))
        for d, p in zip(drawn, painted, strict=True)
        for weight, head_drawn, head_painted in zip((unconditional, 1.0), d[:2], p[:2], strict=True)
    ]
    return torch.stack(losses).sum() / 2


def mismatch_loss(verdicts: Sequence[Verdict]) -> Tensor:
    """Penalty for accepting drawings of something else than was asked."""
    losses = [_hinge(v.conditional, positive=False) for v in verdicts]
    return torch.stack(losses).sum()


def painter_loss(painted: Sequence[Verdict], unconditional: float = 1.0) -> Tensor:
    """What the painter minimises to please both heads of all stages.

    Args:
        painted: verdicts on its paintings.
        unconditional: weight of the unconditional heads beside the others.
    """
    scores = [
        weight * head.float().mean()
        for v in painted
        for weight, head in zip((unconditional, 1.0), v[:2], strict=True)
    ]
    return -torch.stack(scores).sum() / 2


def gradient_penalty(
    judges: Callable[[Sequence[Tensor], Sequence[Tensor]], list[Verdict]],
    drawn: Sequence[Tensor],
    asked: Sequence[Tensor],
) -> Tensor:
    """Mean squared gradient of the verdicts at drawings (R1: Mescheder et al. 2018).

    It keeps discriminators from telling drawings by the smallest of differences.

    Args:
        judges: the discriminators, in full precision.
        drawn: [B, 4, H, W] drawings for each stage.
        asked: what was asked for each stage.
    """
    inputs = [picture.detach().float().requires_grad_() for picture in drawn]
    verdicts = judges(inputs, asked)
    scores = torch.stack([head.mean((1, 2, 3)).sum() for v in verdicts for head in v[:2]]).sum()
    gradients = torch.autograd.grad(scores, inputs, create_graph=True)
    return torch.stack([g.square().sum((1, 2, 3)).mean() for g in gradients]).sum()


def matching_loss(painted: Sequence[Verdict], drawn: Sequence[Verdict]) -> Tensor:
    """Difference of the discriminators' features, each relative to its size."""
    return relative_difference(
        [f for v in painted for f in v.features], [f for v in drawn for f in v.features]
    )


def relative_difference(features: Sequence[Tensor], wanted: Sequence[Tensor]) -> Tensor:
    """Mean over layers of mean |a - b| / mean |b|; no gradient reaches `wanted`.

    The size of what is wanted is a mean over all processes, so that each shares one loss.
    """
    parts = []
    for found, want in zip(features, wanted, strict=True):
        want = want.detach().float()
        size = averaged(want.abs().mean()) + 1e-3
        parts.append((found.float() - want).abs().mean() / size)
    return torch.stack(parts).mean()


def _hinge(scores: Tensor, positive: bool) -> Tensor:
    scores = scores.float()
    return F.relu(1 - scores if positive else 1 + scores).mean()
