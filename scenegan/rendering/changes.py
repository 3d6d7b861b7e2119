"""Which stored places survive an edit: all but the edited part's and of what hangs on it."""

from __future__ import annotations

from collections.abc import Mapping

from scenegan.completion.expression import with_expression
from scenegan.graph import NodeLayout, Part, Relation, SceneGraph

Box = tuple[float, float, float, float]

_CREATURE_FIELDS_THAT_MOVE = ("kind", "size", "view", "pose")


def surviving_layout(
    before: SceneGraph, after: SceneGraph, layout: Mapping[str, NodeLayout]
) -> dict[str, NodeLayout]:
    """Returns the places that stay valid when one graph becomes another.

    A part that was given a box takes what hangs on it along; one whose box was taken back is
    placed anew, and so is what hangs on it. Colours are another matter: see `recoloured_nodes`.

    Args:
        before: the graph that the layout was made for.
        after: the edited graph.
        layout: places of the parts of `before`.

    Returns:
        Places of those parts of `after` that need no new sampling.
    """
    renewed = _renewed(before, after)
    kept = {
        p.id: layout[p.id]
        for p in after.parts
        if p.id in layout and (p.locked or p.id not in renewed)
    }
    for p in after.parts:
        if p.id in kept and p.box is not None and p.box != before.part(p.id).box:
            _carry_along(after, kept, p.id, p.box)
    return kept


def recoloured_nodes(before: SceneGraph, after: SceneGraph) -> set[str]:
    """Returns the ids of parts whose asked colours differ between two graphs.

    Colours that are left unsaid go with the creature's types.
    """
    old = {p.id: _asked(before, p) for p in before.parts}
    retyped = before.creature.types != after.creature.types
    return {
        p.id
        for p in after.parts
        if p.id in old and (_asked(after, p) != old[p.id] or (retyped and not old[p.id]))
    }


def _asked(graph: SceneGraph, part: Part) -> tuple[str, ...]:
    return tuple(c.hex for c in graph.colors_of(part))


def _renewed(before: SceneGraph, after: SceneGraph) -> set[str]:
    """Ids of parts that must be sampled again, with all that hangs on them."""
    if any(
        getattr(before.creature, field) != getattr(after.creature, field)
        for field in _CREATURE_FIELDS_THAT_MOVE
    ):
        return {p.id for p in after.parts}
    before, after = with_expression(before), with_expression(after)
    renewed: set[str] = set()
    for p in after.parts:
        old = before.by_id.get(p.id)
        if old is None:
            continue
        moved = _placed_by(before, p.id) != _placed_by(after, p.id)
        freed = old.box is not None and p.box is None
        if moved or freed or _shape_of(old) != _shape_of(p):
            renewed |= set(after.subtree(p.id))
    return renewed


def _placed_by(graph: SceneGraph, node: str) -> set[Relation]:
    """The relations that say where a part is."""
    return {r for r in graph.relations if r.subject == node}


def _shape_of(part: Part) -> tuple[object, ...]:
    """What the layout of a part depends on besides its place."""
    return (part.part, frozenset(part.attrs), part.on, part.group)


def _carry_along(graph: SceneGraph, places: dict[str, NodeLayout], node: str, target: Box) -> None:
    """Moves and scales a part into a box, and all that hangs on it by the same map."""
    source = places[node].box
    for below in graph.subtree(node):
        own = graph.part(below)
        if below in places and (below == node or not (own.locked or own.box)):
            moved = target if below == node else _mapped(places[below].box, source, target)
            places[below] = places[below].model_copy(update={"box": moved})


def _mapped(box: Box, source: Box, target: Box) -> Box:
    """The image of a box under the map that takes one box to another."""

    def along(value: float, axis: int) -> float:
        low, high = source[axis], source[axis + 2]
        share = (value - low) / max(high - low, 1e-6)
        return round(target[axis] + share * (target[axis + 2] - target[axis]), 5)

    return (along(box[0], 0), along(box[1], 1), along(box[2], 0), along(box[3], 1))
