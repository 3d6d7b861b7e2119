"""Places for the cards of the graph: like the parts in the picture, or as a tidy tree.

Plain Python, no Qt. All places are centres of cards, in pixels of a scene without bounds.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

Point = tuple[float, float]
Places = dict[str, Point]

GAP = 24.0
"""Room that is left between two cards."""

_LEVEL_GAP = 52.0
"""Room between the levels of a tree, for the lines."""

_ROUNDS = 30
"""Rounds of pushing cards apart; what still overlaps then is moved to the next free place."""

_TOUCH = 1e-6
"""Cards that come nearer than this to each other, in pixels, overlap."""

_FILLED = 0.42
"""Share of the ground that cards and their gaps may cover before the ground is made larger."""


@dataclass(frozen=True)
class Block:
    """A card as the layout sees it.

    Attributes:
        node: unique name.
        parent: node of the card that it hangs on; None for the root.
        width: in pixels.
        height: in pixels.
    """

    node: str
    parent: str | None
    width: float
    height: float


def overlaps(a: Block, at: Point, b: Block, other: Point, gap: float = 0.0) -> bool:
    """Says whether two cards come nearer to each other than a gap."""
    return (
        abs(at[0] - other[0]) < (a.width + b.width) / 2 + gap - _TOUCH
        and abs(at[1] - other[1]) < (a.height + b.height) / 2 + gap - _TOUCH
    )


def bounds(blocks: Iterable[Block], places: Mapping[str, Point]) -> tuple[float, ...]:
    """Returns left, top, right, bottom around all cards; zeros where there are none."""
    edges = [
        (x - b.width / 2, y - b.height / 2, x + b.width / 2, y + b.height / 2)
        for b in blocks
        for x, y in (places[b.node],)
    ]
    if not edges:
        return (0.0, 0.0, 0.0, 0.0)
    left, top, right, bottom = zip(*edges, strict=True)
    return (min(left), min(top), max(right), max(bottom))


def tree_places(
    blocks: Sequence[Block], ground: Point, labels: Mapping[str, float] | None = None
) -> Places:
    """Lays cards out as a tidy tree, downwards or to the right, whichever fits larger.

    Args:
        blocks: each parent is among them.
        ground: width and height of the pane.
        labels: widths of what stands on the lines to parents, by node; a tree to the right leaves
            room for them.
    """
    down, right = _tidy(blocks, downwards=True), _tidy(blocks, downwards=False, labels=labels)
    return max((right, down), key=lambda places: _scale(blocks, places, ground))


def stretched(wanted: Mapping[str, Point]) -> Places:
    """Stretches shares of a picture's sides until they reach from 0 to 1 both ways."""
    if not wanted:
        return {}
    (low_x, high_x), (low_y, high_y) = (
        (min(values), max(values)) for values in zip(*wanted.values(), strict=True)
    )

    def share(value: float, low: float, high: float) -> float:
        return (value - low) / (high - low) if high - low > 1e-6 else 0.5

    return {
        node: (share(x, low_x, high_x), share(y, low_y, high_y)) for node, (x, y) in wanted.items()
    }


def aligned(card: Sequence[float], around: Sequence[float], how: str) -> Point:
    """Returns the centre of a card that is lined up with others.

    Args:
        card: its left, top, right, bottom.
        around: the same of all cards that are lined up.
        how: `left`, `centre` or `right`, `top`, `middle` or `bottom`.
    """
    half = ((card[2] - card[0]) / 2, (card[3] - card[1]) / 2)
    middle = ((around[0] + around[2]) / 2, (around[1] + around[3]) / 2)
    sides = ("left", "centre", "right"), ("top", "middle", "bottom")
    x, y = (
        {
            low: around[axis] + half[axis],
            between: middle[axis],
            high: around[axis + 2] - half[axis],
        }.get(how, (card[axis] + card[axis + 2]) / 2)
        for axis, (low, between, high) in enumerate(sides)
    )
    return x, y


def spread_ground(blocks: Sequence[Block], ground: Point) -> Point:
    """Returns a ground of the same shape that is large enough for so many cards."""
    covered = sum((b.width + GAP) * (b.height + GAP) for b in blocks)
    room = max(1.0, ground[0] * ground[1]) * _FILLED
    factor = max(1.0, math.sqrt(covered / room))
    return (ground[0] * factor, ground[1] * factor)


def pushed_apart(
    blocks: Sequence[Block],
    places: Mapping[str, Point],
    fixed: Collection[str] = (),
    lean: float = 1.0,
) -> Places:
    """Moves cards along the shorter way until none is nearer to another than the gap.

    Args:
        blocks: the cards.
        places: where they stand.
        fixed: cards that are not moved.
        lean: width of the pane for its height; in a wide pane a way to the side counts as less.
    """
    moved = dict(places)
    for _ in range(_ROUNDS):
        if not _push_once(blocks, moved, fixed, lean):
            return moved
    return _settled(blocks, moved, fixed)


