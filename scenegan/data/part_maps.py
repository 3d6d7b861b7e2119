"""Part maps of drawings: from hand-drawn polygons to crisp masks and whole shapes.

Polygons are read by eye and are off by a pixel or two. Their inner parts serve as seeds of a
watershed over the drawing's own colour edges; dark outline pixels take the label beside them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw
from scipy import ndimage
from skimage.segmentation import watershed

from scenegan.data.part_colors import DARK

SHAPE_SIZE = 32
"""Side of the picture that holds a part's shape within its box."""

NOTHING = 255
"""Value of an index map where no part is."""

Mask = NDArray[np.bool_]
Polygon = Sequence[tuple[float, float]]

_OPAQUE = 100
_LEAST_PIXELS = 12
_LEAST_PIECE = 0.08


@dataclass(frozen=True)
class PartMaps:
    """Masks of the parts of one drawing that can be seen.

    Attributes:
        index_map: position in `kept` of the part that a pixel shows, or 255, [S, S].
        kept: numbers of the polygons whose parts are visible, back to front.
        visible: mask of each kept part before stray pixels were given away, K of [S, S].
        boxes: left, top, right, bottom of each whole shape in 0..1, [K, 4].
        shapes: each whole shape (with what lies hidden behind nearer parts) stretched from its
            box to a square, 0..255, [K, 32, 32].
    """

    index_map: NDArray[np.uint8]
    kept: tuple[int, ...]
    visible: tuple[Mask, ...]
    boxes: NDArray[np.float32]
    shapes: NDArray[np.uint8]


def part_maps(
    picture: NDArray[np.uint8], lab: NDArray[np.floating], polygons: Sequence[Polygon]
) -> PartMaps:
    """Snaps the polygons of a drawing's parts to the drawing.

    Args:
        picture: square of the drawing, RGBA, [S, S, 4].
        lab: its Lab values, [S, S, 3].
        polygons: one a part, back to front, in 0..100 of the square.
    """
    size = len(picture)
    opaque = picture[..., 3] > _OPAQUE
    outlines = [_filled(polygon, size) for polygon in polygons]
    labels = _snapped(outlines, opaque, lab)
    kept, visible, boxes, shapes = [], [], [], []
    for number, outline in enumerate(outlines):
        seen = labels == number
        if seen.sum() < _LEAST_PIXELS:
            continue
        whole = _without_crumbs(seen | (outline & opaque & (labels > number)))
        box, shape = boxed(whole)
        kept.append(number)
        visible.append(seen)
        boxes.append(box)
        shapes.append(shape)
    return PartMaps(
        index_map=_index_map(visible, opaque),
        kept=tuple(kept),
        visible=tuple(visible),
        boxes=np.array(boxes, np.float32).reshape(-1, 4),
        shapes=np.array(shapes, np.uint8).reshape(-1, SHAPE_SIZE, SHAPE_SIZE),
    )


def _filled(polygon: Polygon, size: int) -> Mask:
    """The polygon as a mask, [size, size]."""
    mask = Image.new("L", (size, size), 0)
    points = [(x * size / 100, y * size / 100) for x, y in polygon]
    ImageDraw.Draw(mask).polygon(points, fill=1)
    return np.asarray(mask) > 0


def _snapped(outlines: Sequence[Mask], opaque: Mask, lab: NDArray[np.floating]) -> NDArray[np.int_]:
    """Number of the part that each pixel shows, -1 outside of the drawing, [S, S]."""
    dark = lab[..., 0] < DARK
    seeds, dark_parts = _seeds(outlines, opaque, dark)
    edges = sum(ndimage.gaussian_gradient_magnitude(lab[..., channel], 0.7) for channel in range(3))
    grown = watershed(edges, seeds, mask=opaque & (~dark | dark_parts))
    return np.where(opaque, _spread(grown, grown > 0) - 1, -1)


def _seeds(outlines: Sequence[Mask], opaque: Mask, dark: Mask) -> tuple[NDArray[np.int_], Mask]:
    """Seeds of the watershed (part number + 1), and the pixels of parts that are dark all over."""
    topmost = np.full(opaque.shape, -1)
    for number, outline in enumerate(outlines):
        topmost[outline] = number
    seeds = np.zeros(opaque.shape, int)
    dark_parts = np.zeros(opaque.shape, bool)
    for number in range(len(outlines)):
        mask = (topmost == number) & opaque
        area = mask.sum()
        if area and (dark & mask).sum() > 0.5 * area:
            dark_parts |= mask
        core = ndimage.binary_erosion(mask, iterations=1 if area < 200 else 3) & ~dark
        if core.sum() < 0.2 * area:
            core = ndimage.binary_erosion(mask, iterations=1)
        seeds[core if core.any() else mask] = number + 1
    return seeds, dark_parts


def _spread(values: NDArray[np.int_], known: Mask) -> NDArray[np.int_]:
    """Gives unknown pixels the value of the nearest known one."""
    if known.all() or not known.any():
        return values
    rows, columns = ndimage.distance_transform_edt(
        ~known, return_distances=False, return_indices=True
    )
    nearest: NDArray[np.int_] = values[rows, columns]
    return nearest


def _without_crumbs(mask: Mask) -> Mask:
    """Drops the pieces of a mask that are far smaller than its largest one."""
    pieces, count = ndimage.label(mask)
    if count < 2:
        return mask
    areas = ndimage.sum(mask, pieces, range(1, count + 1))
    large = [piece + 1 for piece in range(count) if areas[piece] > _LEAST_PIECE * areas.max()]
    return np.isin(pieces, large)


def boxed(mask: Mask) -> tuple[tuple[float, float, float, float], NDArray[np.uint8]]:
    """Returns the box of a mask [S, S] in 0..1, and the mask stretched from it to 32 x 32."""
    size = len(mask)
    rows, columns = np.where(mask)
    left, right = int(columns.min()), int(columns.max()) + 1
    top, bottom = int(rows.min()), int(rows.max()) + 1
    crop = Image.fromarray((mask[top:bottom, left:right] * 255).astype(np.uint8))
    wide = min(right - left, bottom - top) > SHAPE_SIZE
    method = Image.Resampling.BOX if wide else Image.Resampling.BILINEAR
    shape = np.asarray(crop.resize((SHAPE_SIZE, SHAPE_SIZE), method))
    return (left / size, top / size, right / size, bottom / size), shape


def _index_map(visible: Sequence[Mask], opaque: Mask) -> NDArray[np.uint8]:
    """Which kept part each pixel shows; pixels of others go to their neighbours."""
    index = np.full(opaque.shape, NOTHING, int)
    for position, mask in enumerate(visible):
        index[mask] = position
    nearest = _spread(index, index != NOTHING)
    return np.where(opaque & (index == NOTHING), nearest, index).astype(np.uint8)
