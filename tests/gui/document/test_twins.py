from gui.document import twins
from scenegan.graph import Relation, SceneGraph, edits


def face() -> SceneGraph:
    graph = edits.add_part(SceneGraph(), "head")
    for word in ("eye", "eye", "nose"):
        graph = edits.add_part(graph, word, on="head-1")
    return graph


def alike(graph: SceneGraph, *nodes: str) -> bool:
    return twins.are_twins(graph, [graph.part(n) for n in nodes])


def test_twins_look_the_same_and_hang_on_the_same() -> None:
    graph = face()
    assert alike(graph, "eye-1", "eye-2") and alike(graph, "nose-1")
    assert not alike(graph, "eye-1", "nose-1")
    assert not alike(edits.set_attributes(graph, "eye-2", ["large"]), "eye-1", "eye-2")
    assert not alike(edits.reattach(graph, "eye-2", "nose-1"), "eye-1", "eye-2")


def test_a_relation_of_one_twin_is_a_relation_of_each_but_not_with_itself() -> None:
    nodes, above = ["eye-1", "eye-2"], Relation(subject="eye-1", predicate="above", object="nose-1")
    graph = face()
    for node in nodes:
        graph = twins.related(above, nodes, graph, node)
    assert {r.subject for r in graph.relations} == set(nodes)
    beside = Relation(subject="eye-1", predicate="left of", object="eye-2")
    assert twins.related(beside, nodes, graph, "eye-2") == graph
    for node in nodes:
        graph = twins.unrelated(above, nodes, graph, node)
    assert graph.relations == ()


def test_more_twins_are_selected_with_the_others_but_not_with_a_single_one() -> None:
    graph = face()

    def third(graph: SceneGraph) -> SceneGraph:
        return edits.set_count(graph, "eye", 3, on="head-1")

    assert [*twins.still_chosen(graph, ["eye-1", "eye-2"], third)] == ["eye-1", "eye-2", "eye-3"]
    assert [*twins.still_chosen(graph, ["eye-2"], third)] == ["eye-2"]
    assert [*twins.added(graph, third)] == ["eye-3"]
