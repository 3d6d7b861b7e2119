"""Conditioning augmentation: a text stands for a cloud of codes, not for one.

Zhang et al. 2017, "StackGAN: Text to Photo-realistic Image Synthesis with Stacked Generative
Adversarial Networks", section 3.2. With the text's features t, a linear layer gives mean m(t) and
log-variance v(t) of a normal distribution, and the code is drawn from it:

    c = m(t) + exp(v(t) / 2) * e,    e ~ N(0, I)

so that few texts cover the space of codes smoothly. The divergence of the distribution from
N(0, I) is held small while it learns (`objectives.reconstruction.divergence`).
"""

from __future__ import annotations

from typing import NamedTuple

import torch.nn.functional as F
from torch import Tensor, nn


class TextCode(NamedTuple):
    """Codes of B texts; each [B, C].

    Attributes:
        code: drawn from the distribution.
        mean: its mean.
        log_variance: logarithm of its variance.
    """

    code: Tensor
    mean: Tensor
    log_variance: Tensor


class ConditioningAugmentation(nn.Module):
    """Draws a code for a text."""

    def __init__(self, text: int, code: int) -> None:
        """Makes the distribution of `code` numbers from `text` features."""
        super().__init__()
        self.parameters_of = nn.Linear(text, 4 * code)

    def forward(self, text: Tensor, noise: Tensor | None = None) -> TextCode:
        """Draws codes.

        Args:
            text: [B, D] features of sentences.
            noise: [B, C] standard normal numbers; without them the code is the mean.
        """
        mean, log_variance = F.glu(self.parameters_of(text), 1).chunk(2, 1)
        log_variance = log_variance.clamp(-10, 6)
        code = mean if noise is None else mean + (log_variance / 2).exp() * noise
        return TextCode(code, mean, log_variance)
