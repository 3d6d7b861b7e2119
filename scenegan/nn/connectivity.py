"""The last check of a layout: the part map is one piece, without crumbs and without thin necks."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from scipy import ndimage
from torch import Tensor

from scenegan.nn.arrangement import Anatomy, Mask
from scenegan.nn.composition import EMPTY, compose, part_masks

SIDES = (128, 256)
"""Sides of the maps on which pieces are looked for, one after the other."""

_OVERLAP = 0.02
"""How far a piece is pulled onto its parent, as a share of the picture's side."""
_FEWEST_PIXELS = 4
_ROUNDS = 8
_CRUMB = 0.05

PartMap = NDArray[np.uint8]


def join_pieces(
    logits: Tensor, box: Tensor, depth: Tensor, anatomy: Anatomy, movable: Mask
) -> Tensor:
    """Pulls parts together until the map is one piece.

    Pieces are looked for after an erosion, so that what hangs by a thread counts as loose. A loose
    piece is pulled, with all that hangs on it, the shortest way to its parent and a little onto it.

    Args:
        logits: [n, 32, 32] shapes.
        box: [n, 4] boxes.
        depth: [n] larger is nearer.
        anatomy: how the parts hang together.
        movable: [n] false where a part must stay.

    Returns:
        [n, 4] boxes.
    """
    box = box.clone()
    for side in SIDES:
        masks = part_masks(logits, box, side)
        for _ in range(_ROUNDS):
            pull = _first_pull(compose(masks, depth).numpy(), anatomy, movable)
            if pull is None:
                break
            part, dy, dx = pull
            nodes = anatomy.carried(part, movable)
            box[nodes] += torch.tensor([dx, dy, dx, dy], dtype=box.dtype) / side
            masks[nodes] = part_masks(logits[nodes], box[nodes], side)
    return box


def without_crumbs(part_map: PartMap, anatomy: Anatomy) -> PartMap:
    """Removes small separate bits of parts that are drawn elsewhere as well."""
    body = _solid(anatomy)[part_map]
    pieces, count = ndimage.label(body)
    if count < 2:
        return part_map
    sizes = np.bincount(pieces.ravel())
    sizes[0] = 0
    whole = _areas(part_map, anatomy)
    result = part_map.copy()
    for piece in np.flatnonzero((sizes > 0) & (sizes <= _CRUMB * body.sum())):
        here = pieces == piece
        if piece != sizes.argmax() and np.all(_areas(part_map[here], anatomy) * 2 <= whole):
            result[here] = EMPTY
    return result


def _solid(anatomy: Anatomy) -> Mask:
    """Tells for each value of a part map whether it belongs to the body: [256]."""
    solid = np.zeros(EMPTY + 1, dtype=bool)
    solid[: len(anatomy)] = ~_floating(anatomy)
    return solid


def _floating(anatomy: Anatomy) -> Mask:
    """Which parts float free, or hang on something that does."""
    floating = anatomy.loose.copy()
    for part in anatomy.from_the_root:
        parent = anatomy.parent[part]
        floating[part] |= parent >= 0 and floating[parent]
    return floating


def _first_pull(
    part_map: PartMap, anatomy: Anatomy, movable: Mask
) -> tuple[int, float, float] | None:
    """Finds the largest loose piece that can be pulled: part, and offset in pixels."""
    body = _solid(anatomy)[part_map]
    pull = _pull_among(body, part_map, anatomy, movable)
    return pull or _pull_among(_eroded(body), part_map, anatomy, movable)


def _eroded(body: Mask) -> Mask:
    """The pixels whose four neighbours are of the body too; scipy takes ten times as long."""
    eroded = np.zeros_like(body)
    inner = body[1:-1, 1:-1] & body[:-2, 1:-1] & body[2:, 1:-1]
    eroded[1:-1, 1:-1] = inner & body[1:-1, :-2] & body[1:-1, 2:]
    return eroded


def _pull_among(
    body: Mask, part_map: PartMap, anatomy: Anatomy, movable: Mask
) -> tuple[int, float, float] | None:
    """Finds the largest loose piece of a body that can be pulled."""
    pieces, count = ndimage.label(body)
    if count < 2:
        return None
    sizes = np.bincount(pieces.ravel())[1:]
    order = np.argsort(-sizes, kind="stable") + 1
    main = pieces == order[0]
    in_main = _areas(part_map[main], anatomy)
    for piece in order[1:]:
        if sizes[piece - 1] < _FEWEST_PIXELS:
            break
        here = pieces == piece
        part = _holder(_areas(part_map[here], anatomy), in_main, anatomy, movable)
        if part is not None:
            return part, *_way(here, main, part_map, anatomy.parent[part], in_main)
    return None


def _areas(part_map: PartMap, anatomy: Anatomy) -> NDArray[np.int64]:
    """Counts the pixels of each part: [n]."""
    counts: NDArray[np.int64] = np.bincount(part_map.ravel(), minlength=len(anatomy))
    return counts[: len(anatomy)]


def _holder(
    in_piece: NDArray[np.int64], in_main: NDArray[np.int64], anatomy: Anatomy, movable: Mask
) -> int | None:
    """The part of a piece by which all of it can be pulled; None if there is none."""
    own = (in_piece > in_main) & movable
    if not own.any():
        return None
    part = int(np.where(own, in_piece, 0).argmax())
    while anatomy.parent[part] >= 0 and own[anatomy.parent[part]]:
        part = anatomy.parent[part]
    return part


def _way(
    here: Mask, main: Mask, part_map: PartMap, parent: int, in_main: NDArray[np.int64]
) -> tuple[float, float]:
    """The shortest way from a piece to its parent in the main piece, and a little further."""
    target = main & (part_map == parent) if parent >= 0 and in_main[parent] else main
    distance, nearest = ndimage.distance_transform_edt(~target, return_indices=True)
    at = np.unravel_index(np.where(here, distance, np.inf).argmin(), here.shape)
    length = float(distance[at])
    stretch = (length + _OVERLAP * len(main)) / length
    return (
        float(nearest[0][at] - at[0]) * stretch,
        float(nearest[1][at] - at[1]) * stretch,
    )
