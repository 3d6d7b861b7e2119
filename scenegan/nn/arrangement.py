"""The parts of one creature on a coarse raster, where they can be measured and moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from scenegan.graph.vocabulary import FLOATING_PARTS, SURFACE_PARTS
from scenegan.nn.composition import part_masks
from scenegan.nn.spatial_relations import PartRelation, Placed

PER_SIDE = 64
"""Raster cells on one side of the picture."""
MARGIN = 8
"""Raster cells around the picture, so that parts that stick out are not cut."""
SIDE = PER_SIDE + 2 * MARGIN

Mask = NDArray[np.bool_]
Floats = NDArray[np.float64]
Cells = tuple[NDArray[np.intp], ...]
"""Rows and columns of the cells of a part."""
Window = tuple[slice, slice]
_EVERYWHERE: Window = (slice(None), slice(None))

_ATTACHED_FLOATING = frozenset(["flame"])
"""Parts that may float, yet look better where they hang."""


@dataclass(frozen=True)
class Anatomy:
    """What repair has to know of the parts of one graph.

    Attributes:
        words: what each part is.
        parent: index of what each part hangs on; -1 for roots.
        surface: [n] lies on the surface of its parent.
        loose: [n] may float free of its parent.
        twins: groups of parts that are alike.
        paired: [n] belongs to a face and stands level with its twin (eyes, cheeks).
        sideways: the creature is seen from the side.
        relations: what is said of places beyond attachment.
    """

    words: tuple[str, ...]
    parent: tuple[int, ...]
    surface: Mask
    loose: Mask
    twins: tuple[tuple[int, ...], ...]
    paired: Mask
    sideways: bool
    relations: tuple[PartRelation, ...] = ()

    @classmethod
    def of_words(
        cls,
        parts: Sequence[str],
        parent: Sequence[int],
        view: str | None = None,
        relations: tuple[PartRelation, ...] = (),
    ) -> Anatomy:
        """Builds the anatomy from the words of the parts."""
        groups: dict[tuple[str, int], list[int]] = {}
        for k, key in enumerate(zip(parts, parent, strict=True)):
            if key[1] >= 0:
                groups.setdefault(key, []).append(k)
        return cls(
            words=tuple(parts),
            parent=tuple(parent),
            surface=np.array([p in SURFACE_PARTS for p in parts], dtype=bool),
            loose=np.array([p in FLOATING_PARTS - _ATTACHED_FLOATING for p in parts], dtype=bool),
            twins=tuple(tuple(g) for g in groups.values() if len(g) > 1),
            paired=np.array([p in ("eye", "cheek", "eyebrow") for p in parts], dtype=bool),
            sideways=view in ("left", "right"),
            relations=relations,
        )

    def __len__(self) -> int:
        """Returns the number of parts."""
        return len(self.parent)

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """What hangs on each part."""
        below: list[list[int]] = [[] for _ in self.parent]
        for k, parent in enumerate(self.parent):
            if parent >= 0:
                below[parent].append(k)
        return tuple(map(tuple, below))

    @cached_property
    def from_the_root(self) -> tuple[int, ...]:
        """All parts, parents before what hangs on them."""
        order = [k for k, p in enumerate(self.parent) if p < 0]
        for k in order:
            order += self.children[k]
        return tuple(order)

    def above(self, part: int) -> list[int]:
        """Returns what a part hangs on, what that hangs on, and so on up to the root."""
        found = []
        while (part := self.parent[part]) >= 0:
            found.append(part)
        return found

    def carried(self, part: int, movable: Mask) -> list[int]:
        """Returns what moves when a part is moved: it and what hangs on it, but nothing fixed."""
        found = [part]
        for k in found:
            found += [j for j in self.children[k] if movable[j]]
        return found


class Arrangement:
    """Masks, boxes and depths of the parts of one creature; changed in place by repair.

    Attributes:
        anatomy: how the parts hang together.
        masks: [n, SIDE, SIDE] amodal masks; every part has at least one cell.
        box: [n, 4] boxes as shares of the picture's side.
        depth: [n] larger is nearer.
        movable: [n] false where the user or an earlier picture fixed the part.
    """

    def __init__(
        self, anatomy: Anatomy, masks: Mask, box: Floats, depth: Floats, movable: Mask
    ) -> None:
        """Takes copies of all arrays."""
        self.anatomy = anatomy
        self.masks = masks.copy()
        self.box = box.astype(np.float64)
        self.depth = depth.astype(np.float64)
        self.movable = movable.copy()
        self.area = self.masks.sum((1, 2))
        self._cells: dict[int, Cells] = {}
        self._windows: dict[int, Window] = {}
        self._carried: dict[int, list[int]] = {}
        self._visible: Floats | None = None
        self._placed: dict[int, Placed] = {}
        self._overlaps: dict[tuple[int, int], int] = {}

    @property
    def n(self) -> int:
        """Number of parts."""
        return len(self.depth)

    def carried(self, part: int) -> list[int]:
        """Returns what moves when a part is moved."""
        if part not in self._carried:
            self._carried[part] = self.anatomy.carried(part, self.movable)
        return self._carried[part]

    def move(self, part: int, dy: int, dx: int) -> None:
        """Moves a part by whole cells, with all that hangs on it."""
        if dy == 0 and dx == 0:
            return
        nodes = self.carried(part)
        self._forget(nodes, places=True)
        for k in nodes:
            self._shift(k, dy, dx)
        self.box[nodes] += np.array([dx, dy, dx, dy]) / PER_SIDE

    def stretch(self, part: int, across: float, down: float) -> None:
        """Scales a part about its centre; what hangs on it keeps its size and moves along."""
        self._forget(self.carried(part), places=True)
        factor = np.array([across, down])
        center = (self.box[part, :2] + self.box[part, 2:]) / 2
        for k in self.carried(part)[1:]:
            away = (self.box[k, :2] + self.box[k, 2:]) / 2 - center
            dx, dy = np.rint(away * (factor - 1) * PER_SIDE).astype(int)
            self._shift(k, dy, dx)
            self.box[k] += np.array([dx, dy, dx, dy]) / PER_SIDE
        half = (self.box[part, 2:] - self.box[part, :2]) / 2 * factor
        self.box[part] = np.concatenate([center - half, center + half])
        middle = (center * PER_SIDE + MARGIN)[::-1]
        at = (np.argwhere(np.ones_like(self.masks[part])) + 0.5 - middle) / factor[::-1] + middle
        inside = self.masks[part][tuple(np.clip(at.astype(int), 0, SIDE - 1).T)]
        if inside.any():
            self.masks[part] = inside.reshape(SIDE, SIDE)
            self._cells.pop(part, None)
            self._windows.pop(part, None)
            self.area[part] = np.count_nonzero(self.masks[part])

    def _shift(self, part: int, dy: int, dx: int) -> None:
        """Moves the cells of one part; those beyond the raster come back with it."""
        if part not in self._cells:
            rows, columns = self.window(part)
            moved = (
                slice(rows.start + dy, rows.stop + dy),
                slice(columns.start + dx, columns.stop + dx),
            )
            if all(along.start >= 0 and along.stop <= SIDE for along in moved):
                own = self.masks[part][rows, columns].copy()
                self.masks[part] = False
                self.masks[part][moved] = own
                self._windows[part] = moved
                return
            self._cells[part] = np.nonzero(self.masks[part])
        y, x = self._cells[part]
        self._cells[part] = y + dy, x + dx
        self.masks[part] = _drawn(y + dy, x + dx, self.masks.shape[1:])
        self._windows.pop(part, None)

    def placed(self, part: int) -> Placed:
        """Returns a part as spatial relations see it."""
        if part not in self._placed:
            self._placed[part] = Placed.on_raster(
                self.box[part], self.depth[part], self.masks[part], MARGIN
            )
        return self._placed[part]

    def raise_to(self, part: int, depth: float) -> None:
        """Brings a part to a depth, and what hangs on it by as much."""
        nodes = self.carried(part)
        self._forget(nodes, places=False)
        self.depth[nodes] += depth - self.depth[part]

    def set_depths(self, depth: Floats) -> None:
        """Takes other depths for all parts: [n]."""
        self._forget(range(self.n), places=False)
        self.depth = depth.astype(np.float64)

    def window(self, part: int) -> Window:
        """Returns the rows and columns of the raster that a part reaches."""
        if part not in self._windows:
            mask = self.masks[part]
            self._windows[part] = _reached(mask.any(1)), _reached(mask.any(0))
        return self._windows[part]

    def stacked(
        self, without: Sequence[int] = (), window: Window = _EVERYWHERE
    ) -> tuple[NDArray[np.intp], NDArray[np.uint8]]:
        """Returns what lies on what.

        Args:
            without: parts that are left out.
            window: rows and columns that are looked at.

        Returns:
            [n] all parts from back to front, and for each cell of the window the place among
            them of the nearest part, counted from 1; 0 where there is none.
        """
        order = self.depth.argsort(kind="stable")
        rank = np.empty(self.n, dtype=np.uint8)
        rank[order] = np.arange(1, self.n + 1)
        rank[list(without)] = 0
        nearest: NDArray[np.uint8] = (self.masks[:, *window] * rank[:, None, None]).max(0)
        return order, nearest

    def visible_share(self) -> Floats:
        """Returns which share of each part is not hidden behind others: [n]."""
        if self._visible is None:
            order, nearest = self.stacked()
            counts = np.bincount(nearest.ravel(), minlength=self.n + 1)[1:]
            self._visible = np.empty(self.n)
            self._visible[order] = counts / self.area[order]
        return self._visible

    def _forget(self, nodes: Sequence[int], places: bool) -> None:
        """Drops what was measured of parts before their depths, or their places, change."""
        self._visible = None
        for k in nodes:
            self._placed.pop(k, None)
        if places:
            known = self._overlaps.items()
            self._overlaps = {ab: n for ab, n in known if not (ab[0] in nodes or ab[1] in nodes)}

    def overlap(self, a: int, b: int) -> int:
        """Returns the number of cells that two parts have in common."""
        pair = (a, b) if a < b else (b, a)
        if pair not in self._overlaps:
            self._overlaps[pair] = int(np.count_nonzero(self.masks[a] & self.masks[b]))
        return self._overlaps[pair]


def raster_masks(logits: Tensor, box: Tensor) -> Mask:
    """Places shapes [K, 32, 32] in boxes [K, 4] on the raster with its margin."""
    scale = PER_SIDE / SIDE
    masks = part_masks(logits, box * scale + MARGIN / SIDE, SIDE).numpy()
    return _never_empty(masks, box)


def _drawn(y: NDArray[np.intp], x: NDArray[np.intp], shape: tuple[int, ...]) -> Mask:
    """Draws cells [K] as a mask; of what is all beyond the raster, one cell stays at its rim."""
    mask = np.zeros(shape, dtype=bool)
    seen = (y >= 0) & (y < shape[0]) & (x >= 0) & (x < shape[1])
    mask[y[seen], x[seen]] = True
    if not mask.any():
        mask[np.clip(y[:1], 0, shape[0] - 1), np.clip(x[:1], 0, shape[1] - 1)] = True
    return mask


def _reached(covered: NDArray[np.bool_]) -> slice:
    """From the first true value to the last; there is one."""
    return slice(int(covered.argmax()), len(covered) - int(covered[::-1].argmax()))


def _never_empty(masks: Mask, box: Tensor) -> Mask:
    """Gives parts that fall between the cells the cell at their centre."""
    empty = ~masks.any((1, 2))
    if empty.any():
        center = ((box[:, :2] + box[:, 2:]) / 2 * PER_SIDE + MARGIN).to(torch.long)
        x, y = center.clamp(0, SIDE - 1).numpy().T
        masks[empty, y[empty], x[empty]] = True
    return masks
