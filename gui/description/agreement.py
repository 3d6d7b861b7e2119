"""Which words of a text the graph no longer says, since it was changed by hand."""

from __future__ import annotations

from scenegan.graph import Document, Part, Reading, SceneGraph
from scenegan.graph.document import Span

_CREATURE = "creature"
_SINGLE = ("kind", "size", "mood", "pose", "view")


def disagreeing(document: Document) -> list[Span]:
    """Returns the spans of a document's text that are no longer true of its graph."""
    graph, reading = document.graph, document.reading
    return [span for span in reading.spans if not _holds(graph, reading, span)]


def _holds(graph: SceneGraph, reading: Reading, span: Span) -> bool:
    if span.node == _CREATURE:
        return _holds_of_creature(graph, span)
    part = graph.by_id.get(span.node)
    return part is not None and _holds_of_part(graph, reading, span, part)


def _holds_of_creature(graph: SceneGraph, span: Span) -> bool:
    creature, field, value = graph.creature, span.field, span.value
    if field in _SINGLE:
        return bool(getattr(creature, field) == value)
    if field == "colors":
        return value in {c.name for c in creature.colors}
    if field == "attrs":
        return value in creature.attrs
    if field == "types":
        return value in creature.types
    return value in graph.absent if field == "absent" else True


def _holds_of_part(graph: SceneGraph, reading: Reading, span: Span, part: Part) -> bool:
    field, value = span.field, span.value
    if field == "part":
        return part.part == value
    if field == "attrs":
        return value in part.attrs
    if field == "colors":
        return value in {c.name for c in part.colors}
    if field == "count":
        return len(graph.of(part.part)) == len(_said_nodes(reading, part.part))
    if field == "on":
        holders = {
            part.on,
            *(n for r in graph.relations if r.subject == part.id for n in r.objects),
        }
        return value in {graph.part(n).part for n in holders if n}
    return True


def _said_nodes(reading: Reading, word: str) -> set[str]:
    return {s.node for s in reading.spans if s.field == "part" and s.value == word}
