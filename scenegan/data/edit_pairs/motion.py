"""Moves a piece of a drawing: scale, turn, shift, mirror, about where it is attached."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from scenegan.data.edit_pairs.creature import DrawnCreature, Floats, Mask
from scenegan.data.edit_pairs.cutting import Canvas
from scenegan.data.part_maps import NOTHING

_INSIDE = 0.85


@dataclass(frozen=True)
class Move:
    """A map of the picture onto itself, in rows and columns.

    Attributes:
        matrix: [2, 2] what happens about the pivot.
        pivot: (row, column) before.
        target: (row, column) that the pivot goes to.
    """

    matrix: Floats
    pivot: tuple[float, float]
    target: tuple[float, float]

    def undone_at(self) -> tuple[Floats, Floats]:
        """Returns matrix and offset that take a place after the move to the one before."""
        back: Floats = np.linalg.inv(self.matrix).astype(np.float64)
        offset: Floats = np.array(self.pivot) - back @ np.array(self.target)
        return back, offset


def scaled(factor: float, pivot: tuple[float, float]) -> Move:
    """Makes a piece larger or smaller."""
    return Move(np.eye(2) * factor, pivot, pivot)


def turned(degrees: float, pivot: tuple[float, float]) -> Move:
    """Turns a piece clockwise."""
    angle = math.radians(degrees)
    cos, sin = math.cos(angle), math.sin(angle)
    return Move(np.array([[cos, sin], [-sin, cos]]), pivot, pivot)


def shifted(down: float, right: float) -> Move:
    """Shifts a piece by so many pixels."""
    return Move(np.eye(2), (0.0, 0.0), (down, right))


def mirrored(axis: Floats, pivot: tuple[float, float]) -> Move:
    """Mirrors a piece at a line through the pivot along a direction (row, column)."""
    unit = axis / max(float(np.hypot(*axis)), 1e-9)
    return Move(2 * np.outer(unit, unit) - np.eye(2), pivot, pivot)


def moved_canvas(canvas: Canvas, move: Move, shape: tuple[int, int]) -> Canvas:
    """Moves a piece with its parts onto a canvas of some shape (rows, columns)."""
    alpha = _resampled(canvas.alpha, move, 1, shape)
    alpha[alpha < 0.01] = 0.0
    # Colours are known beyond the edge too, so that they need no weighting by alpha.
    rgb = np.dstack([_resampled(canvas.rgb[..., k], move, 3, shape) for k in range(3)])
    owners = _resampled(canvas.owners, move, 0, shape, outside=NOTHING)
    return Canvas(np.clip(rgb, 0, 255), alpha, owners.astype(np.uint8), alpha > 0)


def moved_mask(mask: Mask, move: Move) -> Mask:
    """Moves a mask."""
    moved: Mask = _resampled(mask.astype(np.float64), move, 1, mask.shape) > 0.5
    return moved


def attachment(creature: DrawnCreature, node: str) -> tuple[float, float]:
    """Returns where a part is attached, (row, column): the middle of what both cover.

    That is the middle of a part on a surface, the shoulder of an arm, the root of a tail.
    """
    whole = creature.wholes[creature.places[node]]
    above = creature.parent(node)
    if above is None or not creature.wholes[above].any():
        return _middle(whole)
    shared = whole & creature.wholes[above]
    if not shared.any():
        distance = ndimage.distance_transform_edt(~creature.wholes[above])
        shared = whole & (distance <= distance[whole].min() + 2)
    return _middle(shared)


def is_on_surface(creature: DrawnCreature, node: str) -> bool:
    """Whether a part lies within what it hangs on, as an eye does."""
    whole, above = creature.wholes[creature.places[node]], creature.parent(node)
    return above is not None and bool(
        (whole & creature.wholes[above]).sum() > _INSIDE * whole.sum()
    )


def middle_of(creature: DrawnCreature, node: str) -> tuple[float, float]:
    """Returns the middle of a whole part, (row, column)."""
    return _middle(creature.wholes[creature.places[node]])


def _middle(mask: Mask) -> tuple[float, float]:
    rows, columns = np.nonzero(mask)
    return float(rows.mean()), float(columns.mean())


def _resampled(
    values: NDArray[np.generic],
    move: Move,
    order: int,
    shape: tuple[int, ...],
    outside: float = 0.0,
) -> Floats:
    matrix, offset = move.undone_at()
    result: Floats = ndimage.affine_transform(
        np.asarray(values, np.float64), matrix, offset, shape, order=order, cval=outside
    )
    return result
