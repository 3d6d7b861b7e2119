"""Learning rates as functions of the step, so that nothing has to be saved to go on."""

from __future__ import annotations

import math

from torch.optim import Optimizer


def one_cycle(step: int, steps: int, warm: float) -> float:
    """Share of the highest rate: up along a cosine, then down (Smith & Topin 2019).

    Args:
        step: number of the step, from 0.
        steps: length of the phase.
        warm: share of the steps in which the rate rises.
    """
    peak = max(1.0, warm * steps)
    if step < peak:
        return _between(0.04, 1.0, step / peak)
    return _between(1.0, 4e-6, (step - peak) / max(1.0, steps - peak))


def warm_and_cool(step: int, steps: int, warm_steps: int = 100) -> float:
    """Share of the highest rate: up, level until three fifths of the steps, down to a hundredth."""
    done = step / max(1, steps)
    level = 1.0 if done < 0.6 else 2.5 * (1 - done) + 0.01
    return min(1.0, (step + 1) / warm_steps) * level


def set_rate(optimizer: Optimizer, rate: float) -> None:
    """Sets the learning rate of all parameters, for some groups a `share` of it."""
    for group in optimizer.param_groups:
        group["lr"] = rate * group.get("share", 1.0)


def _between(start: float, end: float, share: float) -> float:
    return end + (start - end) * (1 + math.cos(math.pi * min(1.0, share))) / 2
