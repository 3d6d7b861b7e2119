"""Parts that are added to a creature, or grow, while others stay: they keep inside the picture."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from scenegan.nn.arrangement import Anatomy, Mask

_MARGIN = 0.01
_SMALLEST = 0.35
"""A part may get so many times smaller before it has to move instead."""

Floats = NDArray[np.float32]


def within_square(box: Tensor, anatomy: Anatomy, movable: Mask) -> Tensor:
    """Shrinks what reaches out of the picture towards where it is held, with what hangs on it.

    A whole creature is fitted into its square; where some parts stay as they are it cannot be.

    Args:
        box: [n, 4] boxes as shares of the picture's side.
        anatomy: how the parts hang together.
        movable: [n] false where a part stays; those may reach out, and so may what hangs on them
            and does not fit even much smaller: it is moved then.

    Returns:
        [n, 4] boxes.
    """
    places = box.clone()
    found: Floats = places.numpy()
    for part in anatomy.from_the_root:
        parent = anatomy.parent[part]
        if movable[part] and (parent < 0 or not movable[parent]):
            held_by = found[parent if parent >= 0 else part]
            _draw_inside(found, anatomy.carried(part, movable), found[part], held_by)
    return places


def _draw_inside(box: Floats, nodes: list[int], own: Floats, parent: Floats) -> None:
    """Shrinks boxes `nodes` of [n, 4] about the middle of what two boxes share."""
    low, high = np.maximum(own[:2], parent[:2]), np.minimum(own[2:], parent[2:])
    anchor = np.clip((low + high) / 2, _MARGIN, 1 - _MARGIN)
    first, last = box[nodes, :2].min(0), box[nodes, 2:].max(0)
    if first.min() >= 0 and last.max() <= 1:
        return
    ahead = (1 - _MARGIN - anchor) / np.maximum(last - anchor, 1e-6)
    behind = (anchor - _MARGIN) / np.maximum(anchor - first, 1e-6)
    factor = float(np.clip(min(ahead.min(), behind.min()), _SMALLEST, 1.0))
    both = np.tile(anchor, 2)
    box[nodes] = both + (box[nodes] - both) * np.float32(factor)
    first, last = box[nodes, :2].min(0), box[nodes, 2:].max(0)
    shift = np.clip(1 - last, None, 0) + np.clip(-first, 0, None)
    box[nodes] += np.tile(shift, 2)
