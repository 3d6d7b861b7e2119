"""A phase of training: some networks that learn together, step by step."""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.optim import Optimizer


class Phase(ABC):
    """What the training loop needs to know of a phase.

    Attributes:
        name: name of the phase in settings, files and messages.
        steps: number of steps.
        batch: examples a step, for the rate that is shown.
    """

    name: str
    steps: int
    batch: int

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
    """Steps down the gradient of a loss, clipped to a norm if one is given."""
    optimizer.zero_grad(set_to_none=True)
    loss.backward()  # type: ignore[no-untyped-call]
    if clip is not None:
        parameters = [p for group in optimizer.param_groups for p in group["params"]]
        nn.utils.clip_grad_norm_(parameters, clip)
    optimizer.step()
