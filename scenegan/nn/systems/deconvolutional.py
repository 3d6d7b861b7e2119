"""The earliest generators: noise, with or without a text, grows by transposed convolutions.

Goodfellow et al. 2014, "Generative Adversarial Nets": G(z) turns noise into a picture; its
convolutional form for colour pictures is a "deconvolutional" generator. Reed et al. 2016,
"Generative Adversarial Text to Image Synthesis", section 4: the features of a text are compressed
by a layer and set beside the noise.
"""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from scenegan.nn.picture_blocks import norm, starting_empty
from scenegan.nn.systems.painted import Painted
from scenegan.nn.text_encoder import TextFeatures

_START = 4


class DeconvolutionalGenerator(nn.Module):
    """Grows pictures from vectors: 4x4, then twice the side at half the channels each."""

    def __init__(
        self, size: int, noise: int = 100, width: int = 64, text: int = 0, code: int = 128
    ) -> None:
        """Makes the network.

        Args:
            size: side of the pictures, 4 times a power of two.
            noise: numbers of noise.
            width: channels at half the side of the picture; they double at each halving.
            text: features of a text; 0 for a generator that reads none.
            code: numbers that a text is compressed to.
        """
        super().__init__()
        self.noise = noise
        self.compress = nn.Linear(text, code) if text else None
        doublings = int(math.log2(size // _START))
        channels = width * 2 ** (doublings - 1)
        inputs = noise + (code if text else 0)
        first = nn.ConvTranspose2d(inputs, channels, _START, bias=False)
        # Each place of the 4x4 hears each input once. The usual start divides by the number of
        # outputs: noise would be so faint that the steps of the first minute drown it for good.
        nn.init.normal_(first.weight, std=inputs**-0.5)
        layers: list[nn.Module] = [first, norm(channels), nn.ReLU()]
        for _ in range(doublings - 1):
            layers += [nn.ConvTranspose2d(channels, channels // 2, 4, 2, 1, bias=False)]
            layers += [norm(channels // 2), nn.ReLU()]
            channels //= 2
        layers += [starting_empty(nn.ConvTranspose2d(channels, 4, 4, 2, 1)), nn.Tanh()]
        self.grow = nn.Sequential(*layers)

    def forward(
        self,
        noise: Tensor,
        text: TextFeatures | None = None,
        augmentation: Tensor | None = None,
    ) -> Painted:
        """Paints.

        Args:
            noise: [B, Z] standard normal numbers.
            text: what is asked for; needed by a generator that reads texts.
            augmentation: has no meaning here.
        """
        vector = noise
        if self.compress is not None:
            if text is None:
                raise ValueError("this generator reads texts")
            vector = torch.cat([noise, F.leaky_relu(self.compress(text.sentence), 0.2)], 1)
        return Painted((self.grow(vector[:, :, None, None]),))
