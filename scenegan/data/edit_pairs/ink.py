"""The dark lines of a drawing: how dark and wide they are, and which part each belongs to.

A part map gives each half of a line between two parts to the part beside it. For an edit the
whole line belongs to the nearer part: it is that part's contour, goes away with it, and stays
when the part behind it goes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from scenegan.data.edit_pairs.creature import DrawnCreature, Floats, Mask
from scenegan.data.part_colors import DARK
from scenegan.data.part_maps import NOTHING

_DARK_PART = 0.6
_LINED = 0.35
_LEAST_RIM = 20
_RIM = 4.0
_LEAST_WIDTH, _MOST_WIDTH = 1.0, 5.0
_BLACK = (16.0, 14.0, 18.0)


@dataclass(frozen=True)
class Pen:
    """What a drawing's lines are drawn with.

    Attributes:
        width: of the lines in pixels; 0 where a drawing has none.
        color: RGB of the lines, [3] in 0..255.
    """

    width: float
    color: Floats


@dataclass(frozen=True)
class Ink:
    """The lines of one drawing, or of a window of it.

    Attributes:
        owners: [S, S] part of each pixel with any alpha, lines given to the nearer part; 255
            for none.
        dark: [S, S] pixels as dark as a line.
        color: RGB of the lines, [3] in 0..255.
        width: of the lines in pixels; 0 where a drawing has none.
        lined: [N] whether a part is drawn with a line around it.
        lab: [S, S, 3] colours of the picture.
    """

    owners: NDArray[np.uint8]
    dark: Mask
    color: Floats
    width: float
    lined: Mask
    lab: Floats


def pen_of(creature: DrawnCreature) -> Pen:
    """Measures the lines of a whole drawing."""
    dark = _dark(creature)
    inside = creature.index_map != NOTHING
    depth = ndimage.distance_transform_edt(inside)
    rim, near = inside & (depth <= 1.5), inside & (depth <= _RIM + 0.5)
    color = np.array(_BLACK)
    if dark.any():
        color = np.median(creature.picture[dark][:, :3].astype(np.float64), axis=0)
    if not rim.any() or (dark & near & (depth <= 2.5)).sum() < _LINED * rim.sum():
        return Pen(0.0, color)
    width = np.clip((dark & near).sum() / rim.sum(), _LEAST_WIDTH, _MOST_WIDTH)
    return Pen(float(width), color)


def ink_of(creature: DrawnCreature, pen: Pen) -> Ink:
    """Finds the lines of a drawing or of an enlarged window of it.

    Args:
        creature: the drawing or window.
        pen: of the drawing, its width in pixels of `creature`.
    """
    painted = creature.picture[..., 3] > 0
    dark = _dark(creature)
    everywhere = _spread(creature.index_map, creature.index_map != NOTHING)
    everywhere = np.where(painted, everywhere, NOTHING).astype(np.uint8)
    owners = _with_whole_lines(everywhere, dark, pen.width)
    lined = _lined(len(creature.wholes), owners, dark, pen.width)
    return Ink(owners, dark, pen.color, pen.width, lined, creature.lab)


def neighbourhoods(
    owners: NDArray[np.uint8], margin: int
) -> Iterator[tuple[int, tuple[slice, slice]]]:
    """Yields each part that can be seen with the rows and columns around it, back to front."""
    for place, found in enumerate(ndimage.find_objects(owners.astype(np.int16) + 1)[:NOTHING]):
        if found is not None:
            rows, columns = (slice(max(s.start - margin, 0), s.stop + margin) for s in found)
            yield place, (rows, columns)


def _dark(creature: DrawnCreature) -> Mask:
    dark: Mask = (creature.lab[..., 0] < DARK) & (creature.picture[..., 3] > 0)
    return dark


def _with_whole_lines(owners: NDArray[np.uint8], dark: Mask, width: float) -> NDArray[np.uint8]:
    """Gives each line pixel to the nearest-to-the-viewer part that it lies beside."""
    found = owners.copy()
    if width == 0.0:
        return found
    for place, near in neighbourhoods(owners, int(width) + 2):
        mine = owners[near] == place
        bright = mine & ~dark[near]
        # A dark part, such as an eyebrow, is a line itself.
        is_dark = bright.sum() < (1 - _DARK_PART) * mine.sum()
        distance = ndimage.distance_transform_edt(~(mine if is_dark else bright))
        reach = distance <= width + 0.75
        behind = (owners[near] < place) | mine
        found[near][dark[near] & reach & behind] = place
    return found


def _lined(count: int, owners: NDArray[np.uint8], dark: Mask, width: float) -> Mask:
    """Which parts have a dark rim where they lie before other parts; those that never do, too."""
    lined = np.full(count, False)
    if not width:
        return lined
    for place, near in neighbourhoods(owners, 4):
        mine = owners[near] == place
        wide = 1 + int(width > 2)
        rim = mine & ndimage.binary_dilation(owners[near] < place, iterations=wide)
        lined[place] = rim.sum() < _LEAST_RIM or (dark[near] & rim).sum() > _LINED * rim.sum()
    return lined


def _spread(values: NDArray[np.uint8], known: Mask) -> NDArray[np.uint8]:
    """Gives unknown pixels the value of the nearest known one."""
    if not known.any():
        return values
    rows, columns = ndimage.distance_transform_edt(
        ~known, return_distances=False, return_indices=True
    )
    spread: NDArray[np.uint8] = values[rows, columns]
    return spread
