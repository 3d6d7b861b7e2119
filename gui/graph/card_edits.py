"""Edits of all parts that a card stands for, as one step each: a label and a function."""

from __future__ import annotations

from collections.abc import Sequence

from gui.document.model import CREATURE, Edit
from gui.graph.cards import CardFacts
from gui.style.wording import titled
from scenegan.graph import SceneGraph, edits

Labelled = tuple[str, Edit]


def remove(card: CardFacts) -> Labelled:
    """Removes the parts of a card with what hangs on them."""

    def edit(graph: SceneGraph) -> SceneGraph:
        for node in card.nodes:
            if node in graph.by_id:
                graph = edits.remove_part(graph, node)
        return graph

    return f"{card.name} removed", edit


def attach(card: CardFacts, holder: CardFacts) -> Labelled:
    """Hangs the parts of a card on the (first) part of another, or on the creature itself."""
    on = None if holder.node == CREATURE else holder.node

    def edit(graph: SceneGraph) -> SceneGraph:
        for node in card.nodes:
            graph = edits.reattach(graph, node, on)
        return graph

    return f"{card.name}: on {holder.name.lower()}", edit


def lock(card: CardFacts) -> Labelled:
    """Locks the parts of a card, or frees them."""
    locked = not card.locked

    def edit(graph: SceneGraph) -> SceneGraph:
        for node in card.nodes:
            graph = edits.lock(graph, node, locked)
        return graph

    return f"{card.name} {'locked' if locked else 'unlocked'}", edit


def keep(nodes: Sequence[str], name: str) -> Labelled:
    """Accepts suggested parts."""
    return f"{name} kept", lambda graph: edits.keep(graph, nodes)


def change(card: CardFacts, part: str) -> Labelled:
    """Lets another part stand in the place of each of a card's."""

    def edit(graph: SceneGraph) -> SceneGraph:
        for node in card.nodes:
            graph = edits.replace_part(graph, node, part)
        return graph

    return f"{card.name}: now {part}", edit


def add(part: str, on: str | None) -> Labelled:
    """Adds a part to another, or to the creature itself."""
    return f"{titled(part)} added", lambda graph: edits.add_part(graph, part, on=on)
