"""Stripes of what is striped, spots of what is spotted.

The drawings say `striped` of few parts and then show the stripes as parts of their own, so neither
network learned to paint the word alone. Where it is said and no mark is there, marks are added.
"""

from __future__ import annotations

from collections.abc import Iterator

from scenegan.completion.attachment import replaced
from scenegan.graph.edits import new_id
from scenegan.graph.model import MAX_PARTS, Part, SceneGraph

_MARKS = {"striped": ("stripe", ("long", "thin", "curved")), "spotted": ("spot", ("round",))}
"""Attribute -> the part that shows it, and what such parts look like."""

_TRUNK = frozenset(["torso", "body"])
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
        for part in list(_carriers(graph, attribute, word)):
            number = _ON_TRUNK if part is _trunk(graph) else _ON_LIMB
            if len(graph.parts) + number <= MAX_PARTS:
                graph = _with_more(graph, number, word, looks, part.id)
    return graph


def _carriers(graph: SceneGraph, attribute: str, word: str) -> Iterator[Part]:
    """The parts that lack marks: those of which the pattern is said, and a trunk that has it."""
    if word in graph.absent:
        return
    marked = {p.on for p in graph.parts if p.part == word}
    trunk = _trunk(graph)
    for part in graph.parts:
        if part is trunk:
            if not marked and attribute in (*graph.creature.attrs, *part.attrs):
                yield part
        elif attribute in part.attrs and part.origin != "completed" and part.id not in marked:
            yield part


def _trunk(graph: SceneGraph) -> Part | None:
    """The part that a pattern of the whole creature lies on."""
    named = graph.of(graph.creature.kind or "")
    roots = [p for p in graph.parts if p.on is None and p.part in _TRUNK]
    return next(iter((*named, *roots)), None)


def _with_more(
    graph: SceneGraph, number: int, word: str, looks: tuple[str, ...], on: str
) -> SceneGraph:
    for _ in range(number):
        part = Part(id=new_id(graph, word), part=word, attrs=looks, on=on, origin="completed")
        graph = replaced(graph, parts=(*graph.parts, part))
    return graph
