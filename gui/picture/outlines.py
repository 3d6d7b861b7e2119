"""From a mask to a smooth outline of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath, QPolygonF

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SMOOTHING_ROUNDS = 3

Point = tuple[int, int]


def mask_outline(mask: NDArray[np.bool_]) -> QPainterPath:
    """Traces the borders of a mask [H, W]; coordinates are shares of its width and height.

    The border runs along pixel edges and is then smoothed, so that it does not step when it is
    shown larger than its pixels. Specks under three pixels have none.
    """
    import numpy as np

    height, width = mask.shape
    path = QPainterPath()
    for loop in _loops(mask):
        if len(loop) < 8:
            continue
        points = np.asarray(loop, dtype=np.float64)
        for _ in range(_SMOOTHING_ROUNDS):
            points = (np.roll(points, 1, 0) + 2 * points + np.roll(points, -1, 0)) / 4
        points /= (width, height)
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in points.tolist()]))
        path.closeSubpath()
    return path


def _loops(mask: NDArray[np.bool_]) -> list[list[Point]]:
    """Follows the pixel edges between inside and outside, with the inside on the right."""
    import numpy as np

    padded = np.pad(mask, 1)
    follows: dict[Point, list[Point]] = {}

    def add(border: NDArray[np.bool_], start: Point, end: Point) -> None:
        for row, column in np.argwhere(border).tolist():
            follows.setdefault((column + start[0], row + start[1]), []).append(
                (column + end[0], row + end[1])
            )

    inside = padded[1:-1, 1:-1]
    add(inside & ~padded[:-2, 1:-1], (0, 0), (1, 0))
    add(inside & ~padded[1:-1, 2:], (1, 0), (1, 1))
    add(inside & ~padded[2:, 1:-1], (1, 1), (0, 1))
    add(inside & ~padded[1:-1, :-2], (0, 1), (0, 0))
    loops = []
    while follows:
        start = next(iter(follows))
        loop, here = [start], _step(follows, start)
        while here != start:
            loop.append(here)
            here = _step(follows, here)
        loops.append(loop)
    return loops


def _step(follows: dict[Point, list[Point]], here: Point) -> Point:
    ends = follows[here]
    end = ends.pop()
    if not ends:
        del follows[here]
    return end
