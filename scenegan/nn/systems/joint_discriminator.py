"""Discriminators of whole pictures: is it drawn, and does it show the text?

Zhang et al. 2018 (StackGAN++), section 4.1, have both questions for one trunk; Reed et al. 2016
(GAN-INT-CLS) and Zhang et al. 2017 (StackGAN) ask for both at once, Goodfellow et al. 2014 the
first alone. The text's features are compressed, repeated over 4x4 places and joined with the
picture's (Reed et al. 2016, section 4.1).
"""

from __future__ import annotations

import math
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn.utils.parametrizations import spectral_norm

from scenegan.nn.picture_blocks import bounded, halved, over_places

_END = 4
_WIDEST = 16
_SHARPNESS = 4.0
"""Logits per unit of a bounded answer, which would reach too little of the sigmoid."""


class Opinion(NamedTuple):
    """What a discriminator says of B pictures; logits, positive for true.

    Attributes:
        unconditional: [B] whether it is drawn; None if that is not asked.
        conditional: [B] whether it is drawn and shows the text; None if that is not asked.
        features: [B, C, 4, 4] what it saw.
    """

    unconditional: Tensor | None
    conditional: Tensor | None
    features: Tensor


class JointDiscriminator(nn.Module):
    """Judges pictures of one size."""

    def __init__(
        self,
        size: int,
        width: int = 64,
        text: int = 0,
        code: int = 128,
        unconditional: bool = True,
    ) -> None:
        """Makes the network.

        Args:
            size: side of the pictures, 4 times a power of two.
            width: channels of the first convolution; they double at each halving.
            text: features of a text; 0 for a discriminator that reads none.
            code: numbers that a text is compressed to.
            unconditional: whether it asks if a picture is drawn, whatever it shows.
        """
        super().__init__()
        halvings = int(math.log2(size // _END))
        widths = [4, *(width * min(2**level, _WIDEST) for level in range(halvings))]
        self.trunk = nn.Sequential(
            *(halved(a, b) for a, b in zip(widths, widths[1:], strict=False))
        )
        last = widths[-1]
        self.features = last
        self.drawn = spectral_norm(nn.Conv2d(last, 1, _END)) if unconditional else None
        self.compress = nn.Linear(text, code) if text else None
        joined = bounded(nn.Conv2d(last + code, last, 3, padding=1))
        end = spectral_norm(nn.Conv2d(last, 1, _END))
        self.shows = nn.Sequential(joined, end) if text else None

    def look(self, pictures: Tensor) -> Tensor:
        """Sees pictures [B, 4, size, size] in -1..1: [B, C, 4, 4]."""
        seen: Tensor = self.trunk(pictures)
        return seen

    def judge(self, seen: Tensor, sentence: Tensor | None) -> Opinion:
        """Judges what was seen, against the features [B, D] of sentences where texts are read."""
        drawn = None if self.drawn is None else _SHARPNESS * self.drawn(seen).flatten()
        shows = None
        if self.shows is not None and self.compress is not None and sentence is not None:
            code = nn.functional.leaky_relu(self.compress(sentence), 0.2)
            answer = self.shows(torch.cat([seen, over_places(code, seen)], 1))
            shows = _SHARPNESS * answer.flatten()
        return Opinion(drawn, shows, seen)

    def forward(self, pictures: Tensor, sentence: Tensor | None = None) -> Opinion:
        """Judges pictures, as `judge` after `look`."""
        return self.judge(self.look(pictures), sentence)
