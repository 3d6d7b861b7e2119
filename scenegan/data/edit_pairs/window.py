"""A part of the picture, enlarged: where edits are done, so that edges stay smooth and fine.

Only what an edit can reach is enlarged. Going back, each pixel is the mean of its finer ones, and
pixels that the edit left alone keep their old value bit for bit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from scenegan.data.edit_pairs.creature import DrawnCreature, Floats, Mask, Rgba
from scenegan.data.edit_pairs.motion import Move
from scenegan.data.part_maps import NOTHING

ZOOM = 2
"""Finer pixels along a pixel."""

_MARGIN = 12
_MIDDLE = (ZOOM - 1) / 2


@dataclass(frozen=True)
class Window:
    """A rectangle of the picture in whole pixels."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def slices(self) -> tuple[slice, slice]:
        """Rows and columns of the picture."""
        return slice(self.top, self.bottom), slice(self.left, self.right)

    @property
    def fine_shape(self) -> tuple[int, int]:
        """Rows and columns of the enlarged window."""
        return (self.bottom - self.top) * ZOOM, (self.right - self.left) * ZOOM

    def fine(self, place: tuple[float, float]) -> tuple[float, float]:
        """Returns where a place (row, column) of the picture lies in the enlarged window."""
        row, column = place
        return (row - self.top) * ZOOM + _MIDDLE, (column - self.left) * ZOOM + _MIDDLE


def window_around(mask: Mask) -> Window:
    """Returns the window of a mask [S, S] with a margin for lines and for what is beside it."""
    side = len(mask)
    rows, columns = np.nonzero(mask.any(1))[0], np.nonzero(mask.any(0))[0]
    if not len(rows):
        return Window(0, 0, side, side)
    return Window(
        max(int(rows[0]) - _MARGIN, 0),
        max(int(columns[0]) - _MARGIN, 0),
        min(int(rows[-1]) + 1 + _MARGIN, side),
        min(int(columns[-1]) + 1 + _MARGIN, side),
    )


def fine_move(move: Move, here: Window, there: Window) -> Move:
    """Returns a move between enlarged windows: of where a piece is, and of where it goes."""
    return Move(move.matrix, here.fine(move.pivot), there.fine(move.target))


def enlarged(creature: DrawnCreature, window: Window) -> DrawnCreature:
    """Returns what a window shows of a drawing, enlarged; its arrays are [h, w] of the window.

    The mean of each pixel's finer ones is that pixel, and borders of parts run without steps.
    """
    rows, columns = window.slices
    index_map = _smooth_map(creature.index_map[rows, columns])
    wholes = np.zeros((len(creature.wholes), *window.fine_shape), bool)
    for place, whole in enumerate(creature.wholes[:, rows, columns]):
        if whole.any():
            np.greater(_soft(whole), 0.5, out=wholes[place])
        wholes[place][index_map == place] = True
    picture = creature.sharp_window(window.slices, ZOOM)
    if picture is None:
        picture = _smooth_picture(creature.picture[rows, columns])
    return DrawnCreature(picture, index_map, wholes, creature.graph, creature.source)


def reduced(picture: Rgba) -> Rgba:
    """Returns the mean of each pixel's finer ones, straight alpha, [h / ZOOM, w / ZOOM, 4]."""
    mixed = _means(_premultiplied(picture))
    alpha = mixed[..., 3:]
    rgb = mixed[..., :3] / np.maximum(alpha, 1e-6) * 255.0
    found: Rgba = np.rint(np.clip(np.concatenate([rgb, alpha], -1), 0, 255)).astype(np.uint8)
    found[found[..., 3] == 0] = 0
    return found


def reduced_map(index_map: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Returns the part that most of each pixel's finer ones show."""
    rows, columns = (side // ZOOM for side in index_map.shape)
    fine = index_map.reshape(rows, ZOOM, columns, ZOOM).swapaxes(1, 2).reshape(rows, columns, -1)
    votes = (fine[..., :, None] == fine[..., None, :]).sum(-1)
    winner = votes.argmax(-1)[..., None]
    found: NDArray[np.uint8] = np.take_along_axis(fine, winner, -1)[..., 0]
    return found


def reduced_mask(mask: Mask) -> Mask:
    """Returns the pixels of which any finer one lies in a mask."""
    rows, columns = (side // ZOOM for side in mask.shape)
    return np.asarray(mask.reshape(rows, ZOOM, columns, ZOOM).any((1, 3)))


def _smooth_map(index_map: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The map enlarged: at each finer pixel, the part with the largest soft mask."""
    best = np.full((index_map.shape[0] * ZOOM, index_map.shape[1] * ZOOM), -1.0)
    found = np.full(best.shape, NOTHING, np.uint8)
    for place in np.unique(index_map).tolist():
        share = _soft(index_map == place)
        larger = share > best
        found[larger] = place
        best[larger] = share[larger]
    return found


def _soft(mask: Mask) -> Floats:
    """A mask enlarged, 0..1, with the steps of its border rounded."""
    return _resized(mask.astype(np.float32), Image.Resampling.BICUBIC).astype(np.float64)


def _smooth_picture(picture: Rgba) -> Rgba:
    """A picture enlarged; Lanczos, corrected so that the means are the old pixels."""
    mixed = _premultiplied(picture)
    fine = np.dstack([_resized(mixed[..., k], Image.Resampling.LANCZOS) for k in range(4)])
    fine += (mixed - _means(fine)).repeat(ZOOM, 0).repeat(ZOOM, 1)
    alpha = np.clip(fine[..., 3:], 0.0, 255.0)
    alpha[alpha < 1.5] = 0.0
    rgb = np.clip(fine[..., :3] / np.maximum(alpha, 1.0) * 255.0, 0, 255)
    found: Rgba = np.rint(np.concatenate([rgb * (alpha > 0), alpha], -1)).astype(np.uint8)
    return found


def _premultiplied(picture: Rgba) -> NDArray[np.float32]:
    values = picture.astype(np.float32)
    values[..., :3] *= values[..., 3:] / 255.0
    return values


def _means(values: NDArray[np.float32]) -> NDArray[np.float32]:
    rows, columns = values.shape[0] // ZOOM, values.shape[1] // ZOOM
    found: NDArray[np.float32] = values.reshape(rows, ZOOM, columns, ZOOM, -1).mean((1, 3))
    return found


def _resized(values: NDArray[np.float32], method: Image.Resampling) -> NDArray[np.float32]:
    rows, columns = values.shape
    image = Image.fromarray(np.ascontiguousarray(values))
    return np.asarray(image.resize((columns * ZOOM, rows * ZOOM), method))
