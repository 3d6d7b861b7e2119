"""How much parts may change when they are drawn anew; kept beside the graph, in the view."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from scenegan.graph import NodeLayout
from scenegan.rendering.restraint import FREE, Restraint

if TYPE_CHECKING:
    from gui.document.model import DocumentModel

_FREEDOM = "freedom"


def freedom_in(view: Mapping[str, Any]) -> dict[str, float]:
    """Reads the freedom of parts, 0..1, as far as it can be read; the others are free."""
    kept = view.get(_FREEDOM)
    return {
        str(node): min(FREE, max(0.0, float(share)))
        for node, share in (kept.items() if isinstance(kept, dict) else ())
        if isinstance(share, (int, float))
    }


def freedom_of(view: Mapping[str, Any], nodes: Iterable[str]) -> float:
    """Returns how much the freest of some parts may change."""
    kept = freedom_in(view)
    return max((kept.get(node, FREE) for node in nodes), default=FREE)


def with_freedom(
    view: Mapping[str, Any], nodes: Iterable[str], share: float
) -> tuple[str, dict[str, float] | None]:
    """Returns the name and the value under which the view keeps another freedom of parts."""
    kept = {**freedom_in(view), **dict.fromkeys(nodes, round(share, 2))}
    held = {node: value for node, value in kept.items() if value < FREE}
    return _FREEDOM, held or None


def restraint_of_step(model: DocumentModel) -> Restraint | None:
    """Returns what holds the parts of the current step back to where they were one step ago.

    The parts of another creature hold nothing back.
    """
    before = model.steps[max(0, model.position - 1)]
    if before is model.current or before.graph.creature.kind != model.graph.creature.kind:
        return None
    return restraint_of(model.view, before.document.layout)


def restraint_of(view: Mapping[str, Any], places: Mapping[str, NodeLayout]) -> Restraint | None:
    """Returns what holds parts back that were somewhere before; None where nothing does."""
    held = {node: share for node, share in freedom_in(view).items() if node in places}
    return Restraint(places, held) if held else None
