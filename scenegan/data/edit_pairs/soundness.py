"""Whether an edit can come off well, told from the drawing, and whether it did, from the pair.

Part maps know where parts are, and not where each line goes on: a part that ends without a line
would show a cut edge once it moves, one that lies under a thick brow would take half of it along.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from scenegan.data.edit_pairs.creature import DrawnCreature, Floats, Mask, shown
from scenegan.data.edit_pairs.making import EditPair, move_of
from scenegan.data.edit_pairs.motion import is_on_surface, moved_mask
from scenegan.data.edit_pairs.operations import Drop, Recolour, Swap
from scenegan.data.edit_pairs.window import window_around
from scenegan.data.part_colors import DARK, colors_of_pixels
from scenegan.data.part_maps import NOTHING

_TOUCHING = np.ones((3, 3), bool)
_CROSS = ndimage.generate_binary_structure(2, 1)
_MOST_UNDER = 0.08
_MOST_AIR = 0.05
_FAINT, _MOST_FAINT = 16.0, 0.15
_MOST_OPEN = 6
_HALF_LINED = (0.12, 0.75)
_LEAST_SOLID = 0.5
_MOST_DARK = 0.5
_DARKISH = 32.0
_FRAGMENT, _MOST_FRAGMENTS = 14, 2
_ODD, _MOST_SPECKS = 18.0, 8
_MOST_THIN = 7
_MOST_STUMP = 20
_MOST_STRAY = 3
_MOST_GUESSED = 10
_MOST_ROUGH = 6
_MOST_COLLISION = 8
_MOST_LEFT = 8
_LIKE, _UNLIKE = 14.0, 24.0
_NEAR = 4


FLAT = frozenset(
    ["eye", "mouth", "cheek", "nose", "marking", "stripe", "spot", "belly", "eyebrow", "face"]
)
"""Parts that are drawn on another, and have to lie within it to be moved."""


@dataclass(frozen=True)
class Border:
    """What lies around a part with all that hangs on it.

    Attributes:
        under: share of the border where a nearer part begins.
        air: share of the border where nothing is.
        faint: share of the border where colours hardly change.
        lined: share of the border to other parts that a line follows.
        open: pixels of the border to other parts that no line follows.
        thin: whether the part is hardly more than a line.
        is_dark: whether most of it is as dark as a line.
    """

    under: float
    air: float
    faint: float
    lined: float
    open: int
    thin: bool
    is_dark: bool

    @property
    def is_half_lined(self) -> bool:
        """Whether lines that are not its contour touch the part, or its contour has gaps."""
        low, high = _HALF_LINED
        return not self.is_dark and low < self.lined < high


def border_of(creature: DrawnCreature, node: str) -> Border:
    """Looks along the border of a part."""
    mine = shown(creature.index_map, creature.subtree(node))
    window = window_around(mine).slices
    mine = mine[window]
    ring = ndimage.binary_dilation(mine, _TOUCHING) & ~mine
    beside = creature.index_map[window][ring]
    light = creature.lightness[window]
    dark = ndimage.binary_dilation(light < _DARKISH, _TOUCHING)
    lab = creature.lab[window]
    steps = [
        ndimage.maximum_filter(lab[..., k], 5) - ndimage.minimum_filter(lab[..., k], 5)
        for k in range(3)
    ]
    faint = np.max(steps, axis=0) < _FAINT
    count = max(int(ring.sum()), 1)
    other = beside != NOTHING
    return Border(
        under=float((other & (beside > creature.places[node])).sum() / count),
        air=float((~other).sum() / count),
        faint=float((other & faint[ring]).sum() / count),
        lined=float((other & dark[ring]).sum() / max(int(other.sum()), 1)),
        open=int((other & ~dark[ring]).sum()),
        thin=bool(ndimage.binary_opening(mine, _TOUCHING).sum() < _LEAST_SOLID * mine.sum()),
        is_dark=bool((light[mine] < _DARKISH).mean() > _MOST_DARK) if mine.any() else False,
    )


def can_move(creature: DrawnCreature, node: str) -> bool:
    """Whether a part can be moved, or given to another creature, without a torn border."""
    if creature.parent(node) is None:
        return False
    border, flat = border_of(creature, node), is_on_surface(creature, node)
    if border.under > _MOST_UNDER or (not flat and border.open > _MOST_OPEN):
        return False
    return _stands_out(creature, node, border, flat)


def can_drop(creature: DrawnCreature, node: str) -> bool:
    """Whether a part can be told from its surroundings all around."""
    if creature.parent(node) is None:
        return False
    flat = is_on_surface(creature, node)
    return _stands_out(creature, node, border_of(creature, node), flat)


def _stands_out(creature: DrawnCreature, node: str, border: Border, flat: bool) -> bool:
    if border.faint > _MOST_FAINT or (not flat and creature.graph.part(node).part in FLAT):
        return False
    if border.thin or (flat and border.is_half_lined):
        return False
    if flat and (border.under > _MOST_UNDER or border.air > _MOST_AIR):
        return False
    ground = creature.index_map == creature.parent(node)
    # Lines cannot be told from a part that is as dark as they are.
    return not ground.any() or bool((creature.lightness[ground] < DARK).mean() <= _MOST_DARK)


def came_off_well(pair: EditPair) -> bool:
    """Whether an edited picture shows no torn lines, slivers, stumps or leftovers."""
    if isinstance(pair.operation, Recolour):
        return True
    seen = _Seen.of(pair)
    return (
        _fragments(pair, seen) <= _MOST_FRAGMENTS
        and _specks(pair, seen) <= _MOST_SPECKS
        and _roughness(pair, seen) <= _MOST_ROUGH
        and _collision(pair, seen) <= _MOST_COLLISION
        and _strays(pair, seen) <= _MOST_STRAY
        and _guessed(pair, seen) <= _MOST_GUESSED
        and _slivers(pair, seen) <= _MOST_THIN
        and _stump(pair, seen) <= _MOST_STUMP
        and _leftovers(pair, seen) <= _MOST_LEFT
    )


@dataclass(frozen=True)
class _Seen:
    """Where the piece was, where it is now, and what came to light, each [S, S]."""

    old: Mask
    new: Mask
    bared: Mask

    @classmethod
    def of(cls, pair: EditPair) -> _Seen:
        before, after = pair.before, pair.after
        old = shown(before.index_map, before.subtree(pair.node))
        new = np.zeros_like(old)
        if not isinstance(pair.operation, Drop):
            new = shown(after.index_map, after.subtree(pair.node))
        return cls(old, new, old & ~new)


def _specks(pair: EditPair, seen: _Seen) -> int:
    """New pixels beside the piece that are lighter or darker than most around them."""
    near = ndimage.binary_dilation(seen.bared | (seen.new & ~seen.old), _TOUCHING, iterations=2)
    near &= ~ndimage.binary_erosion(seen.new, _TOUCHING)
    odd = [
        np.abs(c.lightness - ndimage.median_filter(c.lightness, footprint=_CROSS)) > _ODD
        for c in (pair.before, pair.after)
    ]
    return int((odd[1] & near).sum()) - int((odd[0] & near).sum())


def _fragments(pair: EditPair, seen: _Seen) -> int:
    """Pixels of new dark specks beside the piece."""
    dark = pair.after.lightness < _DARKISH
    labels, _ = ndimage.label(dark, _TOUCHING)
    sizes = np.bincount(labels.ravel())
    fresh = dark & pair.changed & ~ndimage.binary_dilation(seen.new, iterations=2)
    new = np.bincount(labels.ravel(), weights=fresh.ravel())
    torn = (sizes <= _FRAGMENT) & (new > 0.3 * sizes)
    return int(sizes[1:][torn[1:]].sum())


def _strays(pair: EditPair, seen: _Seen) -> int:
    """Line pixels where the piece was that no border of parts runs along."""
    after = pair.after.index_map
    border = ndimage.maximum_filter(after, 3) != ndimage.minimum_filter(after, 3)
    along = ndimage.binary_dilation(border, _TOUCHING, iterations=2)
    near = ndimage.binary_dilation(seen.bared, _TOUCHING, iterations=2)
    stray = (pair.after.lightness < _DARKISH) & near & ~along & ~seen.new
    for place in np.unique(after[stray]).tolist():
        part = after == place
        if (pair.after.lightness[part] < _DARKISH).mean() > _MOST_DARK:
            stray &= ~part
    return int(stray.sum())


def _roughness(pair: EditPair, seen: _Seen) -> int:
    """New pixels of the silhouette, where the piece was, that a smooth one would not have."""
    near = ndimage.binary_dilation(seen.bared, _TOUCHING, iterations=2)
    near &= ~ndimage.binary_dilation(seen.new, _TOUCHING, iterations=3)
    counts = []
    for creature in (pair.before, pair.after):
        there = creature.index_map != NOTHING
        smooth = ndimage.gaussian_filter(there.astype(np.float32), 2.0) > 0.5
        counts.append(int((there ^ smooth)[near].sum()))
    return counts[1] - counts[0]


def _collision(pair: EditPair, seen: _Seen) -> int:
    """Pixels where a part on a surface now meets other parts of that surface."""
    before, node = pair.before, pair.node
    if isinstance(pair.operation, Drop) or not is_on_surface(before, node):
        return 0
    whole = np.asarray(pair.after.wholes[pair.after.subtree(node)].any(axis=0))
    above = before.parent(node)
    own = [*before.subtree(node), NOTHING if above is None else above, NOTHING]
    others = ~np.isin(before.index_map, own) & ~ndimage.binary_dilation(seen.old, _TOUCHING)
    return int((ndimage.binary_dilation(whole, _TOUCHING) & others).sum())


def _guessed(pair: EditPair, seen: _Seen) -> int:
    """Pixels of a moved piece that show what nearer parts used to hide."""
    if isinstance(pair.operation, Drop | Swap | Recolour):
        return 0
    move = move_of(pair.before, pair.operation)
    whole = np.asarray(pair.before.wholes[pair.before.subtree(pair.node)].any(axis=0))
    known = moved_mask(ndimage.binary_dilation(seen.old, _TOUCHING), move)
    return int((moved_mask(whole, move) & ~known & seen.new).sum())


def _slivers(pair: EditPair, seen: _Seen) -> int:
    """Pixels of the rest, or of the air within it, that are new and hardly two pixels wide."""
    before, after = pair.before, pair.after
    found = 0
    near = ndimage.binary_dilation(seen.bared, _TOUCHING, iterations=2)
    for name, place in [*after.places.items(), ("", NOTHING)]:
        if name and (name not in before.places or seen.new[after.index_map == place].all()):
            continue
        old = before.index_map == (before.places[name] if name else NOTHING)
        new = after.index_map == place
        if not (new & near).any():
            continue
        thin = new & ~ndimage.binary_opening(new, _TOUCHING)
        was = ndimage.binary_dilation(old & ~ndimage.binary_opening(old, _TOUCHING), _TOUCHING)
        found += int((thin & ~was & near).sum())
    return found


def _stump(pair: EditPair, seen: _Seen) -> int:
    """Pixels that came to light and reach out into the air: their outline is a guess."""
    there = pair.after.index_map != NOTHING
    revealed = seen.bared & there
    solid = there & ~seen.old
    # What only fills a notch between what was there is no stump.
    filled = ndimage.binary_closing(np.pad(solid, 8), _TOUCHING, iterations=3)[8:-8, 8:-8]
    out = revealed & ~filled
    labels, _ = ndimage.label(out, _TOUCHING)
    air = ndimage.binary_dilation(~there & seen.old, _TOUCHING)
    open_air = np.unique(labels[air & out])
    return int(np.isin(labels, open_air[open_air > 0]).sum())


def _leftovers(pair: EditPair, seen: _Seen) -> int:
    """Pixels beside where the piece was that have its colour, and not that of their part."""
    lab = pair.after.lab
    mine = colors_of_pixels(pair.before.lab[seen.old])[:3]
    near = ndimage.binary_dilation(seen.old, _TOUCHING, iterations=_NEAR) & ~seen.new
    near &= pair.after.index_map != NOTHING
    alike = near & (_distance(lab, mine) < _LIKE)
    found = 0
    for place in np.unique(pair.after.index_map[alike]).tolist():
        part = pair.after.index_map == place
        colors = colors_of_pixels(lab[part & ~near]) if (part & ~near).any() else None
        if colors is None:
            continue
        nearest = min(np.linalg.norm(colors[:3] - mine), np.linalg.norm(colors[3:] - mine))
        found += int((alike & part).sum()) if nearest > _UNLIKE else 0
    return found


def _distance(lab: Floats, color: NDArray[np.float32]) -> Floats:
    found: Floats = np.sqrt(((lab - color) ** 2).sum(-1))
    return found
