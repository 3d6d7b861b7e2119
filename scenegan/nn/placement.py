"""Search for the best place of one part: near where it is, held by its parent, hiding nothing.

All places within reach are judged at once: how much of a part lies on another at every offset is
a cross-correlation of their masks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy import fft

from scenegan.nn.arrangement import PER_SIDE, Arrangement, Mask, Window
from scenegan.nn.relation_costs import relation_costs

REACH = 16
"""Largest offset that is tried, in cells along each axis."""

SURFACE_SHARE = 0.85
"""Share of a surface part that has to lie on the visible surface of its parent."""
CONTACT_SHARE = 0.07
"""Cells that a limb shares with its parent, by the area of the smaller of the two."""
CONTACT_CELLS = 4
"""Fewest cells that a limb shares with its parent."""
SMALL = 80
"""Parts of fewer cells are lost if much of them is hidden."""

_MOVE_COST = 2.5
_HIDDEN_COST = 2.5
_COVER_COST = 1.5
_COVER_PARENT = 0.3
_LOOSE_COST = 3.0
_OFF_SURFACE_COST = 4.0
_TWIN_COST = 3.0
_RAISE_COST = 0.25
_SLANT_COST = 3.0
_LEVEL = 0.25

Cells = NDArray[np.float32]


@dataclass(frozen=True)
class Place:
    """A place for a part: offset in cells, depth, what it costs, and what staying costs."""

    dy: int
    dx: int
    depth: float
    cost: float
    cost_of_staying: float


def contact_needed(arrangement: Arrangement, part: int) -> float:
    """Returns the number of cells that a part shall share with its parent."""
    parent = arrangement.anatomy.parent[part]
    smaller = min(arrangement.area[part], arrangement.area[parent])
    return float(min(max(CONTACT_SHARE * smaller, CONTACT_CELLS), smaller))


def tolerably_hidden(arrangement: Arrangement, part: int) -> float:
    """Returns which share of a part may lie behind others."""
    if arrangement.anatomy.surface[part]:
        return 0.1
    return 0.2 if arrangement.area[part] < SMALL else 0.35


def tolerable_twin_overlap(arrangement: Arrangement, part: int) -> float:
    """Returns which share of a part may lie on a twin: legs may cross, eyes may not touch."""
    return 0.0 if arrangement.anatomy.surface[part] else 0.25


def best_place(
    arrangement: Arrangement, part: int, may_rise: bool = True, reach: int = REACH
) -> Place:
    """Finds the cheapest place within reach.

    Args:
        arrangement: the layout.
        part: the part to be placed.
        may_rise: whether it may come in front of what hides it now.
        reach: largest offset that is tried, in cells along each axis.
    """
    place = _best_at_depth(arrangement, part, float(arrangement.depth[part]), reach)
    if may_rise and place.cost > _RAISE_COST:  # No place farther in front costs less than that.
        front = _front_depth(arrangement, part)
        if front is not None:
            risen = _best_at_depth(arrangement, part, front, reach)
            return min(place, risen, key=lambda place: place.cost)
    return place


def _best_at_depth(arrangement: Arrangement, part: int, depth: float, reach: int) -> Place:
    costs = _costs(arrangement, part, depth, reach)
    if depth != arrangement.depth[part]:
        costs = costs + _RAISE_COST
    row, column = np.unravel_index(costs.argmin(), costs.shape)
    cost, here = float(costs[row, column]), float(costs[reach, reach])
    return Place(int(row) - reach, int(column) - reach, depth, cost, here)


def _front_depth(arrangement: Arrangement, part: int) -> float | None:
    """Depth just in front of all that hides a part now; None if nothing does."""
    nearer = arrangement.depth >= arrangement.depth[part]
    nearer[arrangement.carried(part)] = False
    window = arrangement.window(part)
    covering = arrangement.masks[nearer][:, *window] & arrangement.masks[part][window]
    hiding = arrangement.depth[nearer][covering.any((1, 2))]
    return float(hiding.max()) + 1e-3 if len(hiding) else None


def _costs(arrangement: Arrangement, part: int, depth: float, reach: int) -> Cells:
    """Returns the cost of every offset: [2 * reach + 1, 2 * reach + 1]."""
    anatomy, parent = arrangement.anatomy, arrangement.anatomy.parent[part]
    carried = arrangement.carried(part)
    nearby = _nearby(arrangement.window(part), reach)
    masks = arrangement.masks[:, *nearby]
    nearer = arrangement.depth > depth
    nearer[carried] = False
    hiding: Mask = np.asarray(masks[nearer].any(0))
    twins = [k for group in anatomy.twins if part in group for k in group if k != part]
    fields: list[Mask | Cells] = [hiding, _worth_behind(arrangement, part, depth, nearby)]
    if twins:
        fields.append(np.asarray(masks[twins].any(0)))
    if parent >= 0:
        fields.append(masks[parent] & ~hiding if anatomy.surface[part] else masks[parent])
    area = float(arrangement.area[part])
    found = _correlate(fields, arrangement.masks[part], arrangement.window(part), reach)
    offsets = np.arange(-reach, reach + 1)
    costs: Cells = _cost_of_moving(reach) + _HIDDEN_COST * np.maximum(
        found[0] / area - tolerably_hidden(arrangement, part), 0
    )
    costs += _COVER_COST * found[1]
    if twins:
        tolerable = tolerable_twin_overlap(arrangement, part)
        costs += _TWIN_COST * np.maximum(found[2] / area - tolerable, 0)
        if anatomy.paired[part] and not anatomy.sideways:
            costs += _slant(arrangement, part, twins[0], offsets)[:, None]
    if parent >= 0 and anatomy.surface[part]:
        costs += _OFF_SURFACE_COST * np.maximum(SURFACE_SHARE - found[-1] / area, 0)
    elif parent >= 0 and not anatomy.loose[part]:
        costs += _LOOSE_COST * np.maximum(1 - found[-1] / contact_needed(arrangement, part), 0)
    if anatomy.relations:
        costs += relation_costs(arrangement, carried, depth - arrangement.depth[part], offsets)
    return costs


def _nearby(window: Window, reach: int) -> Window:
    """Rows and columns of the raster within reach of a window of it."""
    rows, columns = window
    return (
        slice(max(rows.start - reach, 0), rows.stop + reach),
        slice(max(columns.start - reach, 0), columns.stop + reach),
    )


def _slant(arrangement: Arrangement, part: int, twin: int, offsets: NDArray[np.int64]) -> Cells:
    """Cost of standing higher or lower than a twin, for every offset down: [R]."""
    top, bottom = arrangement.box[[part, twin], 1], arrangement.box[[part, twin], 3]
    center = (top + bottom) / 2
    height = max(float((bottom - top).mean()), 1 / PER_SIDE)
    apart = np.abs(center[0] - center[1] + offsets / PER_SIDE) / height
    result: Cells = (_SLANT_COST * np.maximum(apart - _LEVEL, 0)).astype(np.float32)
    return result


def _worth_behind(arrangement: Arrangement, part: int, depth: float, window: Window) -> Cells:
    """What it costs to cover each cell: the share that it is of the part seen there now."""
    order, nearest = arrangement.stacked(arrangement.carried(part), window)
    worth = 1.0 / arrangement.area
    worth[arrangement.depth > depth] = 0
    parent = arrangement.anatomy.parent[part]
    if parent >= 0:
        worth[parent] *= _COVER_PARENT
    result: Cells = np.append(0, worth[order]).astype(np.float32)[nearest]
    return result


@cache
def _cost_of_moving(reach: int) -> Cells:
    """Cost of the distance of every offset: [2 * reach + 1, 2 * reach + 1]."""
    offsets = np.arange(-reach, reach + 1)
    moved = np.hypot(offsets[:, None], offsets[None]).astype(np.float32)
    return moved * np.float32(_MOVE_COST / PER_SIDE)


def _correlate(fields: Sequence[Mask | Cells], mask: Mask, window: Window, reach: int) -> Cells:
    """Sums K fields under a mask at every offset.

    Args:
        fields: what they are within reach of the window, as far as the raster goes (`_nearby`).
        mask: of the whole raster.
        window: rows and columns that the mask reaches.
        reach: largest offset.

    Returns:
        [K, 2 * reach + 1, 2 * reach + 1].
    """
    own = mask[window]
    padded = (_fast_length(length + 2 * reach) for length in own.shape)
    near = np.zeros((len(fields) + 1, *padded), dtype=np.float32)
    # Beyond the raster there are zeros.
    top, left = (max(reach - along.start, 0) for along in window)
    rows, columns = fields[0].shape
    for inside, field in zip(near, fields, strict=False):
        inside[top : top + rows, left : left + columns] = field
    near[-1, : own.shape[0], : own.shape[1]] = own
    spectrum = fft.rfft2(near)
    sums: Cells = fft.irfft2(spectrum[:-1] * np.conj(spectrum[-1]), near.shape[1:])
    return sums[:, : 2 * reach + 1, : 2 * reach + 1]


@cache
def _fast_length(length: int) -> int:
    """The next length for which there is a fast transform."""
    return int(fft.next_fast_len(length, real=True))
