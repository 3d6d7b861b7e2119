"""The judge of parts: which part each pixel shows.

A decoder in the form of a U-Net (Ronneberger et al. 2015) over the frozen backbone, down to stride
4. From there on each pixel is answered for by itself, from the features at its place and the
colours around it, as in PointRend (Kirillov et al. 2020): so learning can look at a few pixels of
each drawing, small parts among them. What is background is not guessed but read from the alpha.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from scenegan.evaluation.judges.backbone import PYRAMID_CHANNELS
from scenegan.evaluation.judges.view import SIDE, View

_WIDTHS = (48, 64, 96, 128)
"""Channels at strides 4, 8, 16 and 32."""
_PATCH = 7
"""Side of the square of pixels around each pixel that is looked at."""
_AT_PIXEL = 160


class Mixed(nn.Sequential):
    """A convolution with a norm over groups of channels and a smooth rectifier."""

    def __init__(self, channels_in: int, channels: int, kernel: int) -> None:
        """Builds it for [B, channels_in, H, W]."""
        super().__init__(
            nn.Conv2d(channels_in, channels, kernel, padding=kernel // 2, bias=False),
            nn.GroupNorm(8, channels),
            nn.SiLU(),
        )


class Joint(nn.Module):
    """Brings coarse features to the double resolution and joins them with finer ones."""

    def __init__(self, coarse: int, fine: int, channels: int) -> None:
        """Builds it for the channels of both and of the result."""
        super().__init__()
        self.join = Mixed(coarse + fine, channels, 1)
        self.mix = Mixed(channels, channels, 3)

    def forward(self, coarse: Tensor, fine: Tensor) -> Tensor:
        """Returns [B, channels, H, W] in the resolution of `fine`."""
        larger = F.interpolate(coarse, size=fine.shape[2:], mode="bilinear")
        joined: Tensor = self.join(torch.cat([larger, fine], 1))
        mixed: Tensor = self.mix(joined)
        return joined + mixed


class Segmenter(nn.Module):
    """Tells the part of each pixel, at a side of 128 pixels."""

    def __init__(self, part_names: Sequence[str]) -> None:
        """Builds the judge with random weights.

        Args:
            part_names: the C parts that it tells apart.
        """
        super().__init__()
        self.part_names = tuple(part_names)
        fine, middle, coarse, whole = PYRAMID_CHANNELS
        self.top = Mixed(whole, _WIDTHS[3], 1)
        self.everything = nn.Linear(_WIDTHS[3], _WIDTHS[3])
        self.joint_16 = Joint(_WIDTHS[3], coarse, _WIDTHS[2])
        self.joint_8 = Joint(_WIDTHS[2], middle, _WIDTHS[1])
        self.joint_4 = Joint(_WIDTHS[1], fine, _WIDTHS[0])
        seen = _WIDTHS[0] + _WIDTHS[1] + 4 * _PATCH * _PATCH
        self.answer = nn.Sequential(
            nn.Linear(seen, _AT_PIXEL), nn.SiLU(), nn.Linear(_AT_PIXEL, len(self.part_names))
        )

    def forward(self, view: View) -> Tensor:
        """Returns a logit for each part at each pixel, [B, C, 128, 128]."""
        pixels = torch.arange(SIDE * SIDE).expand(len(view), -1)
        logits = self.answers(view, pixels)
        return logits.transpose(1, 2).reshape(len(view), -1, SIDE, SIDE)

    def answers(self, view: View, pixels: Tensor) -> Tensor:
        """Returns a logit for each part at some pixels.

        Args:
            view: what is seen of B pictures.
            pixels: [B, P] int64, positions in the rows of 128 x 128 pixels.

        Returns:
            [B, P, C].
        """
        rough, finer = self._features(view)
        column, row = pixels % SIDE, pixels // SIDE
        places = (torch.stack([column, row], -1) * 2 + 1) / SIDE - 1
        around = _around(view.pixels, places)
        seen = torch.cat([_at(finer, places), _at(rough, places), around], -1)
        logits: Tensor = self.answer(seen)
        return logits

    def _features(self, view: View) -> tuple[Tensor, Tensor]:
        """Features at strides 8 and 4."""
        top = self.top(view.whole)
        top = top + self.everything(top.mean((2, 3)))[:, :, None, None]
        rough = self.joint_8(self.joint_16(top, view.coarse), view.middle)
        return rough, self.joint_4(rough, view.fine)


def _at(features: Tensor, places: Tensor) -> Tensor:
    """Reads features at places: [B, C, H, W] and [B, P, 2] in -1..1 -> [B, P, C]."""
    found = F.grid_sample(features, places[:, None], align_corners=False)
    return found[:, :, 0].transpose(1, 2)


def _around(pixels: Tensor, places: Tensor) -> Tensor:
    """Reads the square of pixels around each place: [B, P, 4 * 7 * 7] in -1..1."""
    steps = (torch.arange(_PATCH) - _PATCH // 2) * (2 / SIDE)
    offsets = torch.cartesian_prod(steps, steps).flip(1)
    grid = places[:, :, None] + offsets
    found = F.grid_sample(pixels * 2 - 1, grid, mode="nearest", align_corners=False)
    return found.permute(0, 2, 3, 1).flatten(2)


def part_shares(logits: Tensor, alpha: Tensor) -> Tensor:
    """Turns logits into probabilities of background and parts.

    Args:
        logits: [B, C, S, S] of the parts.
        alpha: [B, 1, S, S] in 0..1.

    Returns:
        [B, C + 1, S, S], background first; they sum to one at each pixel.
    """
    return torch.cat([1 - alpha, alpha * logits.softmax(1)], 1)
