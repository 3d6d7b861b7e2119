"""Moving and resizing the box of a part: plain arithmetic on shares of the picture's side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

HANDLES = ("nw", "n", "ne", "e", "se", "s", "sw", "w")
"""Handles by the compass; north is up."""

MIDDLE = 0.5
SMALLEST = 0.02
"""Least width and height of a box."""

_DIGITS = 4
_SAME = 1e-6


@dataclass(frozen=True)
class Manner:
    """How a drag is meant.

    Attributes:
        proportion: width and height keep their ratio.
        centre: the middle of the box stays where it is.
        free: nothing snaps.
    """

    proportion: bool = False
    centre: bool = False
    free: bool = False


@dataclass(frozen=True)
class Targets:
    """Lines that a box snaps to.

    Attributes:
        x: places of upright lines.
        y: places of level lines.
        reach: how near an edge must come.
    """

    x: tuple[float, ...] = ()
    y: tuple[float, ...] = ()
    reach: float = 0.0


@dataclass(frozen=True)
class Dragged:
    """Where a drag leads.

    Attributes:
        box: the new box, inside the picture.
        x: upright lines that it snapped to.
        y: level lines that it snapped to.
    """

    box: Box
    x: tuple[float, ...] = ()
    y: tuple[float, ...] = ()


def inside(box: Box) -> Box:
    """Returns what of a box lies in the picture; a painted one may reach over its edge."""
    left, top, right, bottom = (min(1.0, max(0.0, v)) for v in box)
    return left, top, right, bottom


def in_percent(box: Box) -> tuple[float, float, float, float]:
    """Returns left, top, width and height of what of a box lies in the picture, 0..100."""
    left, top, right, bottom = (100 * v for v in inside(box))
    return left, top, right - left, bottom - top


def snap_targets(neighbours: Iterable[Box], reach: float) -> Targets:
    """Lines through the middle of the picture, and through edges and middles of other boxes."""
    x, y = [MIDDLE], [MIDDLE]
    for left, top, right, bottom in neighbours:
        x += [left, (left + right) / 2, right]
        y += [top, (top + bottom) / 2, bottom]
    return Targets(tuple(dict.fromkeys(x)), tuple(dict.fromkeys(y)), reach)


def dragged(
    box: Box, handle: str, dx: float, dy: float, manner: Manner, targets: Targets
) -> Dragged:
    """Moves a box, or one of its handles.

    Args:
        box: where the drag began.
        handle: one of `HANDLES`; empty moves the box as a whole.
        dx: how far the pointer went to the right since then.
        dy: how far it went down.
        manner: what the held keys say.
        targets: what there is to snap to.
    """
    reach = 0.0 if manner.free else targets.reach
    if not handle:
        x0, x1, at_x = _moved(box[0], box[2], dx, targets.x, reach)
        y0, y1, at_y = _moved(box[1], box[3], dy, targets.y, reach)
        return Dragged(_tidy((x0, y0, x1, y1)), at_x, at_y)
    return _resized(box, handle, (dx, dy), manner, targets, reach)


def nudged(box: Box, dx: float, dy: float, resize: bool) -> Box:
    """Moves a box by a step, or moves its right and lower edges, as arrow keys do."""
    handle = ("se" if dx and dy else "e" if dx else "s") if resize else ""
    return dragged(box, handle, dx, dy, Manner(free=True), Targets()).box


def _moved(
    low: float, high: float, by: float, lines: Sequence[float], reach: float
) -> tuple[float, float, tuple[float, ...]]:
    """One axis of a move: both edges, and the line that they snapped to."""
    size = min(high - low, 1.0)
    start = low + by
    shift = _nearest([start, start + size / 2, start + size], lines, reach)
    start = min(max(start + shift, 0.0), 1.0 - size)
    edges = (start, start + size / 2, start + size)
    return start, start + size, _met(edges, lines, reach)


def _resized(
    box: Box,
    handle: str,
    by: tuple[float, float],
    manner: Manner,
    targets: Targets,
    reach: float,
) -> Dragged:
    ways = (("e" in handle) - ("w" in handle), ("s" in handle) - ("n" in handle))
    lines = (targets.x, targets.y)
    axes = [
        _Axis(box[i], box[i + 2], ways[i], manner.centre, by[i], lines[i], reach) for i in (0, 1)
    ]
    sizes = [axis.wanted for axis in axes]
    if manner.proportion:
        factors = [a.wanted / a.size for a in axes if a.way]
        factor = max(factors, key=lambda f: abs(f - 1))
        factor = min(factor, *(axis.most / axis.size for axis in axes))
        factor = max(factor, *(SMALLEST / axis.size for axis in axes))
        sizes = [axis.size * factor for axis in axes]
    (x0, x1), (y0, y1) = (axis.edges(size) for axis, size in zip(axes, sizes, strict=True))
    met = [
        _met([edge for edge, moves in zip(edges, axis.moving, strict=True) if moves], line, reach)
        for edges, axis, line in zip(((x0, x1), (y0, y1)), axes, lines, strict=True)
    ]
    return Dragged(_tidy((x0, y0, x1, y1)), *met)


class _Axis:
    """One axis of a box whose size changes about a point that stays."""

    def __init__(
        self,
        low: float,
        high: float,
        way: int,
        centre: bool,
        by: float,
        lines: Sequence[float],
        reach: float,
    ) -> None:
        low, high = max(low, 0.0), min(high, 1.0)
        self.size = max(high - low, SMALLEST)
        self.way = way
        self._share = 0.5 if centre or not way else (1 - way) / 2
        self._stays = low + self._share * self.size
        self.moving = (way < 0 or (centre and way != 0), way > 0 or (centre and way != 0))
        self.wanted = self._limited(self._pulled(high if way > 0 else low, by, lines, reach))

    @property
    def most(self) -> float:
        """The largest size that stays inside the picture."""
        below = self._stays / self._share if self._share else 1.0
        above = (1 - self._stays) / (1 - self._share) if self._share < 1 else 1.0
        return max(SMALLEST, min(below, above))

    def edges(self, size: float) -> tuple[float, float]:
        start = self._stays - self._share * size
        return start, start + size

    def _pulled(self, edge: float, by: float, lines: Sequence[float], reach: float) -> float:
        if not self.way:
            return self.size
        edge += by
        edge += _nearest([edge], lines, reach)
        share = self._share if self.way < 0 else 1 - self._share
        return self.way * (edge - self._stays) / share

    def _limited(self, size: float) -> float:
        return min(max(size, SMALLEST), self.most)


def _nearest(places: Sequence[float], lines: Sequence[float], reach: float) -> float:
    """How far the nearest line is from any of some places; 0 where none is in reach."""
    shifts = [line - place for place in places for line in lines if abs(line - place) <= reach]
    return min(shifts, key=abs, default=0.0)


def _met(places: Sequence[float], lines: Sequence[float], reach: float) -> tuple[float, ...]:
    """The lines that some places lie on."""
    if not reach:
        return ()
    return tuple(line for line in lines if any(abs(line - place) < _SAME for place in places))


def _tidy(box: Box) -> Box:
    left, top, right, bottom = (round(min(max(v, 0.0), 1.0), _DIGITS) for v in box)
    return left, top, right, bottom
