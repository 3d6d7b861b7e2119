"""A sketch first, then a picture that corrects it.

Zhang et al. 2017, "StackGAN: Text to Photo-realistic Image Synthesis with Stacked Generative
Adversarial Networks", sections 3.3 and 3.4: stage I paints a small picture of a text; stage II
sees that picture and the text again, and paints one of four times the side. They learn one after
the other.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from scenegan.nn.conditioning_augmentation import ConditioningAugmentation
from scenegan.nn.picture_blocks import Residual, doubled, gated, norm, over_places, picture_head
from scenegan.nn.systems.painted import Painted
from scenegan.nn.systems.staged import StagedGenerator
from scenegan.nn.text_encoder import TextFeatures

ENLARGED = 4
"""How many times larger the side of the second picture is."""

_SMALLEST = 8
_RESIDUALS = 2


class SecondStage(nn.Module):
    """Reads a small picture and a text, and paints the picture anew at four times the side."""

    def __init__(self, small: int, width: int, text: int, code: int) -> None:
        """Makes the network.

        Args:
            small: side of the picture that it reads.
            width: channels of the features of that picture.
            text: features of a text.
            code: numbers of the code that is drawn for a text.
        """
        super().__init__()
        self.augment = ConditioningAugmentation(text, code)
        layers: list[nn.Module] = [nn.Conv2d(4, width, 3, padding=1), nn.LeakyReLU(0.2)]
        channels, side = width, small
        while side > max(_SMALLEST, small // 4):
            layers += [nn.Conv2d(channels, 2 * channels, 4, 2, 1), norm(2 * channels)]
            layers.append(nn.LeakyReLU(0.2))
            channels, side = 2 * channels, side // 2
        self.read = nn.Sequential(*layers)
        self.join = gated(channels + code, channels)
        self.refine = nn.Sequential(*(Residual(channels) for _ in range(_RESIDUALS)))
        growing: list[nn.Module] = []
        while side < small * ENLARGED:
            narrower = max(4, channels // 2)
            growing.append(doubled(channels, narrower))
            channels, side = narrower, side * 2
        self.grow = nn.Sequential(*growing)
        self.head = picture_head(channels)

    def forward(
        self, sketch: Tensor, text: TextFeatures, augmentation: Tensor | None = None
    ) -> Painted:
        """Paints over sketches [B, 4, small, small] in -1..1."""
        code = self.augment(text.sentence, augmentation)
        x = self.read(sketch)
        x = self.refine(self.join(torch.cat([x, over_places(code.code, x)], 1)))
        return Painted((self.head(self.grow(x)),), code)


class TwoStageGenerator(nn.Module):
    """Stage I and stage II."""

    def __init__(self, size: int, noise: int, width: int, text: int, code: int) -> None:
        """Makes both for pictures of `size`; further arguments as in `StagedGenerator`."""
        super().__init__()
        small = size // ENLARGED
        self.noise, self.code = noise, code
        self.first = StagedGenerator((small,), noise, width, text, code)
        self.second = SecondStage(small, width, text, code)

    def forward(
        self, noise: Tensor, text: TextFeatures, augmentation: Tensor | None = None
    ) -> Painted:
        """Paints the picture of stage II; its sketch stands before it."""
        with torch.no_grad():
            sketch = self.first(noise, text, augmentation).pictures[0]
        painted: Painted = self.second(sketch, text, augmentation)
        return Painted((sketch, *painted.pictures), painted.code)
