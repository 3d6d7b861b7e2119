from typing import Any

from scenegan.evaluation.published_parser import to_graph


def _entity(noun: str, *words: str) -> dict[str, Any]:
    return {"lemma_head": noun, "modifiers": [{"span": word} for word in words]}


def test_its_answer_becomes_a_graph_of_parts() -> None:
    parsed = {
        "entities": [
            _entity("lizard", "A", "small", "orange"),
            _entity("flame", "a", "big", "blue"),
            _entity("tail", "its", "loud"),
        ],
        "relations": [{"subject": 1, "object": 2}, {"subject": 0, "object": 1}],
    }
    graph = to_graph(parsed)
    assert (graph.creature.kind, graph.creature.size) == ("lizard", "small")
    assert [c.name for c in graph.creature.colors] == ["orange"]
    flame, tail = graph.parts
    assert (flame.part, flame.attrs, [c.name for c in flame.colors]) == (
        "flame",
        ("large",),
        ["blue"],
    )
    assert (tail.part, tail.attrs) == ("tail", ())
    assert [(r.subject, r.object) for r in graph.relations] == [(flame.id, tail.id)]


def test_an_empty_answer_is_an_empty_graph() -> None:
    assert to_graph({"entities": [], "relations": []}).is_empty
