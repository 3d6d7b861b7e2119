"""Parts that look the same and hang on the same: what is said of one is said of all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from gui.document.likeness import likeness
from gui.document.model import Edit
from scenegan.graph import Part, Relation, SceneGraph, edits

EditOfPart = Callable[[SceneGraph, str], SceneGraph]


def are_twins(graph: SceneGraph, parts: Sequence[Part]) -> bool:
    """Whether parts look the same and hang on the same; one alone does."""
    return len({likeness(graph, p, p.on) for p in parts}) == 1


def edit_each(nodes: Sequence[str], edit: EditOfPart) -> Edit:
    """Returns the edit that changes each of some parts in the same way."""

    def edit_all(graph: SceneGraph) -> SceneGraph:
        for node in nodes:
            graph = edit(graph, node)
        return graph

    return edit_all


def related(relation: Relation, nodes: Sequence[str], graph: SceneGraph, node: str) -> SceneGraph:
    """Lets one of some twins have a relation that was asked for another; none with itself."""
    said = _said_of(relation, nodes, node)
    return graph if said.subject in said.objects else edits.relate(graph, said)


def unrelated(relation: Relation, nodes: Sequence[str], graph: SceneGraph, node: str) -> SceneGraph:
    """Takes from one of some twins a relation that another of them shall lose."""
    return edits.unrelate(graph, _said_of(relation, nodes, node))


def _said_of(relation: Relation, nodes: Sequence[str], node: str) -> Relation:
    subject = node if relation.subject in nodes else relation.subject
    return relation.model_copy(update={"subject": subject})


def added(graph: SceneGraph, edit: Edit) -> Iterator[str]:
    """Yields the ids of the parts that an edit adds; the edit is made when the first is asked."""
    yield from (node for node in edit(graph).by_id if node not in graph.by_id)


def still_chosen(graph: SceneGraph, nodes: Sequence[str], edit: Edit) -> Iterator[str]:
    """Yields what is selected after an edit of how many there are of some twins.

    Where all parts of their word on their holder are selected, all are afterwards too. The edit
    is made when the first is asked for.
    """
    first = graph.part(nodes[0])

    def like_it(graph: SceneGraph) -> list[str]:
        return [p.id for p in graph.of(first.part) if p.on == first.on]

    yield from like_it(edit(graph)) if set(like_it(graph)) == set(nodes) else nodes
