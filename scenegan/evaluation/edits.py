"""Does an edit stay where it belongs? `edit.leak` and `edit.seam` of pictures before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

MARGIN = 8
"""Pixels around an edited part that may change with it."""
VISIBLE = 2.0
"""Change of a channel, in 255ths, that counts."""

Rgba = NDArray[np.uint8]
Mask = NDArray[np.bool_]
Levels = NDArray[np.float64]


@dataclass(frozen=True)
class EditedPicture:
    """A picture before and after an edit of one part.

    Attributes:
        before: [S, S, 4] straight alpha.
        after: the same after the edit.
        old: [S, S] pixels that showed the part or anything that hung on it.
        new: [S, S] pixels that show it now.
    """

    before: Rgba
    after: Rgba
    old: Mask
    new: Mask


@dataclass(frozen=True)
class EditScore:
    """The two measures of one edit; both are 0 for an edit that nobody sees from outside."""

    leak: float
    seam: float


def allowed_region(edited: EditedPicture) -> Mask:
    """Returns where an edit may change the picture, [S, S].

    That is the union of the old and new masks, and all pixels whose centre is at most 8 pixels
    (Euclidean) from one of it. Empty masks allow nothing.
    """
    union = edited.old | edited.new
    if not union.any():
        return union
    within: Mask = ndimage.distance_transform_edt(~union) <= MARGIN
    return within


def leak(edited: EditedPicture) -> float:
    """Returns which share of the pixels outside the allowed region changed, in 0..1.

    A pixel counts if any channel of its premultiplied RGBA changed by more than 2/255: colours of
    transparent pixels do not matter. 0 where the allowed region covers all.
    """
    outside = ~allowed_region(edited)
    if not outside.any():
        return 0.0
    change = np.abs(_premultiplied(edited.after) - _premultiplied(edited.before)).max(-1)
    return float((change[outside] > VISIBLE).mean())


def seam(edited: EditedPicture) -> float:
    """Returns the step that an edit left across the border of the allowed region, in 255ths.

    For each two pixels that share an edge and lie on different sides of the border, the step is
    the largest difference of their premultiplied RGBA channels. What the step grew by from before
    to after is the excess; where it became smaller, that is 0. The measure is the mean excess of
    all such pairs; 0 where there is no border.
    """
    region = allowed_region(edited)
    before, after = _premultiplied(edited.before), _premultiplied(edited.after)
    excess = []
    for axis in (0, 1):
        crossing = np.diff(region, axis=axis)
        grown = _steps(after, axis)[crossing] - _steps(before, axis)[crossing]
        excess.append(np.maximum(grown, 0.0))
    pairs = np.concatenate(excess)
    return float(pairs.mean()) if pairs.size else 0.0


def score_edits(edits: Sequence[EditedPicture]) -> list[EditScore]:
    """Measures edits one by one."""
    return [EditScore(leak(edited), seam(edited)) for edited in edits]


def _premultiplied(picture: Rgba) -> Levels:
    """[S, S, 4] in 0..255, colours weighted by alpha."""
    values = picture.astype(np.float64)
    values[..., :3] *= values[..., 3:] / 255.0
    return values


def _steps(values: Levels, axis: int) -> Levels:
    """Largest channel difference of neighbours along an axis."""
    steps: Levels = np.abs(np.diff(values, axis=axis)).max(-1)
    return steps
