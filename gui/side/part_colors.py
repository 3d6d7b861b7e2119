"""The one colour that a part wears everywhere in the editor."""

from __future__ import annotations

from gui.document.model import CREATURE
from scenegan.graph import Document, SceneGraph


def asked_color(graph: SceneGraph, node: str) -> str:
    """Returns the hex value that the graph asks for a part or the creature; empty where unsaid."""
    part = graph.by_id.get(node)
    if part is None and node != CREATURE:
        return ""
    colors = graph.creature.colors if part is None else graph.colors_of(part)
    return colors[0].hex if colors else ""


def worn_color(document: Document, node: str) -> str:
    """Returns the colour asked for, else the one that was painted, else nothing."""
    asked = asked_color(document.graph, node)
    if asked or node not in document.layout:
        return asked
    painted = document.layout[node].colors
    return painted[0] if painted else ""
