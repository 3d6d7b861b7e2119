"""A drawn creature that can be edited: picture, part map, whole shapes and graph as one value."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from scenegan.data.cache import CachedDrawing
from scenegan.data.edit_pairs.vectors import VectorDrawing
from scenegan.data.part_colors import lab_of
from scenegan.data.part_maps import NOTHING
from scenegan.graph.model import SceneGraph

Rgba = NDArray[np.uint8]
Mask = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class DrawnCreature:
    """A creature whose parts are known in every pixel.

    Attributes:
        picture: [S, S, 4] straight alpha.
        index_map: [S, S] place in the graph of the part that a pixel shows, 255 for none.
        wholes: [N, S, S] each whole part, with what is hidden behind nearer parts.
        graph: its N parts stand from back to front.
        source: id of the drawing that it comes from.
        vectors: the drawing that the picture was rendered from, where it is at hand.
    """

    picture: Rgba
    index_map: NDArray[np.uint8]
    wholes: Mask
    graph: SceneGraph
    source: str
    vectors: VectorDrawing | None = None

    @property
    def side(self) -> int:
        """Side of the picture in pixels."""
        return len(self.picture)

    @cached_property
    def places(self) -> dict[str, int]:
        """Place of each part by its id."""
        return {part.id: place for place, part in enumerate(self.graph.parts)}

    @cached_property
    def lab(self) -> Floats:
        """Colours of the picture in CIE Lab, [S, S, 3]."""
        return lab_of(self.picture)

    @cached_property
    def lightness(self) -> Floats:
        """L* of what can be seen, 100 where nothing is, [S, S]."""
        return np.where(self.picture[..., 3] > 0, self.lab[..., 0], 100.0)

    @property
    def boxes(self) -> Floats:
        """Left, top, right, bottom of each whole part in 0..1, [N, 4]; zeros for an empty one."""
        return np.array([box_of(whole) for whole in self.wholes]).reshape(-1, 4)

    def subtree(self, node: str) -> list[int]:
        """Returns the places of a part and of all that hangs on it, ascending."""
        return [self.places[name] for name in self.graph.subtree(node)]

    def sharp_window(self, window: tuple[slice, slice], zoom: int) -> Rgba | None:
        """Renders some rows and columns of the picture anew, enlarged; None without vectors."""
        return self.vectors.window(window, self.side, zoom) if self.vectors else None

    def parent(self, node: str) -> int | None:
        """Returns the place of what a part hangs on; None for a root."""
        above = self.graph.part(node).on
        return None if above is None else self.places[above]


def creature_of(drawing: CachedDrawing, vectors: VectorDrawing | None = None) -> DrawnCreature:
    """Opens a drawing of a cache for editing; with its vectors, edits are finer."""
    index_map = drawing.index_map()
    shapes, side = drawing.shapes(), len(index_map)
    wholes = np.zeros((len(shapes), side, side), bool)
    for place, (shape, box) in enumerate(zip(shapes, drawing.boxes, strict=True)):
        left, top, right, bottom = np.rint(box * side).astype(int).tolist()
        size = (max(right - left, 1), max(bottom - top, 1))
        whole = np.asarray(Image.fromarray(shape).resize(size, Image.Resampling.BICUBIC)) > 127
        wholes[place, top : top + size[1], left : left + size[0]] = whole
        wholes[place] |= index_map == place
    picture, graph = drawing.picture(), drawing.graph()
    return DrawnCreature(picture, index_map, wholes, graph, drawing.id, vectors)


def box_of(mask: Mask) -> tuple[float, float, float, float]:
    """Returns the box of a mask in 0..1; zeros for an empty one."""
    rows, columns = np.nonzero(mask)
    if not len(rows):
        return (0.0, 0.0, 0.0, 0.0)
    ends = (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)
    left, top, right, bottom = (float(end) / len(mask) for end in ends)
    return (left, top, right, bottom)


def shown(index_map: NDArray[np.uint8], places: list[int]) -> Mask:
    """Returns the pixels that show one of some parts, [S, S]."""
    mask: Mask = np.isin(index_map, places) & (index_map != NOTHING)
    return mask
