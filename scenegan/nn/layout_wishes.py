"""What a layout shall obey beyond attachment."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from scenegan.nn.arrangement import Anatomy, Mask
from scenegan.nn.spatial_relations import PartRelation

_BEHIND = 1e-3

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class LayoutWishes:
    """What is wished for the layout of one graph; parts are named by their positions.

    Attributes:
        relations: what is said of places.
        factors: by how much parts, with what hangs on them, are larger or smaller than drawn.
        frames: parts that frame what they hang on, from behind: how many times as large they are.
    """

    relations: tuple[PartRelation, ...] = ()
    factors: dict[int, float] = field(default_factory=dict)
    frames: dict[int, float] = field(default_factory=dict)


def shaped(
    box: Tensor, depth: Tensor, anatomy: Anatomy, movable: Mask, wishes: LayoutWishes
) -> tuple[Tensor, Tensor]:
    """Applies wishes about sizes to a drawn layout.

    A part that grows or shrinks keeps its centre if it lies on the surface of its parent, else
    the middle of what it shares with its parent.

    Args:
        box: [n, 4] boxes.
        depth: [n] depths.
        anatomy: how the parts hang together.
        movable: [n] false where a part must stay as it is.
        wishes: what is wished.

    Returns:
        [n, 4] boxes and [n] depths.
    """
    # Single numbers are read and written by the hundred, which takes torch three times as long.
    new_box, new_depth = box.clone(), depth.clone()
    _shape(new_box.numpy(), new_depth.numpy(), anatomy, movable, wishes)
    return new_box, new_depth


def _shape(
    box: Floats, depth: Floats, anatomy: Anatomy, movable: Mask, wishes: LayoutWishes
) -> None:
    for part in anatomy.from_the_root():
        parent = anatomy.parent[part]
        if not movable[part]:
            continue
        if part in wishes.factors:
            _scale(box, part, wishes.factors[part], anatomy, movable)
        if part in wishes.frames and parent >= 0:
            center = (box[parent, :2] + box[parent, 2:]) / 2
            half = (box[parent, 2:] - box[parent, :2]) / 2 * wishes.frames[part]
            box[part] = np.concatenate([center - half, center + half])
            depth[part] = min(depth[part], depth[parent] - _BEHIND)


def _scale(box: Floats, part: int, factor: float, anatomy: Anatomy, movable: Mask) -> None:
    parent = anatomy.parent[part]
    anchor = (box[part, :2] + box[part, 2:]) / 2
    if parent >= 0 and not anatomy.surface[part]:
        # Where the two boxes do not meet, low lies beyond high; the middle is between both.
        low = np.maximum(box[part, :2], box[parent, :2])
        high = np.minimum(box[part, 2:], box[parent, 2:])
        anchor = np.clip((low + high) / 2, box[part, :2], box[part, 2:])
    fixed = np.tile(anchor, 2)
    nodes = anatomy.carried(part, movable)
    box[nodes] = fixed + (box[nodes] - fixed) * factor
