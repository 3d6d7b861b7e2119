"""How much a part may change when it is drawn anew: from not at all to freely."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from scenegan.graph import NodeLayout, SceneGraph

FREE = 1.0
_BOX_DIGITS, _CODE_DIGITS = 5, 3
_KEEPS_COLORS = 0.5
"""Freedom up to which a part keeps the colours that nobody asked for."""


@dataclass(frozen=True)
class Restraint:
    """Where parts were, and how far from there they may come.

    Codes of shapes and looks lie on smooth manifolds, so what lies between two of them is again a
    shape and a look (the interpolation of Reed et al., 2016, done on layouts).

    Attributes:
        places: of parts before.
        freedom: 0 for a part that stays as it is, 1 for one that nothing holds back; parts that
            are not named are free.
    """

    places: Mapping[str, NodeLayout] = field(default_factory=dict)
    freedom: Mapping[str, float] = field(default_factory=dict)

    def of(self, node: str) -> float:
        """Returns the freedom of a part; one that was nowhere is free."""
        return min(FREE, max(0.0, self.freedom.get(node, FREE))) if node in self.places else FREE

    def staying(self, graph: SceneGraph) -> dict[str, NodeLayout]:
        """Returns the places of those parts that may not change at all."""
        stay = {p.id: self.places[p.id] for p in graph.parts if self.of(p.id) == 0.0}
        asked = {node: tuple(c.hex for c in graph.colors_of(graph.part(node))) for node in stay}
        return {
            node: place
            if place.colors[: len(asked[node])] == asked[node]
            else place.model_copy(update={"colors": asked[node]})
            for node, place in stay.items()
        }

    def held_back(
        self, graph: SceneGraph, fresh: Mapping[str, NodeLayout]
    ) -> dict[str, NodeLayout]:
        """Returns those of some new places that lie nearer to the old ones than they were drawn."""
        return {
            node: between(self.places[node], place, self.of(node), bool(graph.part(node).box))
            for node, place in fresh.items()
            if self.of(node) < FREE
        }


def between(before: NodeLayout, after: NodeLayout, share: float, placed: bool) -> NodeLayout:
    """Returns what lies between two places of a part.

    Args:
        before: where and how it was.
        after: where and how it would be.
        share: how far from `before` to `after`, 0..1.
        placed: whether the box of `after` is the user's wish, which is obeyed.
    """
    return after.model_copy(
        update={
            "box": after.box if placed else _mixed(before.box, after.box, share, _BOX_DIGITS),
            "depth": _mixed((before.depth,), (after.depth,), share, _CODE_DIGITS)[0],
            "shape": _mixed(before.shape, after.shape, share, _CODE_DIGITS),
            "look": _mixed(before.look, after.look, share, _CODE_DIGITS),
        }
    )


def _mixed(
    before: tuple[float, ...], after: tuple[float, ...], share: float, digits: int
) -> tuple[float, ...]:
    """Numbers on the way from one row to another; one of another model is not mixed."""
    if len(before) != len(after):
        return after
    return tuple(round(a + share * (b - a), digits) for a, b in zip(before, after, strict=True))


def with_kept_colors(
    graph: SceneGraph, restraint: Restraint, colors: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """Returns the colours of parts; one that is little free keeps its own where none are asked."""
    return {
        node: restraint.places[node].colors
        if restraint.of(node) <= _KEEPS_COLORS and not graph.colors_of(graph.part(node))
        else chosen
        for node, chosen in colors.items()
    }
