"""Changes to drawings that a judge must not mind: place, colours, sharpness, width of outlines.

Pictures of a generator are a little softer or harder than a person's drawings, and their outlines
a little thinner or wider. A judge that has only seen perfect drawings would hold this against
them, so the drawings that it learns from vary in just these ways.
"""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor

from scenegan.nn.composition import EMPTY
from scenegan.training.augmentation import premultiplied

_MAX_TURN = math.radians(15)
_ZOOM = (0.72, 1.04)
_MAX_SQUASH = 0.12
_ROOM = 0.5
"""Share of the free space by which a drawing may be shifted."""
_MIN_ALPHA = 0.02


def moved(
    pictures: Tensor, index_maps: Tensor, flips: Tensor, generator: torch.Generator
) -> tuple[Tensor, Tensor]:
    """Turns, zooms, squashes, shifts and mirrors pictures together with their part maps.

    Args:
        pictures: [B, 4, H, W] RGBA in 0..1, straight alpha.
        index_maps: [B, H, W] uint8, `EMPTY` where no part is.
        flips: [B] true where left and right are exchanged.
        generator: source of the random numbers.

    Returns:
        Both, changed.
    """
    grid = F.affine_grid(_affine(flips, generator), list(pictures.shape), align_corners=False)
    seen = F.grid_sample(premultiplied(pictures), grid, align_corners=False)
    # What comes in from beyond the rim is zero, which has to mean that nothing is there.
    shifted = (index_maps.float() + 1).remainder(EMPTY + 1)[:, None]
    owners = F.grid_sample(shifted, grid, mode="nearest", align_corners=False)[:, 0]
    return straight(seen), (owners - 1).remainder(EMPTY + 1).to(torch.uint8)


def straight(pictures: Tensor) -> Tensor:
    """Premultiplied to straight alpha: [B, 4, H, W]."""
    alpha = pictures[:, 3:]
    return torch.cat([(pictures[:, :3] / alpha.clamp(min=_MIN_ALPHA)).clamp(0, 1), alpha], 1)


def drawn_otherwise(pictures: Tensor, generator: torch.Generator) -> Tensor:
    """Blurs, sharpens, and widens or thins the outlines of pictures, each a little or not at all.

    Args:
        pictures: [B, 4, H, W] RGBA in 0..1, straight alpha.
        generator: source of the random numbers.
    """
    pictures = _with_other_outlines(pictures, generator)
    pictures = _softer_or_harder(pictures, generator)
    return _with_other_tones(pictures, generator)


def _affine(flips: Tensor, generator: torch.Generator) -> Tensor:
    """Random maps from places of the result to places of the drawing, [B, 2, 3]."""
    b = len(flips)

    def between(low: float, high: float, *size: int) -> Tensor:
        return torch.rand(*size, generator=generator) * (high - low) + low

    zoom = between(*_ZOOM, b)
    squash = between(1 - _MAX_SQUASH, 1 + _MAX_SQUASH, b)
    turn = between(-_MAX_TURN, _MAX_TURN, b) * (between(0, 1, b) < 0.7)
    mirror = 1 - 2 * flips.float()
    cos, sin = turn.cos(), turn.sin()
    rows = torch.stack(
        [
            torch.stack([mirror * cos * squash, mirror * sin], -1),
            torch.stack([-sin * squash, cos], -1),
        ],
        1,
    )
    affine = torch.zeros(b, 2, 3)
    affine[:, :, :2] = rows / zoom[:, None, None]
    free = (1 - zoom).clamp(min=0.04)[:, None] * _ROOM
    affine[:, :, 2] = between(-1, 1, b, 2) * free / zoom[:, None]
    return affine


def _with_other_outlines(pictures: Tensor, generator: torch.Generator) -> Tensor:
    """Lets dark lines grow into what is beside them, or shrink."""
    rgb = pictures[:, :3]
    wider = -F.max_pool2d(-rgb, 3, 1, 1)
    thinner = F.max_pool2d(rgb, 3, 1, 1)
    amount = _amount(len(pictures), 0.6, generator)
    changed = rgb + amount.clamp(min=0) * (wider - rgb) + (-amount).clamp(min=0) * (thinner - rgb)
    return torch.cat([changed, pictures[:, 3:]], 1)


def _softer_or_harder(pictures: Tensor, generator: torch.Generator) -> Tensor:
    """Blends pictures with a blurred copy, or away from it."""
    seen = premultiplied(pictures)
    size = pictures.shape[2:]
    half = F.interpolate(seen, scale_factor=0.5, mode="bilinear", antialias=True)
    blurred = F.interpolate(half, size=size, mode="bilinear")
    amount = _amount(len(pictures), 1.0, generator)
    changed = (seen + amount * (blurred - seen)).clamp(0, 1)
    return straight(changed)


def _with_other_tones(pictures: Tensor, generator: torch.Generator) -> Tensor:
    """Changes brightness and contrast a little."""
    gain = 1 + _amount(len(pictures), 0.1, generator)
    lift = _amount(len(pictures), 0.05, generator)
    return torch.cat([(pictures[:, :3] * gain + lift).clamp(0, 1), pictures[:, 3:]], 1)


def _amount(count: int, limit: float, generator: torch.Generator) -> Tensor:
    """Random amounts from -limit to limit, zero for half of the pictures, [B, 1, 1, 1]."""
    amount = (torch.rand(count, 1, 1, 1, generator=generator) * 2 - 1) * limit
    still = torch.rand(count, 1, 1, 1, generator=generator) < 0.5
    return amount.masked_fill(still, 0.0)
