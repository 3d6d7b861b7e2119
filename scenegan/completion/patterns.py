"""Stripes of what is striped, spots of what is spotted.

The drawings say `striped` of few parts and then show the stripes as parts of their own, so neither
network learned to paint the word alone. Where it is said and no mark is there, marks are added.
"""

from __future__ import annotations

from collections.abc import Iterator

from scenegan.completion.library_build import ROOTS
from scenegan.graph.edits import add_part
from scenegan.graph.model import MAX_PARTS, Part, SceneGraph

_MARKS = {"striped": ("stripe", ("long", "thin", "curved")), "spotted": ("spot", ("round",))}
"""Attribute -> the part that shows it, and what such parts look like."""

_ON_TRUNK, _ON_LIMB = 4, 3


def with_marks(graph: SceneGraph) -> SceneGraph:
    """Returns a completed graph with stripes and spots on what is said to be striped or spotted.

    A pattern of the creature lies on its trunk (of a mushroom, on what is the mushroom of it), that
    of a part on the part. Nothing is added where there are such marks, where they are denied, or
    where they would be too many parts.

    Args:
        graph: hangs together.
    """
    for attribute, (word, looks) in _MARKS.items():
        for node, number in _carriers(graph, attribute, word):
            if len(graph.parts) + number <= MAX_PARTS:
                for _ in range(number):
                    graph = add_part(graph, word, node, looks, origin="completed")
    return graph


def _carriers(graph: SceneGraph, attribute: str, word: str) -> Iterator[tuple[str, int]]:
    """The parts that lack marks, and how many: parts that are said to have the pattern, a trunk."""
    if word in graph.absent:
        return
    marked = {p.on for p in graph.parts if p.part == word}
    trunk = _trunk(graph)
    for part in graph.parts:
        if part is trunk:
            if not marked and attribute in (*graph.creature.attrs, *part.attrs):
                yield part.id, _ON_TRUNK
        elif attribute in part.attrs and part.origin != "completed" and part.id not in marked:
            yield part.id, _ON_LIMB


def _trunk(graph: SceneGraph) -> Part | None:
    """The part that a pattern of the whole creature lies on."""
    named = graph.of(graph.creature.kind or "")
    roots = [p for p in graph.parts if p.on is None and p.part in ROOTS]
    return next(iter((*named, *roots)), None)
