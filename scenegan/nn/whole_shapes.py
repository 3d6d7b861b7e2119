"""Shapes in one piece: a decoded outline now and then falls apart where it grows thin."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

_THICKENINGS = (0.0, 0.75, 1.5, 2.5, 4.0)
"""What is added to logits, step by step, until the pieces meet."""
_CRUMB = 0.02
"""Pieces below this share of a shape are no pieces but crumbs, and go."""
_OUTSIDE = -4.0

_Raster = NDArray[np.float32]


def whole_shapes(logits: Tensor) -> Tensor:
    """Mends shapes that decoding has torn.

    A torn shape is thickened just so far that its pieces meet; where that does not help, its
    largest piece is kept.

    Args:
        logits: [K, S, S], positive inside.

    Returns:
        [K, S, S], each positive in one piece; shapes that were whole are unchanged.
    """
    mended = logits.numpy().copy()
    for k in _torn(mended > 0):
        mended[k] = _mended(mended[k])
    return torch.from_numpy(mended)


def _torn(inside: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Which masks of [K, S, S] have more than one piece."""
    labels, _ = _labelled(inside)
    last = labels.max((1, 2))
    # Pieces are numbered mask by mask.
    before = np.maximum.accumulate(np.append(0, last))[:-1]
    return np.flatnonzero(last - before > 1)


def _mended(shape: _Raster) -> _Raster:
    for more in _THICKENINGS:
        labels, sizes = _pieces(shape + more)
        if (sizes > _CRUMB * sizes.sum()).sum() == 1:
            return _only(shape + np.float32(more), labels, int(sizes.argmax()) + 1)
    labels, sizes = _pieces(shape)
    return _only(shape, labels, int(sizes.argmax()) + 1)


def _pieces(shape: _Raster) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    """Labels of the pieces of a shape, and their sizes in cells."""
    labels, count = _labelled(shape > 0)
    return labels, np.bincount(labels.ravel(), minlength=count + 1)[1:].astype(np.float64)


def _labelled(inside: NDArray[np.bool_]) -> tuple[NDArray[np.int32], int]:
    """Numbers the pieces of masks [..., S, S]; cells that touch at a corner are of one piece."""
    # Late, since most shapes are whole and importing takes its time.
    from scipy import ndimage

    touching = np.zeros((3,) * inside.ndim, dtype=bool)
    touching[(1,) * (inside.ndim - 2)] = True  # Within one mask.
    labels, count = ndimage.label(inside, touching)
    return labels, int(count)


def _only(shape: _Raster, labels: NDArray[np.int32], kept: int) -> _Raster:
    """The shape without its other pieces."""
    others = (labels > 0) & (labels != kept)
    result: _Raster = np.where(others, np.float32(_OUTSIDE), shape)
    return result
