"""Layouts are brought to obey the spatial relations of their graph, with as small moves as can be.

Twins that stand the wrong way round change places; what is nearer to the viewer is put in front;
what goes around something is made wide enough. After that, the part for which it is cheapest is
moved with all that hangs on it: the subject, what holds the subject, or the same for the object.
The search for its place (`placement`) also keeps it attached and visible.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
import torch
from numpy.typing import NDArray

from scenegan.nn.arrangement import Anatomy, Arrangement, Mask
from scenegan.nn.layout_tokens import Layout
from scenegan.nn.placement import best_place
from scenegan.nn.relation_costs import broken
from scenegan.nn.spatial_relations import (
    AIMED,
    DEPTH_ORDERS,
    DIRECTIONS,
    PartRelation,
    Placed,
    band,
    holds,
)

Floats = NDArray[np.float64]

REACH = 40
"""Largest offset that is tried to obey a relation, in cells along each axis."""

_ROUNDS = 3
_ALIKE = 1.5
_IN_FRONT = 1e-3
_SMALLER = 0.7
"""How much smaller than its object something inside it is made."""
_WIDER = 1.08
"""How much broader than its object something around it is made."""
_LARGEST_STRETCH = 3.0


def exchange_twins(layout: Layout, anatomy: Anatomy, movable: Mask) -> Layout:
    """Lets twins change places where that obeys more directions.

    Only twins on which the same hangs change places, together with what hangs on them.

    Args:
        layout: of one creature.
        anatomy: of N parts; the layout may be padded.
        movable: [N] false where a part must stay.
    """
    directed = [r for r in anatomy.relations if r.predicate in DIRECTIONS]
    order = list(range(layout.box.shape[1]))
    if directed:
        box, n = layout.box[0].double().numpy(), len(anatomy)
        for group in anatomy.twins:
            for a, b in combinations(group, 2):
                pairs = _matched(a, b, anatomy)
                if pairs is None or not _alike(a, b, box):
                    continue
                if not movable[[k for pair in pairs for k in pair]].all():
                    continue
                changed = order.copy()
                for one, other in pairs:
                    changed[one], changed[other] = changed[other], changed[one]
                if _obeyed(directed, box[changed[:n]]) > _obeyed(directed, box[order[:n]]):
                    order = changed
    at = torch.tensor(order)
    return Layout(layout.box[:, at], layout.depth[:, at], layout.shape[:, at], layout.colors)


def obey_relations(arrangement: Arrangement) -> None:
    """Moves parts of a layout in place until its relations hold, or nothing more can be won."""
    for _ in range(_ROUNDS):
        failing = [r for r in arrangement.anatomy.relations if broken(arrangement, r, AIMED) > 0]
        if not failing:
            return
        for relation in failing:
            if relation.predicate in DEPTH_ORDERS:
                _order_depths(arrangement, relation)
            if relation.predicate in ("around", "inside"):
                _fit_size(arrangement, relation)
            if broken(arrangement, relation, AIMED) > 0:
                _move_cheapest(arrangement, relation)


def _obeyed(relations: list[PartRelation], box: Floats) -> int:
    placed = [Placed(row, 0.0) for row in box]
    return sum(
        holds(r.predicate, placed[r.subject], [placed[k] for k in r.objects]) for r in relations
    )


def _matched(a: int, b: int, anatomy: Anatomy) -> list[tuple[int, int]] | None:
    """Pairs the parts of two twins' subtrees; None if not the same hangs on both."""
    pairs = [(a, b)]
    for one, other in pairs:
        below = [[k for k, p in enumerate(anatomy.parent) if p == top] for top in (one, other)]
        mine, theirs = (sorted(ks, key=lambda k: anatomy.words[k]) for ks in below)
        if [anatomy.words[k] for k in mine] != [anatomy.words[k] for k in theirs]:
            return None
        pairs += zip(mine, theirs, strict=True)
    return pairs


def _alike(a: int, b: int, box: Floats) -> bool:
    """Whether two parts are about equally large."""
    sides = box[[a, b], 2:] - box[[a, b], :2]
    return bool((sides.max(0) <= _ALIKE * sides.min(0)).all())


def _order_depths(arrangement: Arrangement, relation: PartRelation) -> None:
    """Puts the nearer one of two parts in front, in the way that hides least."""
    near, far = relation.subject, relation.objects[0]
    if DEPTH_ORDERS[relation.predicate] < 0:
        near, far = far, near
    if arrangement.depth[near] > arrangement.depth[far]:
        return
    before = arrangement.depth.copy()
    ways: list[tuple[float, Floats]] = []
    for part, other, sign in ((near, far, 1), (far, near, -1)):
        if not arrangement.movable[part] or part in arrangement.anatomy.above(other):
            continue
        arrangement.raise_to(part, float(arrangement.depth[other]) + sign * _IN_FRONT)
        visible = arrangement.visible_share()
        ways.append((float(np.maximum(0.5 - visible, 0).sum()), arrangement.depth.copy()))
        arrangement.set_depths(before)
    if ways:
        arrangement.set_depths(min(ways, key=lambda way: way[0])[1])


def _fit_size(arrangement: Arrangement, relation: PartRelation) -> None:
    """Makes something around a part wide enough, and something inside a part small enough."""
    part, other = relation.subject, relation.objects[0]
    if not arrangement.movable[part] or broken(arrangement, relation) == 0:
        return
    own = arrangement.placed(part)
    if relation.predicate == "inside":
        factor = np.minimum(arrangement.placed(other).size * _SMALLER / own.size, 1.0)
        factor[:] = factor.min()
    else:
        factor = _stretch_to_span(own, arrangement.placed(other))
    if (factor != 1).any():
        arrangement.stretch(part, float(factor[0]), float(factor[1]))


def _stretch_to_span(own: Placed, other: Placed) -> Floats:
    """The smaller stretch, across or down, at which one part spans another: [2]."""
    needed = []
    for axis in (0, 1):
        half = own.size[1 - axis] / 2
        at = float(np.clip(own.center[1 - axis], other.box[1 - axis], other.box[3 - axis]))
        low, high = band(other, at - half, at + half, axis)
        needed.append(max((high - low) * _WIDER / own.size[axis], 1.0))
    axis = int(np.argmin(needed))
    factor = np.ones(2)
    factor[axis] = min(needed[axis], _LARGEST_STRETCH)
    return factor


def _move_cheapest(arrangement: Arrangement, relation: PartRelation) -> None:
    """Moves that one of the parts that can obey a relation for which it costs least."""
    tried = [
        (place.cost - place.cost_of_staying, part, place)
        for part in _movers(arrangement, relation)
        for place in [best_place(arrangement, part, may_rise=False, reach=REACH)]
    ]
    if tried:
        gain, part, place = min(tried, key=lambda way: way[0])
        if gain < 0:
            arrangement.move(part, place.dy, place.dx)


def _movers(arrangement: Arrangement, relation: PartRelation) -> list[int]:
    """Parts whose move changes how the subject stands to its objects."""
    above = arrangement.anatomy.above
    chain = {k for end in (relation.subject, *relation.objects) for k in (end, *above(end))}
    movers = []
    for part in sorted(k for k in chain if arrangement.movable[k]):
        carried = arrangement.carried(part)
        held = [k in carried for k in relation.objects]
        if (relation.subject in carried) != any(held) and any(held) == all(held):
            movers.append(part)
    return movers
