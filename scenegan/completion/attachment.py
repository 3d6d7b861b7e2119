"""Where parts hang: the root of a graph, and the parents of parts that hang nowhere yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from scenegan.completion.library import Library, Template
from scenegan.completion.library_build import ROOTS
from scenegan.completion.retrieval import Choice
from scenegan.completion.typical_bodies import PLACES
from scenegan.graph.edits import new_id
from scenegan.graph.model import MAX_PARTS, Part, SceneGraph

_GENERAL = 0.05
"""Weight of what is usual in all creatures beside what is usual in those that fit."""


def with_root(graph: SceneGraph, template: Template) -> tuple[SceneGraph, Part | None]:
    """Finds or adds the part that everything hangs on.

    That is the top of what a torso or body hangs on; failing both, a new torso (where the text
    has a head) or whichever of the two the template has. Where both are denied it is the head,
    or any part that there is.

    Returns:
        The graph with its root; None for the root if no part can be had.
    """
    for word in ROOTS:
        for part in graph.of(word):
            return graph, _top(graph, part)
    for word in _new_roots(graph, template):
        if word not in graph.absent and len(graph.parts) < MAX_PARTS:
            root = Part(id=new_id(graph, word), part=word, origin="completed")
            if word == template.parts[0].part:
                root = root.model_copy(update={"attrs": template.parts[0].attrs})
            return replaced(graph, parts=(*graph.parts, root)), root
    heads = [*graph.of("head"), *graph.parts]
    return graph, _top(graph, heads[0]) if heads else None


def replaced(graph: SceneGraph, **fields: Any) -> SceneGraph:
    """Returns a valid graph with some fields replaced.

    `model_copy` would carry over what the old graph has cached of its parts.
    """
    return SceneGraph(**{**dict(graph), **fields})


def _new_roots(graph: SceneGraph, template: Template) -> list[str]:
    """Words that a new root may be, best first."""
    if graph.parts and set(ROOTS) <= set(graph.absent):
        return []
    words = {p.part for p in graph.parts}
    first = "torso" if words & {"head", "neck"} else template.parts[0].part
    others = [p.part for p in template.parts]
    return [first, *ROOTS, *([] if graph.parts else ["head", *others])]


def _top(graph: SceneGraph, part: Part) -> Part:
    while part.on is not None:
        part = graph.part(part.on)
    return part


def attach_all(
    graph: SceneGraph,
    root: str,
    hung: Mapping[str, str],
    choice: Choice,
    library: Library,
    trusted: bool = False,
) -> SceneGraph:
    """Hangs every part that hangs nowhere, so that the root is the only one left.

    Args:
        graph: the graph with all its parts.
        root: id of the part that everything hangs on.
        hung: where the template hangs parts: id -> id.
        choice: creatures that fit, which tell where such parts hang.
        library: tells the same of all creatures.
        trusted: whether the template goes before what people expect of creatures in general.
    """
    parents: dict[str, str | None] = {p.id: p.on for p in graph.parts}
    loose = [p for p in graph.parts if p.on is None and p.id != root]
    for part in loose:
        wanted = hung.get(part.id) if trusted or part.part not in PLACES else None
        if wanted is None or _is_below(wanted, part.id, parents):
            parents[part.id] = _usual_parent(graph, root, part, loose, parents, choice, library)
        else:
            parents[part.id] = wanted
    parts = tuple(
        p if p.on == parents[p.id] else p.model_copy(update={"on": parents[p.id]})
        for p in graph.parts
    )
    return replaced(graph, parts=parts)


def _usual_parent(
    graph: SceneGraph,
    root: str,
    part: Part,
    loose: list[Part],
    parents: Mapping[str, str | None],
    choice: Choice,
    library: Library,
) -> str:
    """The part that parts of this word hang on most in creatures that fit; twins share out."""
    for word in _parent_words(part.part, choice, library):
        if word in ROOTS:
            return root
        free = [p.id for p in graph.of(word) if not _is_below(p.id, part.id, parents)]
        if free:
            like = [p.id for p in loose if p.part == part.part]
            return free[_share_out(like.index(part.id), len(like), len(free))]
    return root


def _parent_words(word: str, choice: Choice, library: Library) -> Iterable[str]:
    if word in PLACES:
        return (*PLACES[word], *ROOTS)
    weights: dict[str, float] = defaultdict(float)
    for above, share in library.parents.get(word, {}).items():
        weights[above] += _GENERAL * share
    for template, likeness in zip(choice.templates, choice.likeness, strict=True):
        found = [template.parent_word(i) for i, p in enumerate(template.parts) if p.part == word]
        for other in found:
            if other is not None and other != word:
                weights[other] += likeness / len(found)
    return [above for above, _ in sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))]


def _share_out(index: int, children: int, parents: int) -> int:
    """Which of several parents a child hangs on: one each, or equal shares where there are more."""
    return index * parents // children if children > parents else index


def _is_below(node: str, top: str, parents: Mapping[str, str | None]) -> bool:
    """Whether a node is a part or hangs, at whatever depth, on it."""
    current: str | None = node
    while current is not None:
        if current == top:
            return True
        current = parents[current]
    return False