def _push_once(
    blocks: Sequence[Block], places: Places, fixed: Collection[str], lean: float
) -> bool:
    """Pushes each pair that overlaps; says whether there was one that could be moved."""
    pushed = False
    at = [places[b.node] for b in blocks]
    held = [b.node in fixed for b in blocks]
    for i, a in enumerate(blocks):
        for j in range(i + 1, len(blocks)):
            b = blocks[j]
            (ax, ay), (bx, by) = at[i], at[j]
            over_y = (a.height + b.height) / 2 + GAP - abs(ay - by)
            if over_y < _TOUCH or (held[i] and held[j]):
                continue
            over_x = (a.width + b.width) / 2 + GAP - abs(ax - bx)
            if over_x < _TOUCH:
                continue
            pushed = True
            if over_x < over_y * lean:
                x, y = math.copysign(over_x, bx - ax), 0.0
            else:
                x, y = 0.0, math.copysign(over_y, by - ay)
            mine = 0.0 if held[i] else 1.0 if held[j] else 0.5
            at[i] = (ax - x * mine, ay - y * mine)
            at[j] = (bx + x * (1 - mine), by + y * (1 - mine))
    places.update(zip((b.node for b in blocks), at, strict=True))
    return pushed


def _settled(blocks: Sequence[Block], places: Places, fixed: Collection[str]) -> Places:
    """Takes cards from top to bottom, and moves each down or right to where it is free."""
    done: list[Block] = [b for b in blocks if b.node in fixed]
    result = {b.node: places[b.node] for b in done}
    rest = [b for b in blocks if b.node not in fixed]
    for block in sorted(rest, key=lambda b: (places[b.node][1], places[b.node][0])):
        x, y = places[block.node]
        while True:
            hit = next((d for d in done if overlaps(block, (x, y), d, result[d.node], GAP)), None)
            if hit is None:
                break
            y = result[hit.node][1] + (hit.height + block.height) / 2 + GAP
        result[block.node] = (x, y)
        done.append(block)
    return result


def _tidy(
    blocks: Sequence[Block], downwards: bool, labels: Mapping[str, float] | None = None
) -> Places:
    """The tree with parents over (or left of) the middle of their children.

    Subtrees are moved together until they touch, as in Reingold and Tilford, "Tidier Drawings of
    Trees" (1981), with the contour kept as one interval for each level.
    """
    children: dict[str | None, list[Block]] = {}
    for block in blocks:
        children.setdefault(block.parent, []).append(block)

    def breadth(block: Block) -> float:
        return block.width if downwards else block.height

    across: dict[str, float] = {}
    level_of: dict[str, int] = {}

    def lay(block: Block, level: int) -> list[tuple[float, float]]:
        """Sets `across` relative to the block; returns its contour from its own level on."""
        level_of[block.node] = level
        half = breadth(block) / 2
        merged, offsets = _merge([lay(c, level + 1) for c in children.get(block.node, [])])
        middle = (offsets[0] + offsets[-1]) / 2 if offsets else 0.0
        for child, offset in zip(children.get(block.node, []), offsets, strict=True):
            across[child.node] = offset - middle
        return [(-half, half), *((low - middle, high - middle) for low, high in merged)]

    roots = children.get(None, [])
    _, offsets = _merge([lay(root, 0) for root in roots])
    for root, offset in zip(roots, offsets, strict=True):
        across[root.node] = offset
    depth = [0.0] * (max(level_of.values(), default=0) + 1)
    for block in blocks:
        extent = block.height if downwards else block.width
        depth[level_of[block.node]] = max(depth[level_of[block.node]], extent)
    gaps = [_LEVEL_GAP] * len(depth)
    for node, width in (labels or {}).items():
        if node in level_of:
            gaps[level_of[node]] = max(gaps[level_of[node]], width + GAP)
    places: Places = {}

    def put(block: Block, origin: float) -> None:
        at, level = origin + across[block.node], level_of[block.node]
        along = sum(depth[:level]) + sum(gaps[1 : level + 1]) + depth[level] / 2
        places[block.node] = (at, along) if downwards else (along, at)
        for child in children.get(block.node, []):
            put(child, at)

    for root in roots:
        put(root, 0.0)
    return places


def _merge(
    contours: Sequence[Sequence[tuple[float, float]]],
) -> tuple[list[tuple[float, float]], list[float]]:
    """Puts contours side by side; returns the whole contour and how far each was moved."""
    merged: list[tuple[float, float]] = []
    offsets = []
    for contour in contours:
        offset = max(
            (m[1] + GAP - c[0] for m, c in zip(merged, contour, strict=False)),
            default=0.0,
        )
        offsets.append(offset)
        for level, (low, high) in enumerate(contour):
            if level < len(merged):
                merged[level] = (merged[level][0], high + offset)
            else:
                merged.append((low + offset, high + offset))
    return merged, offsets


def _scale(blocks: Sequence[Block], places: Mapping[str, Point], ground: Point) -> float:
    left, top, right, bottom = bounds(blocks, places)
    return min(ground[0] / max(1.0, right - left), ground[1] / max(1.0, bottom - top))
