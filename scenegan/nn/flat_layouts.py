"""Flat pictures of layouts: parts filled with their colours, with lines where they meet."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from scenegan.nn.color_space import lab_to_srgb
from scenegan.nn.composition import EMPTY, compose
from scenegan.nn.layout_splat import stretched
from scenegan.nn.line_bands import borders

FLAT_SIDE = 64
"""Side of the pictures in pixels."""
CHANNELS = 8
"""Main colour, second colour, whether there is anything, and lines between parts."""
PLACE_FEATURES = 9
"""Numbers that tell where a part is and how large."""

_FEWEST_PIXELS = 2
_SMALLEST_SIDE = 0.008
_SMALLEST_AREA = 1e-4


@dataclass(frozen=True)
class FlatLayouts:
    """B flat pictures of layouts of N parts.

    Attributes:
        picture: [B, 8, 64, 64] in -1..1.
        shown: [B, N, 64, 64] 1 where the part can be seen, else 0.
        place: [B, N, 9] place, size and visible area of each part.
    """

    picture: Tensor
    shown: Tensor
    place: Tensor

    @classmethod
    def of(
        cls, box: Tensor, depth: Tensor, colors: Tensor, outlines: Tensor, pad: Tensor
    ) -> FlatLayouts:
        """Draws layouts.

        Args:
            box: [B, N, 4] left, top, right, bottom in 0..1.
            depth: [B, N] larger is nearer.
            colors: [B, N, 6] main and second colour in Lab.
            outlines: [B, N, 32, 32] share of each cell of its box that a part covers, 0..1.
            pad: [B, N] true where there is no part.
        """
        masks = torch.zeros(*pad.shape, FLAT_SIDE, FLAT_SIDE, dtype=torch.bool, device=box.device)
        present = ~pad
        masks[present] = stretched(outlines[present].float(), box[present], FLAT_SIDE) > 0.5
        owner = compose(masks, depth)
        parts = torch.arange(pad.shape[1], device=box.device)
        shown = (owner[:, None] == parts[:, None, None]).float()
        return cls(_picture(owner, colors), shown, _places(box, depth, shown.mean((2, 3))))

    @property
    def seen(self) -> Tensor:
        """Whether a part can be seen: [B, N]."""
        return self.shown.sum((2, 3)) >= _FEWEST_PIXELS


def _picture(owner: Tensor, colors: Tensor) -> Tensor:
    """Fills the parts that own pixels [B, S, S], and draws lines between them: [B, 8, S, S]."""
    anything = (owner != EMPTY)[:, None].float()
    rgb = lab_to_srgb(colors.reshape(*colors.shape[:2], 2, 3)).flatten(2) * 2 - 1
    mine = owner.long().clamp(max=colors.shape[1] - 1).flatten(1)
    filled = rgb.gather(1, mine[..., None].expand(-1, -1, rgb.shape[-1]))
    filled = filled.transpose(1, 2).reshape(len(owner), -1, *owner.shape[1:]) * anything
    picture = torch.cat([filled, anything * 2 - 1, borders(owner)[:, None]], 1)
    return picture.contiguous(memory_format=torch.channels_last)


def _places(box: Tensor, depth: Tensor, area: Tensor) -> Tensor:
    """Place, size, depth and visible area [B, N] of each part: [B, N, 9]."""
    center = (box[..., :2] + box[..., 2:]) / 2
    size = (box[..., 2:] - box[..., :2]).clamp(min=_SMALLEST_SIDE)
    log_size = size.log()
    numbers = [
        center * 2 - 1,
        log_size,
        log_size[..., :1] - log_size[..., 1:],
        depth[..., None],
        (area[..., None] + _SMALLEST_AREA).log() / 4,
        (area / size.prod(-1))[..., None],
        (center[..., :1] - 0.5).abs(),
    ]
    return torch.cat(numbers, -1)
