import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scenegan.errors import GraphError
from scenegan.graph import Color, Part, Relation, SceneGraph, edits, from_json, to_json
from tests.graph.strategies import PARTS, attributes, boxes, colors, graphs

RED = Color(name="red", hex="#d62a28")


def _creature() -> SceneGraph:
    return SceneGraph(
        parts=(
            Part(id="torso-1", part="torso", origin="completed"),
            Part(id="tail-1", part="tail", on="torso-1"),
            Part(id="flame-1", part="flame", on="tail-1"),
            Part(id="horn-1", part="horn", on="torso-1", origin="completed"),
            Part(id="horn-2", part="horn", on="torso-1", origin="completed"),
        ),
        relations=(Relation(subject="flame-1", predicate="at the tip of", object="tail-1"),),
    )


def _edited(draw: st.DrawFn, graph: SceneGraph) -> SceneGraph:
    """Applies one random edit; a refusal leaves the graph as it was."""
    node = draw(st.sampled_from([p.id for p in graph.parts])) if graph.parts else None
    word = draw(st.sampled_from(PARTS[:6]))
    try:
        kind = draw(st.integers(0, 9))
        if kind == 0 or node is None:
            return edits.add_part(graph, word, on=node)
        if kind == 1:
            return edits.remove_part(graph, node)
        if kind == 2:
            return edits.reattach(graph, node, draw(st.sampled_from(graph.parts)).id)
        if kind == 3:
            return edits.recolour(graph, draw(st.sampled_from([node, None])), draw(colors))
        if kind == 4:
            return edits.set_attributes(graph, node, draw(attributes))
        if kind == 5:
            return edits.set_count(graph, word, draw(st.integers(0, 5)))
        if kind == 6:
            return edits.lock(graph, node, draw(st.booleans()))
        if kind == 7:
            return edits.place(graph, node, draw(boxes))
        if kind == 8:
            return edits.deny(graph, word)
        return edits.keep(graph, [node])
    except GraphError:
        return graph


@given(st.data(), graphs(words=PARTS[:6]))
@settings(max_examples=80, deadline=None)
def test_any_sequence_of_edits_keeps_a_valid_graph(data: st.DataObject, graph: SceneGraph) -> None:
    for _ in range(8):
        graph = data.draw(st.composite(_edited)(graph))
        assert from_json(to_json(graph)) == graph


def test_remove_takes_descendants_and_their_relations() -> None:
    graph = edits.remove_part(_creature(), "tail-1")
    assert [p.id for p in graph.parts] == ["torso-1", "horn-1", "horn-2"]
    assert graph.relations == ()
    assert graph.absent == ()


def test_removed_suggestions_stay_away() -> None:
    one = edits.remove_part(_creature(), "horn-2")
    assert one.part("horn-1").origin == "user"
    assert one.absent == ()
    only_suggestion = SceneGraph(parts=(Part(id="horn-1", part="horn", origin="completed"),))
    assert edits.remove_part(only_suggestion, "horn-1").absent == ("horn",)


def test_adding_takes_a_denial_back() -> None:
    graph = edits.add_part(SceneGraph(absent=("wing",)), "wing")
    assert graph.absent == ()
    assert graph.part("wing-1").origin == "user"


def test_ids_are_stable_and_not_given_twice() -> None:
    graph = edits.add_part(edits.remove_part(_creature(), "horn-1"), "horn", on="torso-1")
    assert [p.id for p in graph.of("horn")] == ["horn-2", "horn-3"]


def test_reattach_refuses_a_circle() -> None:
    with pytest.raises(GraphError, match="hang on itself"):
        edits.reattach(_creature(), "tail-1", "flame-1")
    moved = edits.reattach(_creature(), "flame-1", "horn-1")
    assert moved.part("flame-1").on == "horn-1"


