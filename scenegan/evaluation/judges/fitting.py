"""The loop that all judges are trained with."""

from __future__ import annotations

import copy
import math
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor, nn

_WARM_UP = 100


@dataclass(frozen=True)
class Plan:
    """How long and how fast a judge learns.

    Attributes:
        steps: number of steps.
        batch: drawings a step.
        rate: highest learning rate; it falls to zero along a cosine.
        weight_decay: of AdamW.
        every: number of steps between two looks at the val split.
        memory: share of the averaged weights that is kept at each step.
        rounds: how often all of this is done, each time from the best weights so far (warm
            restarts: Loshchilov & Hutter 2017).
    """

    steps: int
    batch: int
    rate: float
    weight_decay: float
    every: int
    memory: float
    rounds: int = 1


def fit(
    network: nn.Module,
    plan: Plan,
    loss: Callable[[torch.Generator], Tensor],
    score: Callable[[], float],
    seed: int,
    tell: Callable[[int, float, float], None],
) -> None:
    """Trains a network for one round.

    It is left with those averaged weights that did best on the val split, or as it was if none
    did better.

    Args:
        network: what is trained.
        plan: how long and how fast.
        loss: draws a batch and returns the network's loss on it.
        score: how well the network does on the val split; larger is better.
        seed: of batches and dropout.
        tell: is told the step, the mean loss since the last look, and the score.
    """
    torch.manual_seed(seed)
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.AdamW(
        network.parameters(), lr=plan.rate, weight_decay=plan.weight_decay
    )
    mean = copy.deepcopy(network.state_dict())
    best, best_score, losses = copy.deepcopy(mean), _score_of(network, mean, score), 0.0
    for step in range(1, plan.steps + 1):
        for group in optimizer.param_groups:
            group["lr"] = plan.rate * _pace(step, plan.steps)
        network.train()
        value = loss(generator)
        optimizer.zero_grad(set_to_none=True)
        value.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        _follow(mean, network, max(1 - plan.memory, 1 / (step + 1)))
        losses += value.item()
        if step % plan.every == 0 or step == plan.steps:
            now = _score_of(network, mean, score)
            tell(step, losses / ((step - 1) % plan.every + 1), now)
            losses = 0.0
            if now > best_score:
                best, best_score = copy.deepcopy(mean), now
    network.load_state_dict(best)
    network.eval()


def _pace(step: int, steps: int) -> float:
    """Share of the highest rate at a step."""
    warm = min(step / min(_WARM_UP, steps), 1.0)
    return warm * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * step / steps)))


@torch.no_grad()
def _follow(mean: dict[str, Tensor], network: nn.Module, weight: float) -> None:
    """Moves averaged weights towards the present ones."""
    for name, value in network.state_dict().items():
        if value.is_floating_point():
            mean[name].lerp_(value, weight)


def _score_of(network: nn.Module, mean: dict[str, Tensor], score: Callable[[], float]) -> float:
    """Scores the averaged weights, and puts the present ones back."""
    present = copy.deepcopy(network.state_dict())
    network.load_state_dict(mean)
    network.eval()
    with torch.no_grad():
        found = score()
    network.load_state_dict(present)
    return found
