"""Parts as text for the clipboard, with their edges, and back into any graph.

The text is a graph of the format `scenegan/graph@1` that holds the copied parts, all that hangs
on them, and the relations among them; so it can be pasted into another document, another program
of the same format, or a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from gui.document.model import Edit
from gui.document.selection_edits import remove
from gui.style.translation import tr
from gui.style.wording import parts_name
from scenegan.errors import GraphError
from scenegan.graph import Document, SceneGraph, check_words, from_json, to_json
from scenegan.graph.model import MAX_PARTS


def with_subtrees(graph: SceneGraph, nodes: Iterable[str]) -> tuple[str, ...]:
    """Returns parts with all that hangs on them, in the order of the graph."""
    wanted = {below for node in nodes for below in graph.subtree(node)}
    return tuple(p.id for p in graph.parts if p.id in wanted)


def text_of_parts(graph: SceneGraph, nodes: Iterable[str]) -> str:
    """Returns parts, what hangs on them, and the relations among them, as JSON.

    Parts whose holder is not copied hang on nothing in the text.
    """
    wanted = set(with_subtrees(graph, nodes))
    parts = tuple(
        p if p.on in wanted else p.model_copy(update={"on": None})
        for p in graph.parts
        if p.id in wanted
    )
    relations = tuple(r for r in graph.relations if {r.subject, *r.objects} <= wanted)
    return to_json(SceneGraph(parts=parts, relations=relations), indent=1)


def parts_in_text(text: str) -> SceneGraph | None:
    """Returns the parts that a text holds; None where it is no graph or has no parts.

    Raises:
        GraphError: if it is a graph with words that no drawing knows.
    """
    if '"scenegan/' not in text:
        return None
    try:
        found = from_json(text, tr("the clipboard"))
    except GraphError:
        return None
    graph = found.graph if isinstance(found, Document) else found
    check_words(graph, tr("the clipboard"))
    return graph if graph.parts else None


def new_names(graph: SceneGraph, pasted: SceneGraph) -> dict[str, str]:
    """Returns the ids that pasted parts get, by the ones that they come with."""
    highest: dict[str, int] = {}
    for part in graph.parts:
        stem, _, number = part.id.rpartition("-")
        highest[stem] = max(highest.get(stem, 0), int(number))
    names = {}
    for part in pasted.parts:
        stem = part.id.rpartition("-")[0]
        highest[stem] = highest.get(stem, 0) + 1
        names[part.id] = f"{stem}-{highest[stem]}"
    return names


def paste(graph: SceneGraph, pasted: SceneGraph, on: str | None) -> tuple[str, Edit, list[str]]:
    """Puts parts into a graph.

    Args:
        graph: where they go.
        pasted: the parts, as `parts_in_text` gives them.
        on: what those hang on whose holder did not come along; None for the creature itself.

    Returns:
        A label, the edit, and the new ids of the parts that hang on `on`.

    Raises:
        GraphError: if there would be too many parts.
    """
    if len(graph.parts) + len(pasted.parts) > MAX_PARTS:
        raise GraphError(
            tr(
                "A creature has at most {most} parts; remove some before you paste.",
                most=MAX_PARTS,
            )
        )
    names = new_names(graph, pasted)
    tops = [names[p.id] for p in pasted.parts if p.on is None]

    def edit(graph: SceneGraph) -> SceneGraph:
        new = [_renamed(dict(p), names, on) for p in pasted.parts]
        said = [
            {
                "subject": names[r.subject],
                "predicate": r.predicate,
                "object": [names[o] for o in r.objects]
                if len(r.objects) > 1
                else names[r.objects[0]],
            }
            for r in pasted.relations
        ]
        there = {p.part for p in pasted.parts}
        raw = graph.model_dump(mode="json")
        raw["parts"] += new
        raw["relations"] += said
        raw["absent"] = [w for w in raw["absent"] if w not in there]
        return SceneGraph.model_validate(raw)

    return tr("{name} pasted", name=parts_name(pasted, [p.id for p in pasted.parts])), edit, tops


def duplicate(graph: SceneGraph, nodes: Sequence[str]) -> tuple[str, Edit, list[str]]:
    """Makes a second one of each part, with all that hangs on it, on the same holder.

    Returns:
        A label, the edit, and the ids of the copies.
    """
    tops = [n for n in nodes if not any(n != o and n in graph.subtree(o) for o in nodes)]
    copies: list[str] = []
    plan: list[Edit] = []
    grown = graph
    for node in tops:
        copied = parts_in_text(text_of_parts(graph, [node]))
        if copied is None:
            continue
        _, edit, made = paste(grown, copied, graph.part(node).on)
        grown = edit(grown)
        plan.append(edit)
        copies += made

    def every(graph: SceneGraph) -> SceneGraph:
        for edit in plan:
            graph = edit(graph)
        return graph

    return tr("{name} duplicated", name=parts_name(graph, tops)), every, copies


def cut(graph: SceneGraph, nodes: Sequence[str]) -> tuple[str, Edit]:
    """Removes parts whose text is on the clipboard."""
    return tr("{name} cut", name=parts_name(graph, nodes)), remove(graph, nodes)[1]


def _renamed(part: dict[str, Any], names: dict[str, str], on: str | None) -> dict[str, Any]:
    """One pasted part under its new id; its place is left to the layout, as two cannot share it."""
    held = names[part["on"]] if part["on"] else on
    raw = {**part, "id": names[part["id"]], "on": held, "origin": "user", "box": None}
    raw["colors"] = [dict(c) for c in part["colors"]]
    return {**raw, "locked": False}
