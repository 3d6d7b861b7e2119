"""Whether a part lies in front of what it hangs on, or behind it: a relation of the graph."""

from __future__ import annotations

from scenegan.graph import Relation, SceneGraph, edits

FRONT, AUTO, BEHIND = "front", "auto", "behind"
DEPTHS = (FRONT, AUTO, BEHIND)

_PREDICATES = {FRONT: "in front of", BEHIND: "behind"}


def depth_of(graph: SceneGraph, node: str) -> str:
    """Returns what the graph says of a part's depth: `front`, `behind`, or `auto` for nothing."""
    for relation in graph.relations:
        if is_depth(graph, relation) and relation.subject == node:
            return next(d for d, word in _PREDICATES.items() if word == relation.predicate)
    return AUTO


def is_depth(graph: SceneGraph, relation: Relation) -> bool:
    """Whether a relation says only how deep a part lies on what it hangs on."""
    part = graph.by_id.get(relation.subject)
    return (
        part is not None
        and relation.predicate in _PREDICATES.values()
        and relation.object == part.on
    )


def set_depth(graph: SceneGraph, node: str, depth: str) -> SceneGraph:
    """Lays a part in front of what it hangs on, behind it, or leaves that to the layout.

    Raises:
        GraphError: if there is no such part.
    """
    holder = graph.by_id[node].on if node in graph.by_id else None
    for relation in graph.relations:
        if relation.subject == node and is_depth(graph, relation):
            graph = edits.unrelate(graph, relation)
    if depth == AUTO or holder is None:
        return edits.keep(graph, [node])
    said = Relation(subject=node, predicate=_PREDICATES[depth], object=holder)
    return edits.keep(edits.relate(graph, said), [node])
