"""A running average of a network's weights, which paints better than the last weights."""

from __future__ import annotations

import copy
from typing import Generic, TypeVar

import torch
from torch import Tensor, nn

Network = TypeVar("Network", bound=nn.Module)


class RunningAverage(nn.Module, Generic[Network]):
    """Follows a network while it learns; early steps count for little.

    Attributes:
        network: the averaged network, in evaluation mode.
    """

    network: Network

    def __init__(self, network: Network, decay: float = 0.999, warm_steps: int = 10) -> None:
        """Starts with the present weights of `network`."""
        super().__init__()
        self.network = copy.deepcopy(network).eval().requires_grad_(False)
        self._decay = decay
        self._warm_steps = warm_steps

    @torch.no_grad()
    def follow(self, network: Network, step: int) -> None:
        """Moves towards the weights after step number `step`, counted from 0."""
        keep = min(self._decay, (step + 1) / (step + self._warm_steps))
        mine: list[Tensor] = [p.detach() for p in self.network.parameters()]
        theirs: list[Tensor] = [p.detach() for p in network.parameters()]
        torch._foreach_lerp_(mine, theirs, 1 - keep)
        for own, other in zip(self.network.buffers(), network.buffers(), strict=True):
            own.copy_(other)
