from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn

from scenegan.evaluation.judges.fitting import Plan, fit


def learn(seed: int, steps: int = 200) -> tuple[nn.Linear, list[tuple[int, float, float]]]:
    """Fits a line to y = 2 x."""
    torch.manual_seed(0)
    network = nn.Linear(1, 1, bias=False)
    told: list[tuple[int, float, float]] = []

    def loss(generator: torch.Generator) -> Tensor:
        x = torch.randn(16, 1, generator=generator)
        difference: Tensor = network(x) - 2 * x
        return difference.pow(2).mean()

    fit(
        network,
        Plan(steps, 16, 0.1, 0.0, 50, 0.9),
        loss,
        lambda: -abs(float(network.weight.detach()) - 2),
        seed,
        lambda *line: told.append(line),
    )
    return network, told


def test_it_learns_and_tells() -> None:
    network, told = learn(0, steps=220)
    assert float(network.weight.detach()) == pytest.approx(2, abs=0.05)
    assert [step for step, _, _ in told] == [50, 100, 150, 200, 220]
    assert told[0][1] > told[-1][1]
    assert not network.training


def test_equal_seeds_learn_the_same() -> None:
    one, other = learn(4)[0], learn(4)[0]
    assert torch.equal(one.weight, other.weight)
    assert not torch.equal(one.weight, learn(5)[0].weight)


def test_the_best_weights_are_kept() -> None:
    network = nn.Linear(1, 1, bias=False)
    seen: list[float] = []

    def loss(generator: torch.Generator) -> Tensor:
        return -network.weight.sum()

    def score() -> float:
        seen.append(float(network.weight.detach()))
        return -float(len(seen))

    fit(network, Plan(30, 1, 0.1, 0.0, 10, 0.5), loss, score, 0, lambda *line: None)
    # The first look is at the weights that it began with; nothing was better.
    assert float(network.weight.detach()) == seen[0] != seen[-1]
