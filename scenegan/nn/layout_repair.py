"""Repair of a drawn layout: parts are held by what they hang on, and none hides another.

Parts are treated from the root outwards. A part with a fault is moved, with all that hangs on it,
to the cheapest place nearby, or brought forward where that costs less (`placement`).
"""

from __future__ import annotations

import numpy as np

from scenegan.nn.arrangement import PER_SIDE, Arrangement
from scenegan.nn.placement import (
    REACH,
    SURFACE_SHARE,
    best_place,
    contact_needed,
    tolerable_twin_overlap,
    tolerably_hidden,
)

_PATIENCE = 0.25
"""How much more than is tolerable may be hidden before a part is moved."""
_SWEEPS = 2
_IN_FRONT = 1e-3
_LEVEL = 0.25


def repair(arrangement: Arrangement) -> None:
    """Repairs a layout in place.

    Parts that are not movable keep their boxes and depths.
    """
    _bring_surfaces_forward(arrangement)
    _level_faces(arrangement)
    settled: set[int] = set()
    for _ in range(_SWEEPS):
        for part in arrangement.anatomy.from_the_root:
            if part in settled or not arrangement.movable[part]:
                continue
            if has_fault(arrangement, part) and not _treat(arrangement, part):
                settled.add(part)


def has_fault(arrangement: Arrangement, part: int) -> bool:
    """Tells whether a part hangs loose, is off its surface, is hidden, or covers its twin."""
    return (
        holds_badly(arrangement, part) > 0
        or _stacked(arrangement, part)
        or _hidden(arrangement, part)
    )


def holds_badly(arrangement: Arrangement, part: int) -> float:
    """Returns which share of the needed hold on its parent a part lacks, 0..1."""
    anatomy, parent = arrangement.anatomy, arrangement.anatomy.parent[part]
    if parent < 0 or anatomy.loose[part]:
        return 0.0
    shared = arrangement.overlap(part, parent)
    needed = (
        SURFACE_SHARE * float(arrangement.area[part])
        if anatomy.surface[part]
        else contact_needed(arrangement, part)
    )
    return max(0.0, 1 - shared / needed)


def twin_overlap(arrangement: Arrangement, part: int) -> float:
    """Returns the largest share of a part that lies on one of its twins, 0..1."""
    twins = [k for group in arrangement.anatomy.twins if part in group for k in group]
    shares = [arrangement.overlap(part, k) for k in twins if k != part]
    return max(shares, default=0) / float(arrangement.area[part])


def _hidden(arrangement: Arrangement, part: int) -> bool:
    hidden = 1 - float(arrangement.visible_share()[part])
    return hidden > tolerably_hidden(arrangement, part) + _PATIENCE


def _stacked(arrangement: Arrangement, part: int) -> bool:
    patience = 0.0 if arrangement.anatomy.surface[part] else _PATIENCE
    tolerable = tolerable_twin_overlap(arrangement, part)
    return twin_overlap(arrangement, part) > tolerable + patience


def _treat(arrangement: Arrangement, part: int) -> bool:
    _come_within_reach(arrangement, part)
    place = best_place(
        arrangement, part, _hidden(arrangement, part) or bool(arrangement.anatomy.surface[part])
    )
    changed = bool(place.dy or place.dx or place.depth != arrangement.depth[part])
    arrangement.move(part, place.dy, place.dx)
    if place.depth != arrangement.depth[part]:
        arrangement.raise_to(part, place.depth)
    return changed


def _come_within_reach(arrangement: Arrangement, part: int) -> None:
    """Moves a part that is far from its parent the shortest way to it."""
    parent = arrangement.anatomy.parent[part]
    if parent < 0 or arrangement.anatomy.loose[part]:
        return
    a, b = arrangement.box[part], arrangement.box[parent]
    apart = np.maximum(np.maximum(a[:2] - b[2:], b[:2] - a[2:]), 0).max()
    if apart * PER_SIDE <= REACH // 2:
        return
    mine, theirs = np.argwhere(arrangement.masks[part]), np.argwhere(arrangement.masks[parent])
    if len(mine) and len(theirs):
        gap = np.abs(mine[:, None] - theirs[None]).max(-1)
        i, j = np.unravel_index(gap.argmin(), gap.shape)
        dy, dx = theirs[j] - mine[i]
        arrangement.move(part, int(dy), int(dx))


def _bring_surfaces_forward(arrangement: Arrangement) -> None:
    anatomy = arrangement.anatomy
    for part in anatomy.from_the_root:
        parent = anatomy.parent[part]
        if parent >= 0 and anatomy.surface[part] and arrangement.movable[part]:
            least = float(arrangement.depth[parent]) + _IN_FRONT
            if arrangement.depth[part] < least:
                arrangement.raise_to(part, least)


def _level_faces(arrangement: Arrangement) -> None:
    """Brings the two eyes or cheeks of a face to nearly one height."""
    for group in arrangement.anatomy.twins:
        if len(group) != 2 or not arrangement.anatomy.paired[group[0]]:
            continue
        if arrangement.anatomy.sideways or not arrangement.movable[list(group)].all():
            continue
        a, b = group
        boxes = arrangement.box
        allowed = _LEVEL * float((boxes[a, 3] - boxes[a, 1] + boxes[b, 3] - boxes[b, 1]) / 2)
        difference = float(boxes[a, 1] + boxes[a, 3] - boxes[b, 1] - boxes[b, 3]) / 2
        cells = round((abs(difference) - allowed) * PER_SIDE)
        if cells > 0:
            sign = 1 if difference > 0 else -1
            arrangement.move(a, -sign * (cells // 2), 0)
            arrangement.move(b, sign * (cells - cells // 2), 0)
