"""How far the discriminators of the painter have run away."""

from __future__ import annotations

import torch
from torch import Tensor, nn

_CALM_LIMIT = 4.0
_LOOKS_EVERY = 20


class Heat(nn.Module):
    """A slow average of the adversarial loss, by which discriminators are listened to less."""

    value: Tensor

    def __init__(self) -> None:
        """Begins cold."""
        super().__init__()
        self.register_buffer("value", torch.zeros(()))

    def feel(self, loss: Tensor, number: int) -> None:
        """Follows the loss of step `number`, every now and then."""
        if number % _LOOKS_EVERY == 0:
            self.value.lerp_(loss.float(), 0.2)

    def calm(self) -> Tensor:
        """Returns how much they are listened to: 1, less while they run away."""
        return (_CALM_LIMIT / (self.value.abs() + 1e-3)).clamp(max=1.0)
