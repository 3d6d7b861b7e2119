"""Where a part hangs that is added to a creature which is there already."""

from __future__ import annotations

from collections.abc import Sequence

from scenegan.completion.complete import complete
from scenegan.graph import SceneGraph, edits


def hung(before: SceneGraph, after: SceneGraph, seed: int | None) -> SceneGraph:
    """Hangs new parts for which no holder was said where their like hang.

    Where there are none yet they hang where such parts usually do, and failing that on the trunk.

    Args:
        before: the graph before an edit.
        after: the edited graph.
        seed: of the picture; None asks for no usual place, which needs the tables of drawings.
    """
    loose = [p for p in after.parts if p.id not in before.by_id and p.on is None]
    unlike = [p.id for p in loose if not before.of(p.part)]
    if unlike and seed is not None and before.parts:
        after = usual_hanging(after, unlike, seed)
    for part in after.parts:
        if part.id not in before.by_id and part.on is None:
            like = [p.on for p in before.of(part.part) if p.on is not None]
            holder = like[0] if like else before.trunk
            if holder is not None and holder in after.by_id:
                after = edits.reattach(after, part.id, holder)
    return after


def usual_hanging(graph: SceneGraph, loose: Sequence[str], seed: int) -> SceneGraph:
    """Hangs parts where such parts usually hang; adds none, and changes nothing else.

    Args:
        graph: any valid graph.
        loose: ids of parts that hang nowhere.
        seed: of the picture; chooses among the creatures that show what is usual.
    """
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
