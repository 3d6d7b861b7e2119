"""Augmentation of all that a discriminator sees, through which the generator still learns.

Zhao et al. 2020, "Differentiable Augmentation for Data-Efficient GAN Training": drawings and
paintings alike are moved by up to an eighth of their side and lose a square of half of it, so that
a discriminator cannot learn a few hundred drawings by heart.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

_MOVED = 0.125
_CUT = 0.5
EMPTY = -1.0
"""Value of what is not there, in the range of the generators."""


def augmented(pictures: Tensor, generator: torch.Generator) -> Tensor:
    """Moves and cuts each of B pictures [B, C, H, W] in -1..1 in its own way."""
    return _cut(_moved(pictures, generator), generator)


def _moved(pictures: Tensor, generator: torch.Generator) -> Tensor:
    b, _, side, _ = pictures.shape
    reach = max(1, round(side * _MOVED))
    size = (b, 2)
    shift = torch.randint(
        -reach, reach + 1, size, device=pictures.device, generator=generator
    ).tolist()
    wide = F.pad(pictures, (reach,) * 4, value=EMPTY)
    return torch.stack(
        [
            picture[:, reach + dy : reach + dy + side, reach + dx : reach + dx + side]
            for picture, (dy, dx) in zip(wide, shift, strict=True)
        ]
    )


def _cut(pictures: Tensor, generator: torch.Generator) -> Tensor:
    b, _, side, _ = pictures.shape
    half = side * _CUT / 2
    centre = torch.rand(b, 2, 1, device=pictures.device, generator=generator) * side
    places = torch.arange(side, device=pictures.device) + 0.5
    inside = (places - centre).abs() < half
    hole = inside[:, 0, :, None] & inside[:, 1, None, :]
    return pictures.masked_fill(hole[:, None], EMPTY)
