"""Edits of all selected parts as one step each: a label and a function."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from gui.document.model import Edit
from gui.style.translation import tr
from gui.style.wording import parts_name
from scenegan.graph import SceneGraph, edits

Labelled = tuple[str, Edit]

Box = tuple[float, float, float, float]
ALIGNMENTS = ("left", "centre", "right", "top", "middle", "bottom")


def remove(graph: SceneGraph, nodes: Sequence[str]) -> Labelled:
    """Removes parts with all that hangs on them."""

    def edit(graph: SceneGraph) -> SceneGraph:
        for node in nodes:
            if node in graph.by_id:
                graph = edits.remove_part(graph, node)
        return graph

    return tr("{name} removed", name=parts_name(graph, nodes)), edit


def lock(graph: SceneGraph, nodes: Sequence[str]) -> Labelled:
    """Locks parts; where all of them are locked already, frees them."""
    locked = not all_locked(graph, nodes)

    def edit(graph: SceneGraph) -> SceneGraph:
        for node in nodes:
            graph = edits.lock(graph, node, locked)
        return graph

    name = parts_name(graph, nodes)
    return tr("{name} locked", name=name) if locked else tr("{name} unlocked", name=name), edit


def all_locked(graph: SceneGraph, nodes: Iterable[str]) -> bool:
    """Whether there is no part among these that is not locked."""
    return all(graph.part(n).locked for n in nodes if n in graph.by_id)


def keep(graph: SceneGraph, nodes: Sequence[str]) -> Labelled:
    """Accepts those of some parts that are suggestions."""
    kept = suggested(graph, nodes)
    return tr("{name} kept", name=parts_name(graph, kept)), lambda g: edits.keep(g, kept)


def suggested(graph: SceneGraph, nodes: Iterable[str]) -> list[str]:
    """Returns the suggestions among some parts."""
    by_id = graph.by_id
    return [n for n in nodes if n in by_id and by_id[n].origin == "completed"]


def align(graph: SceneGraph, nodes: Sequence[str], boxes: Mapping[str, Box], how: str) -> Labelled:
    """Lines parts up in the picture; a single one by the picture's own sides and middle.

    Args:
        graph: the graph that the parts are of.
        nodes: which parts.
        boxes: where they are, as shares of the picture's side.
        how: one of `ALIGNMENTS`.
    """
    there = {n: boxes[n] for n in nodes if n in boxes}
    around = (0.0, 0.0, 1.0, 1.0) if len(there) < 2 else _around(there.values())
    moved = {n: aligned(box, around, how) for n, box in there.items()}

    def edit(graph: SceneGraph) -> SceneGraph:
        for node, box in moved.items():
            graph = edits.place(graph, node, box)
        return graph

    return tr("{name}: aligned", name=parts_name(graph, nodes)), edit


def aligned(box: Box, around: Box, how: str) -> Box:
    """Moves a box to a side or a middle of another one; its size stays."""
    left, top, right, bottom = box
    width, height = right - left, bottom - top
    x = {
        "left": around[0],
        "centre": (around[0] + around[2] - width) / 2,
        "right": around[2] - width,
    }.get(how, left)
    y = {
        "top": around[1],
        "middle": (around[1] + around[3] - height) / 2,
        "bottom": around[3] - height,
    }.get(how, top)
    x, y = min(max(0.0, x), 1 - width), min(max(0.0, y), 1 - height)
    return (round(x, 4), round(y, 4), round(x + width, 4), round(y + height, 4))


def _around(boxes: Iterable[Box]) -> Box:
    every = list(boxes)
    return (
        min(b[0] for b in every),
        min(b[1] for b in every),
        max(b[2] for b in every),
        max(b[3] for b in every),
    )
