"""What it costs a part to stand where a spatial relation forbids it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scenegan.nn.arrangement import PER_SIDE, Arrangement
from scenegan.nn.box_edges import BoxEdges
from scenegan.nn.spatial_relations import (
    AIMED,
    DEPTH_ORDERS,
    JUDGED,
    Limits,
    PartRelation,
    shortfall,
)

_BROKEN_COST = 3.0
_DISTANCE_COST = 6.0
"""Cost of a whole picture's side that is lacking."""

Cells = NDArray[np.float32]


def broken(arrangement: Arrangement, relation: PartRelation, limits: Limits = JUDGED) -> float:
    """How far a layout is from obeying one relation, 0 where it does; 1 for a wrong depth."""
    wrong = 0.0
    if relation.predicate in DEPTH_ORDERS:
        subject, other = arrangement.depth[[relation.subject, relation.objects[0]]]
        wrong = float(DEPTH_ORDERS[relation.predicate] * (subject - other) <= 0)
    box = arrangement.box[relation.subject]
    return wrong + float(_lacking(arrangement, relation, box, limits))


def relation_costs(
    arrangement: Arrangement, carried: list[int], rise: float, offsets: NDArray[np.int64]
) -> Cells:
    """Cost of the relations that a move breaks, for every offset down and across.

    Args:
        arrangement: the layout.
        carried: the parts that move together.
        rise: by how much their depths change.
        offsets: [R] offsets in cells along each axis.

    Returns:
        [R, R].
    """
    costs = np.zeros((len(offsets), len(offsets)), dtype=np.float32)
    for relation in arrangement.anatomy.relations:
        moves = relation.subject in carried
        others = {k in carried for k in relation.objects}
        if others == {moves} or len(others) > 1:
            continue
        costs += _cost(arrangement, relation, 1 if moves else -1, rise, offsets)
    return costs


def _cost(
    arrangement: Arrangement,
    relation: PartRelation,
    sign: int,
    rise: float,
    offsets: NDArray[np.int64],
) -> Cells:
    """Cost of one relation where its subject moves (1) or its objects do (-1)."""
    boxes = BoxEdges.at_offsets(arrangement.box[relation.subject], sign * offsets / PER_SIDE)
    lacking = _lacking(arrangement, relation, boxes, AIMED)
    cost = _BROKEN_COST * (lacking > 0) + _DISTANCE_COST * lacking
    if relation.predicate in DEPTH_ORDERS:
        subject, other = arrangement.depth[[relation.subject, relation.objects[0]]]
        ahead = DEPTH_ORDERS[relation.predicate] * (subject + sign * rise - other)
        cost = cost + _BROKEN_COST * (ahead <= 0)
    result: Cells = cost.astype(np.float32)
    return result


def _lacking(
    arrangement: Arrangement,
    relation: PartRelation,
    boxes: NDArray[np.float64] | BoxEdges,
    limits: Limits,
) -> NDArray[np.float64]:
    first = relation.objects[0]
    parent = arrangement.anatomy.parent[first]
    holder = arrangement.placed(parent) if parent >= 0 else None
    objects = [arrangement.placed(k) for k in relation.objects]
    return shortfall(relation.predicate, boxes, objects, holder, limits)
