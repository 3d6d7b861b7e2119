"""Edits of all parts that a card stands for, as one step each: a label and a function."""

from __future__ import annotations

from gui.document.model import CREATURE
from gui.document.selection_edits import Labelled
from gui.graph.cards import CardFacts
from gui.style.translation import tr, tr_word
from gui.style.wording import titled
from scenegan.graph import SceneGraph, edits


def attach(card: CardFacts, holder: CardFacts) -> Labelled:
    """Hangs the parts of a card on the (first) part of another, or on the creature itself."""
    on = None if holder.node == CREATURE else holder.node

    def edit(graph: SceneGraph) -> SceneGraph:
        for node in card.nodes:
            graph = edits.reattach(graph, node, on)
        return graph

    return tr("{name}: on {holder}", name=card.name, holder=holder.name.lower()), edit


def change(card: CardFacts, part: str) -> Labelled:
    """Lets another part stand in the place of each of a card's."""

    def edit(graph: SceneGraph) -> SceneGraph:
        for node in card.nodes:
            graph = edits.replace_part(graph, node, part)
        return graph

    return tr("{name}: now {part}", name=card.name, part=tr_word(part)), edit


def add(part: str, on: str | None) -> Labelled:
    """Adds a part to another, or to the creature itself."""
    label = tr("{name} added", name=titled(tr_word(part)))
    return label, lambda graph: edits.add_part(graph, part, on=on)
