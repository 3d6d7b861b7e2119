"""The judge of attributes: what a part looks like, such as round, long, pointed or striped.

Attributes belong to parts, so the judge is told where to look. It cuts a window around the region
out of the backbone's features and of the pixels; the region itself only enters blurred, as a hint
where in the window the part is, and as the window's size: what is large cannot be told from a
window alone. How far that hint alone would lead is measured too (`f1_blind`, with empty pictures).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from scenegan.evaluation.judges.backbone import FEATURES, PYRAMID_CHANNELS
from scenegan.evaluation.judges.view import View

_WINDOW = 16
"""Cells of the backbone's features along a side of the window."""
_PIXELS = 32
"""Pixels along a side of the window."""
_MARGIN = 1.3
"""Side of the window over the longer side of the region."""
_SMALLEST = 0.06
"""Shortest side of a window, as a share of the picture."""
_HINT_CELLS = 4
_DIM = 160


class AttributeJudge(nn.Module):
    """Tells the attributes of what a region shows."""

    def __init__(self, names: Sequence[str]) -> None:
        """Builds the judge with random weights.

        Args:
            names: the A attributes that it tells.
        """
        super().__init__()
        self.names = tuple(names)
        fine, middle, coarse, _ = PYRAMID_CHANNELS
        self.pixels = nn.Sequential(
            nn.Conv2d(4, 24, 3, padding=1), nn.SiLU(), nn.Conv2d(24, 32, 3, 2, 1), nn.SiLU()
        )
        self.join = nn.Conv2d(fine + middle + coarse + 32 + 1, 64, 1)
        self.window = nn.Sequential(
            nn.GroupNorm(8, 64),
            nn.SiLU(),
            nn.Conv2d(64, 96, 3, 2, 1),
            nn.GroupNorm(8, 96),
            nn.SiLU(),
            nn.Conv2d(96, _DIM, 3, 2, 1),
            nn.GroupNorm(8, _DIM),
            nn.SiLU(),
        )
        self.whole = nn.Linear(FEATURES, 64)
        self.size = nn.Linear(1, 16)
        self.answer = nn.Sequential(
            nn.Dropout(0.2),
            nn.Linear(2 * _DIM + 64 + 16, 192),
            nn.SiLU(),
            nn.Dropout(0.2),
            nn.Linear(192, len(self.names)),
        )

    def forward(self, view: View, owners: Tensor, masks: Tensor) -> Tensor:
        """Returns a logit for each attribute of each region.

        Args:
            view: what is seen of B pictures.
            owners: [M] int64, the picture of each region.
            masks: [M, S, S] in 0..1, where the regions are.

        Returns:
            [M, A].
        """
        windows = windows_of(masks)
        hint = _cut(F.adaptive_avg_pool2d(masks[:, None], 32), windows, _HINT_CELLS)
        parts = [_cut(f, windows, _WINDOW, owners) for f in (view.fine, view.middle, view.coarse)]
        parts.append(self.pixels(_cut(view.pixels, windows, _PIXELS, owners)))
        parts.append(F.interpolate(hint, size=_WINDOW, mode="bilinear"))
        x = self.window(self.join(torch.cat(parts, 1)))
        size = self.size(windows[:, 2:].log() / math.log(2))
        whole = self.whole(view.vector)[owners]
        seen = torch.cat([x.mean((2, 3)), x.amax((2, 3)), whole, size], 1)
        answer: Tensor = self.answer(seen)
        return answer


def windows_of(masks: Tensor) -> Tensor:
    """Returns the square around each region.

    Args:
        masks: [M, S, S] in 0..1; what is at least half of the largest value counts.

    Returns:
        [M, 3] middle and side, as shares of the picture; all of it where a mask is empty.
    """
    side = masks.shape[-1]
    inside = masks >= masks.amax((1, 2), keepdim=True).clamp(min=1e-3) / 2
    places = torch.arange(side, device=masks.device)
    spans = []
    for hit in (inside.any(1), inside.any(2)):
        low = torch.where(hit, places, side).amin(1)
        high = torch.where(hit, places + 1, 0).amax(1)
        empty = high == 0
        spans.append((low.masked_fill(empty, 0), high.masked_fill(empty, side)))
    (x0, x1), (y0, y1) = spans
    longer = torch.maximum(x1 - x0, y1 - y0) / side
    middle = torch.stack([(x0 + x1) / (2 * side), (y0 + y1) / (2 * side)], 1)
    return torch.cat([middle, (longer * _MARGIN).clamp(min=_SMALLEST)[:, None]], 1)


def _cut(picture: Tensor, windows: Tensor, cells: int, owners: Tensor | None = None) -> Tensor:
    """Cuts windows out of pictures: [B, C, H, W] -> [M, C, cells, cells]."""
    affine = torch.zeros(len(windows), 2, 3, device=windows.device)
    affine[:, 0, 0] = affine[:, 1, 1] = windows[:, 2]
    affine[:, :, 2] = windows[:, :2] * 2 - 1
    chosen = picture if owners is None else picture[owners]
    size = [len(windows), picture.shape[1], cells, cells]
    grid = F.affine_grid(affine, size, align_corners=False)
    return F.grid_sample(chosen, grid, align_corners=False)
