"""What a layout shall obey beyond attachment."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from scenegan.nn.arrangement import Anatomy, Mask
from scenegan.nn.spatial_relations import PartRelation

_BEHIND = 1e-3
_LEAST = 1e-3

Floats = NDArray[np.float32]


_STRENGTH = 0.8
"""Share of what a part lacks of the size that is said of it that is made up."""
_LARGEST = 1.8
"""Largest factor on a side for the sake of what is said of sizes, and its inverse the smallest."""


@dataclass(frozen=True)
class SizeWish:
    """What is said of the size of alike parts (`completion.said_sizes`).

    Attributes:
        parts: positions of the parts; the mean of their boxes is meant.
        measure: `size` (logarithm of the root of the area, against the larger of trunk and head),
            `length` (of the longer side against the shorter) or `breadth` (of width against
            height).
        aim: what the measure should be.
        grows: whether less falls short of the aim, or more.
    """

    parts: tuple[int, ...]
    measure: str
    aim: float
    grows: bool


@dataclass(frozen=True)
class LayoutWishes:
    """What is wished for the layout of one graph; parts are named by their positions.

    Attributes:
        relations: what is said of places.
        factors: by how much parts, with what hangs on them, are larger or smaller than drawn.
        frames: parts that frame what they hang on, from behind: how many times as large they are.
        sizes: what is said of sizes, parents before what hangs on them.
    """

    relations: tuple[PartRelation, ...] = ()
    factors: dict[int, float] = field(default_factory=dict)
    frames: dict[int, float] = field(default_factory=dict)
    sizes: tuple[SizeWish, ...] = ()

    @property
    def shape_boxes(self) -> bool:
        """Whether anything is wished that `shaped` sees to."""
        return bool(self.factors or self.frames or self.sizes)


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
    for part in anatomy.from_the_root:
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
    for wish in wishes.sizes:
        if movable[list(wish.parts)].all():
            _grant(box, wish, anatomy, movable)


def _grant(box: Floats, wish: SizeWish, anatomy: Anatomy, movable: Mask) -> None:
    """Makes alike parts larger, smaller, longer or broader until they nearly are what is said."""
    sides = np.maximum(box[:, 2:] - box[:, :2], _LEAST)
    own = sides[list(wish.parts)]
    lacking = wish.aim - float(_measured(own, wish.measure, _trunk(sides, wish, anatomy)).mean())
    if (lacking > 0) != wish.grows:
        return
    bound = float(np.log(_LARGEST))
    change = float(np.clip(_STRENGTH * lacking, -bound, bound))
    for part, (width, height) in zip(wish.parts, own, strict=True):
        across, down = change, change
        if wish.measure != "size":
            wider = wish.measure == "breadth" or width >= height
            across, down = (change / 2, -change / 2) if wider else (-change / 2, change / 2)
        _scale(box, part, np.exp([across, down]), anatomy, movable)


def _measured(sides: Floats, measure: str, trunk: float) -> Floats:
    """Measures boxes of [n, 2] sides: [n]."""
    if measure == "size":
        return np.asarray(np.log(sides.prod(1) / trunk) / 2)
    breadth = np.log(sides[:, 0] / sides[:, 1])
    return np.asarray(breadth if measure == "breadth" else np.abs(breadth))


def _trunk(sides: Floats, wish: SizeWish, anatomy: Anatomy) -> float:
    """Area of the box that sizes count against: the root's, or the head's if that is larger."""
    heads = anatomy.words[wish.parts[0]] != "head"
    return max(
        float(sides[k].prod())
        for k, parent in enumerate(anatomy.parent)
        if parent < 0 or (heads and anatomy.words[k] == "head")
    )


def _scale(box: Floats, part: int, factor: float | Floats, anatomy: Anatomy, movable: Mask) -> None:
    """Scales a part about its hold by one factor, or by [2]; what hangs on it keeps its form."""
    parent = anatomy.parent[part]
    anchor = (box[part, :2] + box[part, 2:]) / 2
    if parent >= 0 and not anatomy.surface[part]:
        # Where the two boxes do not meet, low lies beyond high; the middle is between both.
        low = np.maximum(box[part, :2], box[parent, :2])
        high = np.minimum(box[part, 2:], box[parent, 2:])
        anchor = np.clip((low + high) / 2, box[part, :2], box[part, 2:])
    nodes = anatomy.carried(part, movable)
    along = np.broadcast_to(np.asarray(factor, np.float32), 2)
    center = (box[nodes, :2] + box[nodes, 2:]) / 2
    evenly = np.sqrt(along.prod())
    half = (box[nodes, 2:] - box[nodes, :2]) / 2 * evenly
    half[0] *= along / evenly  # The part itself comes first.
    center = anchor + (center - anchor) * along
    box[nodes] = np.concatenate([center - half, center + half], axis=1)
