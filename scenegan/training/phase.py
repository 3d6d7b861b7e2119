"""A phase of training: some networks that learn together, step by step."""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.optim import Optimizer

from scenegan.training.devices import average_gradients


class Phase(ABC):
    """What the training loop needs to know of a phase.

    Attributes:
        name: name of the phase in settings, files and messages.
        steps: number of steps.
        batch: examples a step, for the rate that is shown.
        guessing: what guessing costs the discriminators, so that one sees them run away; None
            where there are none, or where their losses are not hinged.
        heavier_from: first step of the longer ones, for estimates of time.
    """

    name: str
    steps: int
    batch: int
    guessing: float | None = None
    heavier_from: int = 0

    @abstractmethod
    def networks(self) -> dict[str, nn.Module]:
        """Returns everything whose weights and buffers change, by name."""

    @abstractmethod
    def optimizers(self) -> dict[str, Optimizer]:
        """Returns the optimisers, by name."""

    @abstractmethod
    def step(self, number: int, generator: torch.Generator) -> dict[str, Tensor]:
        """Learns once.

        Args:
            number: number of the step, from 0.
            generator: source of all random numbers of the step.

        Returns:
            Losses by name, without gradients.
        """

    @abstractmethod
    def sample(self) -> Tensor:
        """Returns a picture [3, H, W] in 0..1 that shows how far the phase has come."""

    @abstractmethod
    def finish(self, folder: Path) -> None:
        """Writes the weights that the phase has learned."""

    def measure(self) -> dict[str, float]:
        """Returns figures on held-out drawings, told whenever a sample is made."""
        return {}

    def n_parameters(self) -> int:
        """Returns the number of weights that learn."""
        groups = [g for o in self.optimizers().values() for g in o.param_groups]
        return sum(p.numel() for g in groups for p in g["params"])


def optimize(optimizer: Optimizer, loss: Tensor, clip: float | None = None) -> None:
    """Steps down the gradient of a loss, clipped to a norm if one is given.

    Gradients are averaged over all processes that train together.
    """
    optimizer.zero_grad(set_to_none=True)
    loss.backward()  # type: ignore[no-untyped-call]
    parameters = [p for group in optimizer.param_groups for p in group["params"]]
    average_gradients(parameters)
    if clip is not None:
        nn.utils.clip_grad_norm_(parameters, clip)
    optimizer.step()