def test_what_placed_a_part_by_its_holder_goes_with_it_to_the_new_one() -> None:
    tip = Relation(subject="flame-1", predicate="at the tip of", object="tail-1")
    assert edits.reattach(_creature(), "flame-1", "tail-1").relations == (tip,)
    moved = edits.reattach(_creature(), "flame-1", "horn-1")
    assert moved.relations == (tip.model_copy(update={"object": "horn-1"}),)
    assert edits.reattach(_creature(), "flame-1", None).relations == ()
    # What others say of the part, and it of others, stays.
    above = Relation(subject="flame-1", predicate="above", object="torso-1")
    around = Relation(subject="tail-1", predicate="around", object="flame-1")
    said = edits.relate(edits.relate(_creature(), above), around)
    assert set(edits.reattach(said, "flame-1", "horn-2").relations) > {above, around}
    assert edits.reattach(said, "flame-1", "torso-1").relations == (above, around)


def test_a_part_is_no_longer_between_its_old_holder_and_another() -> None:
    between = Relation(subject="flame-1", predicate="between", object=("tail-1", "horn-1"))
    graph = edits.relate(_creature(), between)
    assert between not in edits.reattach(graph, "flame-1", "torso-1").relations
    assert between in edits.reattach(graph, "tail-1", "horn-1").relations


@given(st.data(), graphs(words=PARTS[:6]))
@settings(max_examples=60, deadline=None)
def test_a_part_that_was_hung_elsewhere_is_not_placed_by_its_old_holder(
    data: st.DataObject, graph: SceneGraph
) -> None:
    hung = [p for p in graph.parts if p.on is not None]
    assume(hung)
    part = data.draw(st.sampled_from(hung))
    below = graph.subtree(part.id)
    on = data.draw(st.sampled_from([None, *(p.id for p in graph.parts if p.id not in below)]))
    after = edits.reattach(graph, part.id, on)
    assert after.part(part.id).on == on
    for relation in after.relations:
        assert part.id not in relation.objects or relation in graph.relations
        if relation.subject == part.id and on != part.on:
            assert part.on not in relation.objects
            assert part.id not in relation.objects or relation in graph.relations


def test_recolour_touches_one_part_only() -> None:
    before, after = _creature(), edits.recolour(_creature(), "tail-1", [RED])
    assert after.part("tail-1").colors == (RED,)
    assert after.part("tail-1").origin == "user"
    assert [p for p in after.parts if p.id != "tail-1"] == [
        p for p in before.parts if p.id != "tail-1"
    ]
    assert edits.recolour(before, None, [RED]).creature.colors == (RED,)


@pytest.mark.parametrize("count", [0, 1, 2, 5])
def test_set_count(count: int) -> None:
    graph = edits.set_count(_creature(), "horn", count)
    assert len(graph.of("horn")) == count
    assert all(p.on == "torso-1" and p.origin == "user" for p in graph.of("horn"))
    assert ("horn" in graph.absent) == (count == 0)


def test_faults_are_one_sentence() -> None:
    graph = _creature()
    with pytest.raises(GraphError, match="no part 'wing-1'"):
        edits.recolour(graph, "wing-1", [RED])
    with pytest.raises(GraphError, match="between 0 and 64"):
        edits.set_count(graph, "horn", 65)
    with pytest.raises(GraphError, match="no field 'species'"):
        edits.set_creature(graph, species="x")
    with pytest.raises(GraphError, match="parts.1: a box needs left < right"):
        edits.place(graph, "tail-1", (0.5, 0.0, 0.4, 1.0))
    with pytest.raises(GraphError, match="size"):
        edits.set_creature(graph, size="gigantic")
    full = SceneGraph(parts=tuple(Part(id=f"spot-{i}", part="spot") for i in range(1, 65)))
    with pytest.raises(GraphError, match="at most 64"):
        edits.add_part(full, "spot")


def test_a_replaced_part_hands_on_what_hung_on_it() -> None:
    graph = edits.recolour(_creature(), "tail-1", [RED])
    changed = edits.replace_part(edits.deny(graph, "wing"), "tail-1", "wing")
    assert "tail-1" not in changed.by_id
    wing = changed.part("wing-1")
    assert (wing.on, wing.colors, wing.origin) == ("torso-1", (RED,), "user")
    assert changed.part("flame-1").on == "wing-1"
    assert changed.relations[0].object == "wing-1"
    assert "wing" not in changed.absent
    assert edits.replace_part(graph, "tail-1", "tail") is graph
    with pytest.raises(GraphError, match="no part 'ear-9'"):
        edits.replace_part(graph, "ear-9", "wing")
