"""Where a part hangs that a text adds to a creature which is there already."""

from __future__ import annotations

from collections.abc import Sequence

from scenegan.graph import SceneGraph


def usual_hanging(graph: SceneGraph, loose: Sequence[str], seed: int) -> SceneGraph:
    """Hangs parts where such parts usually hang; adds none, and changes nothing else.

    Args:
        graph: any valid graph.
        loose: ids of parts that hang nowhere.
        seed: of the picture; chooses among the creatures that show what is usual.
    """
    from scenegan.completion import complete

    # Completion adds parts only to a graph without suggestions.
    marked = _rebuilt(
        graph,
        parts=tuple(
            p.model_copy(update={"origin": "completed"}) if p.id in loose else p
            for p in graph.parts
        ),
    )
    holders = {p.id: p.on for p in complete(marked, seed).parts}
    return _rebuilt(
        graph,
        parts=tuple(
            p.model_copy(update={"on": holders[p.id]})
            if p.id in loose and holders.get(p.id) in graph.by_id
            else p
            for p in graph.parts
        ),
    )


def _rebuilt(graph: SceneGraph, **fields: object) -> SceneGraph:
    return SceneGraph.model_validate({**dict(graph), **fields})
