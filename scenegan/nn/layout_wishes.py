"""What a layout shall obey beyond attachment."""

from __future__ import annotations

from dataclasses import dataclass, field

import torch
from torch import Tensor

from scenegan.nn.arrangement import Anatomy, Mask
from scenegan.nn.spatial_relations import PartRelation

_BEHIND = 1e-3


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
    box, depth = box.clone(), depth.clone()
    for part in anatomy.from_the_root():
        parent = anatomy.parent[part]
        if not movable[part]:
            continue
        if part in wishes.factors:
            _scale(box, part, wishes.factors[part], anatomy, movable)
        if part in wishes.frames and parent >= 0:
            center = (box[parent, :2] + box[parent, 2:]) / 2
            half = (box[parent, 2:] - box[parent, :2]) / 2 * wishes.frames[part]
            box[part] = torch.cat([center - half, center + half])
            depth[part] = torch.minimum(depth[part], depth[parent] - _BEHIND)
    return box, depth


def _scale(box: Tensor, part: int, factor: float, anatomy: Anatomy, movable: Mask) -> None:
    parent = anatomy.parent[part]
    anchor = (box[part, :2] + box[part, 2:]) / 2
    if parent >= 0 and not anatomy.surface[part]:
        # Where the two boxes do not meet, low lies beyond high; the middle is between both.
        low = torch.maximum(box[part, :2], box[parent, :2])
        high = torch.minimum(box[part, 2:], box[parent, 2:])
        anchor = ((low + high) / 2).clamp(box[part, :2], box[part, 2:])
    fixed = anchor.repeat(2)
    nodes = anatomy.carried(part, movable)
    box[nodes] = fixed + (box[nodes] - fixed) * factor
