"""Many boxes by their edges: those of all places of a grid have no more edges than it has lines."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class BoxEdges(NamedTuple):
    """Boxes by their edges along each axis (0 across, 1 down), as shares of the picture's side.

    What is computed of one axis alone is computed once a line: edges of any shapes do that can be
    broadcast together, such as [1, R] across and [R, 1] down for boxes at R x R places.

    Attributes:
        low: left and top edges.
        high: right and bottom edges.
    """

    low: tuple[Floats, Floats]
    high: tuple[Floats, Floats]

    @classmethod
    def of(cls, box: Floats) -> BoxEdges:
        """Takes boxes [..., 4] (left, top, right, bottom) apart."""
        box = np.asarray(box)
        return cls((box[..., 0], box[..., 1]), (box[..., 2], box[..., 3]))

    @classmethod
    def at_offsets(cls, box: Floats, offsets: Floats) -> BoxEdges:
        """One box [4] at R x R places: moved down by one offset of [R], across by another."""
        across, down = offsets[None], offsets[:, None]
        left, top, right, bottom = box
        return cls((left + across, top + down), (right + across, bottom + down))

    def center(self, axis: int) -> Floats:
        """Centres along an axis."""
        middle: Floats = (self.low[axis] + self.high[axis]) / 2
        return middle

    def size(self, axis: int) -> Floats:
        """Lengths along an axis."""
        length: Floats = self.high[axis] - self.low[axis]
        return length
