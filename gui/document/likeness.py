"""Which parts look the same to the user, and so may share a card or a row."""

from __future__ import annotations

from scenegan.graph import Part, SceneGraph


def likeness(graph: SceneGraph, part: Part, holder: str | None) -> object:
    """Returns a key that parts have in common if they look the same and hang on the same.

    One that stands for many, or that has a place of its own, is like no other. The attributes of
    suggestions do not count: they are not said.

    Args:
        graph: what the part belongs to.
        part: the part.
        holder: what it hangs on, as far as the user sees it.
    """
    if part.group or part.box is not None:
        return part.id
    suggested = part.origin == "completed"
    said = tuple((r.predicate, r.objects) for r in graph.relations if r.subject == part.id)
    attrs = () if suggested else part.attrs
    return (part.part, holder, attrs, part.colors, suggested, part.locked, said)
