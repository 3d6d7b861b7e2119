"""Where the parts of a picture are and where they join, for games and rigs that move them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scenegan.rendering.picture import Picture

ANCHORS_FORMAT = "scenegan/anchors@1"

Mask = NDArray[np.bool_]


def anchors(picture: Picture) -> dict[str, Any]:
    """Returns, ready for JSON, box, joint and mask of each part.

    Boxes and points are shares of the side, from the left and from the top. `box` is of the visible
    pixels and None for a part that is hidden; `whole_box` has hidden pixels in it too. `joint` is
    the middle of where a part touches the one that it hangs on, or of the narrowest gap between
    them; None for the root and where one of them is hidden. `mask` is that of COCO's uncompressed
    run lengths (Lin et al. 2014), taken along rows: pixels outside, then inside, and so on.
    """
    masks, boxes = picture.masks, picture.boxes
    side = picture.part_map.shape[0]
    parts = []
    for part in picture.document.graph.parts:
        mask = masks[part.id]
        parent = masks.get(part.on) if part.on is not None else None
        joint = None if parent is None else joint_of(mask, parent)
        parts.append(
            {
                "id": part.id,
                "part": part.part,
                "on": part.on,
                "depth": picture.document.layout[part.id].depth,
                "box": _box(mask),
                "whole_box": list(boxes[part.id]),
                "joint": None if joint is None else [round(v / side, 4) for v in joint],
                "mask": run_lengths(mask),
            }
        )
    return {"format": ANCHORS_FORMAT, "mask_size": [side, side], "parts": parts}


def joint_of(mask: Mask, parent: Mask) -> tuple[float, float] | None:
    """Returns where a part joins another one, as x and y in pixels.

    Of all places where the two are nearest to each other, the one in their middle is taken.

    Args:
        mask: [S, S] pixels of the part.
        parent: [S, S] pixels of the one that it hangs on.

    Returns:
        A point on the border between them; None if either has no pixel.
    """
    from scipy.ndimage import distance_transform_edt

    if not mask.any() or not parent.any():
        return None
    distance, (rows, columns) = distance_transform_edt(~parent, return_indices=True)
    nearest = mask & (distance <= distance[mask].min() + 0.5)
    y, x = np.nonzero(nearest)
    # Pixel centres of both ends of each shortest way, then the way that is the most central.
    middles = np.stack([x + columns[y, x], y + rows[y, x]], 1) / 2 + 0.5
    central = np.linalg.norm(middles - middles.mean(0), axis=1).argmin()
    return float(middles[central, 0]), float(middles[central, 1])


def run_lengths(mask: Mask) -> list[int]:
    """Returns lengths of runs of pixels along rows, beginning with one outside of the mask."""
    flat = np.concatenate([[False], mask.ravel(), [not mask.ravel()[-1]]])
    turns = np.flatnonzero(flat[1:] != flat[:-1])
    return [int(n) for n in np.diff(np.concatenate([[0], turns]))]


def mask_of(lengths: list[int], side: int) -> Mask:
    """Returns the mask [side, side] that `run_lengths` was made from."""
    values = np.arange(len(lengths)) % 2 == 1
    return np.repeat(values, lengths).reshape(side, side)


def _box(mask: Mask) -> list[float] | None:
    """Left, top, right, bottom of the pixels as shares of the side."""
    if not mask.any():
        return None
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    side = mask.shape[0]
    edges = (columns[0], rows[0], columns[-1] + 1, rows[-1] + 1)
    return [round(float(edge) / side, 5) for edge in edges]
