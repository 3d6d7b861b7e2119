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
from scenegan.nn.box_edges import BoxEdges

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
        middle: Floats = (self.box[:2] + self.box[2:]) / 2
        return middle

    @property
    def size(self) -> Floats:
        """Width and height of the box: [2]."""
        size: Floats = self.box[2:] - self.box[:2]
        return size

    @cached_property
    def points(self) -> Floats:
        """Points [K, 2] that stand for the part: its cells, or a grid over its box."""
        if self.cells is not None:
            return self.cells
        steps = (np.arange(8) + 0.5) / 8
        grid = np.stack(np.meshgrid(steps, steps), -1).reshape(-1, 2)
        spread: Floats = self.box[:2] + grid * self.size
        return spread

    @cached_property
    def lines(self) -> tuple[int, int]:
        """How many columns and rows of the raster the points lie on."""
        across, down = (max(len(np.unique(self.points[:, axis])), 1) for axis in (0, 1))
        return across, down


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
    box: Floats | BoxEdges,
    objects: Sequence[Placed],
    holder: Placed | None = None,
    limits: Limits = JUDGED,
) -> Floats:
    """How far boxes are from standing in a relation, as a share of the picture's side.

    Depth is left aside: a part in front of or behind another one must meet it in the picture.

    Args:
        predicate: one of the vocabulary.
        box: [..., 4] boxes that the subject might have, or their edges.
        objects: what it is placed by.
        holder: what the first object hangs on.
        limits: how exactly the relation must hold.

    Returns:
        [...], 0 where it holds; of edges, an array that can be broadcast to the shape of all.

    Raises:
        KeyError: if the vocabulary has no such predicate.
    """
    other = objects[0]
    edges = box if isinstance(box, BoxEdges) else BoxEdges.of(box)
    if predicate in DIRECTIONS:
        axis, sign = DIRECTIONS[predicate]
        lead = sign * (edges.center(axis) - other.center[axis])
        return _positive(limits.apart * (edges.size(axis) + other.size[axis]) / 2 - lead)
    if predicate == "between":
        return _short_of_between(edges, other, objects[-1], limits)
    if predicate == "at the tip of":
        return _short_of_tip(edges, other, holder, limits)
    if predicate == "around":
        return _short_of_around(edges, other, limits)
    if predicate == "inside":
        return _short_of_inside(edges, other, limits)
    if predicate == "on" or predicate in DEPTH_ORDERS:
        return _short_of_meeting(edges, other, limits.overlap)
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
    first, last = _bands(part, np.array([low]), np.array([high]), axis)
    return float(first[0]), float(last[0])


def _bands(part: Placed, low: Floats, high: Floats, axis: int) -> tuple[Floats, Floats]:
    """Where the part begins and ends in bands from low to high [...]; see `band`."""
    along, other = part.points[:, axis], part.points[:, 1 - axis]
    inside = (other >= low[..., None]) & (other <= high[..., None])
    found = inside.any(-1) & (part.cells is not None)
    half = float(part.size[axis]) / part.lines[axis] / 2
    first = np.where(inside, along, np.inf).min(-1) - half
    last = np.where(inside, along, -np.inf).max(-1) + half
    return np.where(found, first, part.box[axis]), np.where(found, last, part.box[axis + 2])


def _short_of_between(box: BoxEdges, one: Placed, other: Placed, limits: Limits) -> Floats:
    """Between two centres along the axis on which they stand apart, and level with their boxes."""
    apart = np.abs(other.center - one.center)
    along = int(apart.argmax())
    across, rim = 1 - along, limits.between * apart[along]
    low, high = sorted((one.center[along], other.center[along]))
    center = box.center(along)
    beside = _positive(low + rim - center) + _positive(center - (high - rim))
    top = min(one.box[across], other.box[across])
    bottom = max(one.box[across + 2], other.box[across + 2])
    uneven = _positive(box.low[across] - bottom) + _positive(top - box.high[across])
    result: Floats = beside + uneven
    return result


def _short_of_tip(box: BoxEdges, other: Placed, holder: Placed | None, limits: Limits) -> Floats:
    """Near the tip, and with its centre in the half towards it."""
    found = []
    for tip, base in zip(*tips(other, holder), strict=True):
        way = tip - base
        length = max(float(np.hypot(*way)), 1e-6)
        across, down = (
            _positive(np.maximum(box.low[axis] - tip[axis], tip[axis] - box.high[axis]))
            for axis in (0, 1)
        )
        onward = sum((box.center(axis) - base[axis]) * way[axis] for axis in (0, 1)) / length
        too_far = _positive(np.hypot(across, down) - limits.reach * length)
        found.append(too_far + _positive(length / 2 - onward))
    nearest: Floats = np.minimum.reduce(found)
    return nearest


def _short_of_around(box: BoxEdges, other: Placed, limits: Limits) -> Floats:
    """Spans the other along one axis at the place where it crosses it."""
    return np.minimum(*(_short_of_span(box, other, axis, limits) for axis in (0, 1)))


def _short_of_span(box: BoxEdges, other: Placed, axis: int, limits: Limits) -> Floats:
    start, end = _bands(other, box.low[1 - axis], box.high[1 - axis], axis)
    shared = np.minimum(end, box.high[axis]) - np.maximum(start, box.low[axis])
    lacking = _positive(limits.spanned * (end - start) - shared)
    return lacking + _short_of_meeting(box, other, limits.overlap)


def _short_of_inside(box: BoxEdges, other: Placed, limits: Limits) -> Floats:
    shared = [_shared(box, other, axis) for axis in (0, 1)]
    inner = [_positive(shared[k]) / np.maximum(box.size(k), 1e-9) for k in (0, 1)]
    larger = np.maximum(box.size(0), box.size(1))
    lacking = _positive(limits.contained - inner[0] * inner[1]) * larger
    result: Floats = lacking + (_positive(-shared[0]) + _positive(-shared[1]))
    return result


def _short_of_meeting(box: BoxEdges, other: Placed, overlap: float) -> Floats:
    across, down = (
        _positive(overlap * np.minimum(box.size(k), other.size[k]) - _shared(box, other, k))
        for k in (0, 1)
    )
    result: Floats = across + down
    return result


def _shared(box: BoxEdges, other: Placed, axis: int) -> Floats:
    """By how much boxes overlap another along an axis; below 0, how far they are apart."""
    overlap: Floats = np.minimum(box.high[axis], other.box[axis + 2]) - np.maximum(
        box.low[axis], other.box[axis]
    )
    return overlap


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
