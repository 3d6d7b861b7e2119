"""What `left of`, `around` or `at the tip of` mean: geometry of parts in the picture.

Left and right are the viewer's. `left of`, `above` and `in front of` are exact converses of
`right of`, `below` and `behind`. The same definitions judge layouts and steer them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from scenegan.graph import Relation, SceneGraph

Floats = NDArray[np.float64]

DIRECTIONS: Mapping[str, tuple[int, int]] = {
    "left of": (0, -1),
    "right of": (0, 1),
    "above": (1, -1),
    "below": (1, 1),
}
"""Axis (0 across, 1 down) and sign of the predicates that name a direction."""

DEPTH_ORDERS: Mapping[str, int] = {"in front of": 1, "behind": -1}
"""Sign of the predicates that say which of two parts is nearer."""


PREDICATES = frozenset(
    [*DIRECTIONS, *DEPTH_ORDERS, "on", "between", "at the tip of", "around", "inside"]
)
"""All predicates that have a meaning here."""


@dataclass(frozen=True)
class Limits:
    """How exactly a relation must hold.

    Attributes:
        apart: how far two centres are apart in a direction, by the distance at which the boxes
            part.
        between: how near to either of two centres something between them may come, as a share of
            their distance.
        spanned: share of a part's breadth that something around it spans.
        contained: share of its box that lies within what it is inside of.
        reach: how far from a tip something at the tip may be, by the length of what has the tip.
        overlap: share of its side by which the smaller of two boxes that meet overlaps.
    """

    apart: float
    between: float
    spanned: float
    contained: float
    reach: float
    overlap: float


JUDGED = Limits(apart=0.25, between=0.2, spanned=0.8, contained=0.8, reach=0.2, overlap=0.0)
"""What is asked of a layout."""
AIMED = Limits(apart=0.4, between=0.3, spanned=0.95, contained=0.95, reach=0.08, overlap=0.2)
"""What is aimed at where a layout is steered: a little more than is asked."""

_SLACK = 1e-9
_AT_THE_HOLDER = 0.1
"""Share of a part that lies nearest to what it hangs on."""


@dataclass(frozen=True, eq=False)
class Placed:
    """One part in the picture, equal to nothing but itself.

    Attributes:
        box: [4] left, top, right, bottom as shares of the picture's side.
        depth: larger is nearer to the viewer.
        cells: [K, 2] centres (x, y) of the raster cells that it covers, seen or hidden, as
            shares of the side; None where only the box is known: the part then fills its box.
    """

    box: Floats
    depth: float
    cells: Floats | None = None

    @classmethod
    def on_raster(
        cls, box: Sequence[float] | Floats, depth: float, mask: NDArray[np.bool_], margin: int = 0
    ) -> Placed:
        """Makes a part from its mask.

        Args:
            box: left, top, right, bottom.
            depth: larger is nearer.
            mask: [S, S] true where the part is, seen or hidden.
            margin: cells of the mask on each side that lie outside the picture.
        """
        side = mask.shape[0] - 2 * margin
        cells = (np.argwhere(mask)[:, ::-1] + 0.5 - margin) / side
        return cls(np.asarray(box, dtype=np.float64), float(depth), cells if len(cells) else None)

    @property
    def center(self) -> Floats:
        """Centre of the box: [2]."""
        return _center(self.box)

    @property
    def size(self) -> Floats:
        """Width and height of the box: [2]."""
        return _size(self.box)

    @cached_property
    def points(self) -> Floats:
        """Points [K, 2] that stand for the part: its cells, or a grid over its box."""
        if self.cells is not None:
            return self.cells
        steps = (np.arange(8) + 0.5) / 8
        grid = np.stack(np.meshgrid(steps, steps), -1).reshape(-1, 2)
        spread: Floats = self.box[:2] + grid * self.size
        return spread


@dataclass(frozen=True)
class PartRelation:
    """A relation of a graph, with its parts by their positions in the graph."""

    subject: int
    predicate: str
    objects: tuple[int, ...]

    @classmethod
    def all_of(cls, graph: SceneGraph) -> tuple[PartRelation, ...]:
        """Returns all relations of a graph that have a meaning."""
        at = {p.id: k for k, p in enumerate(graph.parts)}
        return tuple(
            cls(at[r.subject], r.predicate, tuple(at[o] for o in r.objects))
            for r in graph.relations
            if r.predicate in PREDICATES and r.subject not in r.objects
        )


def relation_holds(relation: Relation, graph: SceneGraph, placed: Mapping[str, Placed]) -> bool:
    """Tells whether a layout obeys one relation of its graph.

    Args:
        relation: the relation.
        graph: tells what the parts hang on.
        placed: all parts by id.
    """
    held_by = graph.part(relation.objects[0]).on
    holder = placed.get(held_by) if held_by is not None else None
    objects = [placed[o] for o in relation.objects]
    return holds(relation.predicate, placed[relation.subject], objects, holder)


def holds(
    predicate: str, subject: Placed, objects: Sequence[Placed], holder: Placed | None = None
) -> bool:
    """Tells whether a subject stands in a relation to one object, or to two for `between`.

    Args:
        predicate: one of the vocabulary.
        subject: what is placed.
        objects: what it is placed by.
        holder: what the first object hangs on; tells which of its ends is the tip.

    Raises:
        KeyError: if the vocabulary has no such predicate.
    """
    nearer = DEPTH_ORDERS.get(predicate, 0) * (subject.depth - objects[0].depth)
    if predicate in DEPTH_ORDERS and nearer <= 0:
        return False
    return bool(shortfall(predicate, subject.box, objects, holder) <= _SLACK)


def shortfall(
    predicate: str,
    box: Floats,
    objects: Sequence[Placed],
    holder: Placed | None = None,
    limits: Limits = JUDGED,
) -> Floats:
    """How far boxes are from standing in a relation, as a share of the picture's side.

    Depth is left aside: a part in front of or behind another one must meet it in the picture.

    Args:
        predicate: one of the vocabulary.
        box: [..., 4] boxes that the subject might have.
        objects: what it is placed by.
        holder: what the first object hangs on.
        limits: how exactly the relation must hold.

    Returns:
        [...], 0 where it holds.

    Raises:
        KeyError: if the vocabulary has no such predicate.
    """
    other = objects[0]
    if predicate in DIRECTIONS:
        axis, sign = DIRECTIONS[predicate]
        lead = sign * (_center(box) - other.center)[..., axis]
        return _positive(limits.apart * (_size(box) + other.size)[..., axis] / 2 - lead)
    if predicate == "between":
        return _short_of_between(box, other, objects[-1], limits)
    if predicate == "at the tip of":
        return _short_of_tip(box, other, holder, limits)
    if predicate == "around":
        return _short_of_around(box, other, limits)
    if predicate == "inside":
        return _short_of_inside(box, other, limits)
    if predicate == "on" or predicate in DEPTH_ORDERS:
        return _short_of_meeting(box, other, limits.overlap)
    raise KeyError(predicate)


@lru_cache(maxsize=64)
def tips(part: Placed, holder: Placed | None) -> tuple[Floats, Floats]:
    """Finds the ends of a part.

    Args:
        part: the part.
        holder: what it hangs on.

    Returns:
        [T, 2] tips, and [T, 2] the opposite ends: the one end that is farthest from where the
        part hangs, or both ends of its main axis where it hangs on nothing.
    """
    points = part.points
    if holder is not None:
        there = _thinned(holder.points)
        across, down = (points[:, axis, None] - there[:, axis] for axis in (0, 1))
        near = (across**2 + down**2).min(1)
        base = points[near <= _quantile(near, _AT_THE_HOLDER)].mean(0)
        tip = points[((points - base) ** 2).sum(-1).argmax()]
        return tip[None], base[None]
    spread = points - points.mean(0)
    along = spread @ np.linalg.svd(spread, full_matrices=False)[2][0]
    ends = points[[along.argmin(), along.argmax()]]
    return ends, ends[::-1]


def band(part: Placed, low: float, high: float, axis: int) -> tuple[float, float]:
    """Extent of a part along an axis, looking only at what lies in a band across it.

    Args:
        part: the part.
        low: where the band begins along the other axis.
        high: where it ends.
        axis: 0 across, 1 down.

    Returns:
        Where it begins and ends; that of the whole part where nothing lies in the band.
    """
    other = part.points[:, 1 - axis]
    inside = part.points[(other >= low) & (other <= high), axis]
    if part.cells is None or not len(inside):
        return float(part.box[axis]), float(part.box[axis + 2])
    half = float(part.size[axis]) / max(len(np.unique(part.points[:, axis])), 1) / 2
    return float(inside.min() - half), float(inside.max() + half)


def _short_of_between(box: Floats, one: Placed, other: Placed, limits: Limits) -> Floats:
    """Between two centres along the axis on which they stand apart, and level with their boxes."""
    apart = np.abs(other.center - one.center)
    along = int(apart.argmax())
    across, rim = 1 - along, limits.between * apart[along]
    low, high = sorted((one.center[along], other.center[along]))
    center = _center(box)[..., along]
    beside = _positive(low + rim - center) + _positive(center - (high - rim))
    top = min(one.box[across], other.box[across])
    bottom = max(one.box[across + 2], other.box[across + 2])
    uneven = _positive(box[..., across] - bottom) + _positive(top - box[..., across + 2])
    result: Floats = beside + uneven
    return result


def _short_of_tip(box: Floats, other: Placed, holder: Placed | None, limits: Limits) -> Floats:
    """Near the tip, and with its centre in the half towards it."""
    found = []
    for tip, base in zip(*tips(other, holder), strict=True):
        way = tip - base
        length = max(float(np.hypot(*way)), 1e-6)
        gap = _positive(np.maximum(box[..., :2] - tip, tip - box[..., 2:]))
        onward = (_center(box) - base) @ way / length
        too_far = _positive(np.hypot(gap[..., 0], gap[..., 1]) - limits.reach * length)
        found.append(too_far + _positive(length / 2 - onward))
    nearest: Floats = np.minimum.reduce(found)
    return nearest


def _short_of_around(box: Floats, other: Placed, limits: Limits) -> Floats:
    """Spans the other along one axis at the place where it crosses it."""
    return np.minimum(*(_short_of_span(box, other, axis, limits) for axis in (0, 1)))


def _short_of_span(box: Floats, other: Placed, axis: int, limits: Limits) -> Floats:
    flat = np.asarray(box).reshape(-1, 4)
    rows, where = np.unique(flat[:, [1 - axis, 3 - axis]], axis=0, return_inverse=True)
    bands = np.array([band(other, low, high, axis) for low, high in rows])[where.reshape(-1)]
    start, end = bands.T
    shared = np.minimum(end, flat[:, axis + 2]) - np.maximum(start, flat[:, axis])
    result: Floats = _positive(limits.spanned * (end - start) - shared).reshape(box.shape[:-1])
    return result + _short_of_meeting(box, other, limits.overlap)


def _short_of_inside(box: Floats, other: Placed, limits: Limits) -> Floats:
    shared = np.minimum(box[..., 2:], other.box[2:]) - np.maximum(box[..., :2], other.box[:2])
    size = _size(box)
    share = (_positive(shared) / np.maximum(size, 1e-9)).prod(-1)
    lacking = _positive(limits.contained - share) * size.max(-1)
    result: Floats = lacking + _positive(-shared).sum(-1)
    return result


def _short_of_meeting(box: Floats, other: Placed, overlap: float) -> Floats:
    shared = np.minimum(box[..., 2:], other.box[2:]) - np.maximum(box[..., :2], other.box[:2])
    least = overlap * np.minimum(_size(box), other.size)
    result: Floats = _positive(least - shared).sum(-1)
    return result


def _center(box: Floats) -> Floats:
    middle: Floats = (box[..., :2] + box[..., 2:]) / 2
    return middle


def _size(box: Floats) -> Floats:
    size: Floats = box[..., 2:] - box[..., :2]
    return size


def _positive(value: Floats) -> Floats:
    return np.maximum(value, 0.0)


def _quantile(values: Floats, share: float) -> float:
    """As `numpy.quantile`, which takes ten times as long for a few hundred values."""
    ordered = np.sort(values)
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return float(ordered[low] + (ordered[high] - ordered[low]) * (place - low))


def _thinned(points: Floats, most: int = 256) -> Floats:
    """Every k-th of many points: enough to know where a part is."""
    return points[:: max(1, len(points) // most)]
