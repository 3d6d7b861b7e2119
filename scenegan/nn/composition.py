"""From shapes, boxes and depths to the part map that the painter paints on.

Shapes are enlarged smoothly: logits are clamped, framed by a rim of the outside, enlarged
bicubically and blurred a little, so that neither the coarse raster nor the rim of the box shows.
All of that is linear and separable; it is done with two matrix products a part, of those rows and
columns that its box reaches.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from scenegan.nn.shape_code import SHAPE_SIDE

EMPTY = 255
"""Value of the part map where there is no part."""

RIM = 2
"""Cells that are added around a shape, so that its outline can curve at the rim of the box."""

_ZOOM = 3
_LIMIT = 4.0
_BLUR_SIGMA = 1.5
_BLUR_RADIUS = 5
_FRAMED = SHAPE_SIDE + 2 * RIM
_FINE = _FRAMED * _ZOOM
_CUBIC = -0.75
_SMALLEST_EXTENT = 1e-3

_Floats = NDArray[np.float32]
_Integers = NDArray[np.int64]


def part_masks(logits: Tensor, box: Tensor, size: int) -> Tensor:
    """Places shapes in their boxes.

    Args:
        logits: [K, 32, 32] positive inside the shape.
        box: [K, 4] left, top, right, bottom as shares of the side.
        size: side of the masks in pixels.

    Returns:
        [K, size, size] bool.
    """
    box, logits = box.detach().to(logits.dtype), logits.detach()
    framed = F.pad(logits.clamp(-_LIMIT, _LIMIT), (RIM,) * 4, value=-_LIMIT)
    low, high = box.T.reshape(2, 2 * len(box))  # All parts across, then all parts down.
    if box.is_cuda:
        pixels = torch.arange(size, device=box.device)
        weights = _resampling(low[:, None], high[:, None], pixels, size)
        across, down = weights.view(2, len(box), size, _FRAMED)
        on_device: Tensor = down @ framed @ across.transpose(1, 2) > 0
        return on_device
    # Of each line only those pixels that its box reaches, one behind the other.
    first, count = _reached(low.numpy(), high.numpy(), size)
    line = np.arange(len(count)).repeat(count)
    pixels = torch.from_numpy(np.arange(len(line)) - (count.cumsum() - count - first)[line])
    at = torch.from_numpy(line)
    taken = torch.split(_resampling(low[at], high[at], pixels, size), count.tolist())
    masks = np.zeros((len(box), size, size), dtype=bool)
    spans = list(map(slice, first.tolist(), (first + count).tolist()))
    for k, (mask, shape) in enumerate(zip(masks, framed.unbind(), strict=True)):
        logit = taken[len(box) + k].mm(shape).mm(taken[k].t())
        mask[spans[len(box) + k], spans[k]] = logit.numpy() > 0
    return torch.from_numpy(masks)


def _reached(low: _Floats, high: _Floats, size: int) -> tuple[_Integers, _Integers]:
    """The first pixel that framed shapes from low to high [L] reach, and how many they reach."""
    rim = np.maximum(high - low, np.float32(_SMALLEST_EXTENT)) * np.float32(RIM / SHAPE_SIDE)
    first = np.clip(np.floor((low - rim) * size), 0, size).astype(np.int64)
    end = np.clip(np.ceil((high + rim) * size), 0, size).astype(np.int64)
    return first, np.maximum(end - first, 0)


def compose(masks: Tensor, depth: Tensor) -> Tensor:
    """Stacks masks by depth, the nearest one on top.

    Args:
        masks: [..., N, S, S] bool.
        depth: [..., N] larger is nearer; of equal ones the later part is nearer.

    Returns:
        [..., S, S] uint8 index of the part; `EMPTY` where there is none.
    """
    n = depth.shape[-1]
    if n == 0:
        shape = (*masks.shape[:-3], *masks.shape[-2:])
        return torch.full(shape, EMPTY, dtype=torch.uint8, device=masks.device)
    order = depth.argsort(dim=-1, stable=True)
    rank = order.argsort(-1).to(torch.uint8) + 1
    top = (masks.to(torch.uint8) * rank[..., None, None]).amax(-3)
    part_at = F.pad(order.to(torch.uint8), (1, 0), value=EMPTY)
    return part_at.gather(-1, top.flatten(-2).long()).view_as(top)


def index_map(logits: Tensor, box: Tensor, depth: Tensor, pad: Tensor, size: int = 256) -> Tensor:
    """Composes the part maps of B creatures.

    Args:
        logits: [B, N, 32, 32] shapes, positive inside.
        box: [B, N, 4] boxes.
        depth: [B, N] larger is nearer.
        pad: [B, N] true where there is no part.
        size: side of the maps in pixels.

    Returns:
        [B, size, size] uint8 index of the part; `EMPTY` where there is none.
    """
    b, n = depth.shape
    masks = torch.zeros(b, n, size, size, dtype=torch.bool, device=box.device)
    masks[~pad] = part_masks(logits[~pad], box[~pad], size)
    return compose(masks, depth)


def shrunk_map(part_map: Tensor, side: int) -> Tensor:
    """Takes the middle of each square of pixels of part maps: [B, S, S] -> [B, side, side]."""
    cells = part_map.shape[-1] // side
    return part_map if cells == 1 else part_map[:, cells // 2 :: cells, cells // 2 :: cells]


def _resampling(low: Tensor, high: Tensor, pixel: Tensor, size: int) -> Tensor:
    """Weights [..., 36] of the framed cells for pixels along one axis; 0 beyond the frame.

    Bicubic (Keys 1981, a = -0.75) between the samples of the smoothed raster.

    Args:
        low: where boxes begin along the axis, as a share of the side; with `high` and `pixel` it
            can be broadcast to [...].
        high: where they end.
        pixel: which of the `size` pixels along the axis is asked for.
        size: side of the masks in pixels.
    """
    extent = (high - low).clamp(min=_SMALLEST_EXTENT)
    center = (pixel.to(low.dtype) + 0.5) / size
    share = (center - low) / extent
    cell = share * SHAPE_SIDE + RIM
    inside = (cell >= 0) & (cell <= _FRAMED)
    at = (cell * _ZOOM - 0.5).clamp(-0.5, _FINE - 0.5)
    first = at.floor()
    weights = _cubic_weights(at - first) * inside[..., None]
    table = _smoothing().to(device=low.device, dtype=low.dtype)
    taps = torch.arange(-1, 3, device=low.device)
    rows = (first.long()[..., None] + taps).clamp(0, _FINE - 1)
    mixed = F.embedding_bag(
        rows.view(-1, 4), table, mode="sum", per_sample_weights=weights.view(-1, 4)
    )
    return mixed.view(*at.shape, _FRAMED)


def _cubic_weights(t: Tensor) -> Tensor:
    """Weights [..., 4] of the samples at -1, 0, 1 and 2 for a place t in 0..1."""
    near = torch.stack([t, 1 - t], -1)
    before, after = _outer(1 + near).unbind(-1)
    return torch.stack([before, *_inner(near).unbind(-1), after], -1)


def _inner(distance: Tensor) -> Tensor:
    """Cubic kernel at distances of 0 to 1."""
    return ((_CUBIC + 2) * distance - (_CUBIC + 3)) * distance * distance + 1


def _outer(distance: Tensor) -> Tensor:
    """Cubic kernel at distances of 1 to 2."""
    return (((distance - 5) * distance + 8) * distance - 4) * _CUBIC


@cache
def _smoothing() -> Tensor:
    """Matrix [108, 36] that enlarges framed cells bicubically and blurs them, along one axis."""
    cells = torch.eye(_FRAMED)[None, None]
    fine = F.interpolate(cells, scale_factor=(_ZOOM, 1), mode="bicubic", align_corners=False)[0, 0]
    offset = torch.arange(-_BLUR_RADIUS, _BLUR_RADIUS + 1)
    kernel = torch.exp(-(offset**2) / (2 * _BLUR_SIGMA**2))
    kernel = kernel / kernel.sum()
    framed = F.pad(fine.T[None], (_BLUR_RADIUS, _BLUR_RADIUS), mode="replicate")[0]
    return F.conv1d(framed[:, None], kernel[None, None])[:, 0].T.contiguous()
