"""What an edit changed in the picture, from the pixels themselves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from gui.style.translation import tr
from gui.style.wording import counted, listed, part_name, titled
from scenegan.graph import SceneGraph
from scenegan.rendering.picture import Picture

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]

_TOLERANCE = 2
"""Differences of a channel up to this are none."""
_UNSEEN, _UNSEEN_SHARE = 8, 0.0005
"""A change of so few pixels by so little cannot be seen, and does not break the promise."""
_MOVED_SHARE = 0.02
"""A part of which more pixels changed visibly counts as moved; below, it got another shade."""
_SEAM = 8
"""Pixels around a part that its outline may change."""
_MOST_NAMES = 4


def change_report(before: Picture, after: Picture) -> str:
    """Says in a few words which parts an edit changed, and whether others moved along.

    Empty where the edit is not one of single parts (another seed, text or kind), so that there
    is nothing to promise.
    """
    import numpy as np

    old, new = before.document, after.document
    if (old.recipe, old.graph.creature) != (new.recipe, new.graph.creature):
        return ""
    touched = touched_nodes(old.graph, new.graph)
    if not touched or before.rgba.shape != after.rgba.shape:
        return ""
    difference = np.abs(before.rgba.astype(np.int16) - after.rgba.astype(np.int16)).max(axis=2)
    changed = difference > _TOLERANCE
    if not changed.any():
        return tr("The picture stayed as it was")
    allowed = np.zeros_like(changed)
    for picture in (before, after):
        for node in touched & picture.masks.keys():
            allowed |= _at_size(picture.masks[node], changed.shape[0])
    stray = changed & ~_dilated(allowed, _SEAM)
    if stray.mean() < _UNSEEN_SHARE and not (stray & (difference > _UNSEEN)).any():
        return tr("Only {parts} changed", parts=_names(new.graph, old.graph, touched))
    seen = stray & (difference > _UNSEEN)
    moved = [
        node
        for node, mask in after.masks.items()
        if node not in touched and _share_of(seen, _at_size(mask, changed.shape[0])) > _MOVED_SHARE
    ]
    if moved:
        return tr("Also moved: {parts}", parts=_names(new.graph, old.graph, moved))
    names = titled(_names(new.graph, old.graph, touched))
    return tr("{parts} changed, the rest by a shade", parts=names)


def _share_of(changed: Mask, mask: Mask) -> float:
    """Share of a part's pixels that changed."""
    return float(changed[mask].mean()) if mask.any() else 0.0


def touched_nodes(before: SceneGraph, after: SceneGraph) -> set[str]:
    """Returns the parts that differ between two graphs, with all that hangs on them."""
    old, new = before.by_id, after.by_id
    differing = {n for n in old.keys() | new.keys() if old.get(n) != new.get(n)}
    touched = set(differing)
    for graph in (before, after):
        for node in differing & graph.by_id.keys():
            touched |= set(graph.subtree(node))
    return touched


def _names(graph: SceneGraph, older: SceneGraph, nodes: Iterable[str]) -> str:
    nodes = set(nodes)
    if len(nodes) > _MOST_NAMES:
        return counted(len(nodes), "part")
    present = [part_name(graph, p) for p in graph.parts if p.id in nodes]
    gone = [part_name(older, p) for p in older.parts if p.id in nodes and p.id not in graph.by_id]
    return listed(name.lower() for name in (*present, *gone))


def _at_size(mask: Mask, side: int) -> Mask:
    import numpy as np

    if mask.shape[0] == side:
        return mask
    places = np.arange(side) * mask.shape[0] // side
    return np.asarray(mask[places][:, places])


def _dilated(mask: Mask, radius: int) -> Mask:
    """Grows a mask by a square of `radius` pixels to each side."""
    grown = mask.copy()
    for axis in (0, 1):
        source = grown.copy()
        for shift in range(1, radius + 1):
            ahead, behind = [slice(None)] * 2, [slice(None)] * 2
            ahead[axis], behind[axis] = slice(shift, None), slice(None, -shift)
            grown[tuple(ahead)] |= source[tuple(behind)]
            grown[tuple(behind)] |= source[tuple(ahead)]
    return grown
