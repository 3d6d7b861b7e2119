import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.clipboard import parts_text
from scenegan.errors import GraphError
from scenegan.graph import Color, Relation, SceneGraph, edits, from_json
from scenegan.graph.model import MAX_PARTS


def lizard() -> SceneGraph:
    graph = edits.set_creature(SceneGraph(), kind="lizard")
    for part, on in (("torso", None), ("tail", "torso-1"), ("flame", "tail-1")):
        graph = edits.add_part(graph, part, on=on, origin="text")
    graph = edits.recolour(graph, "tail-1", [Color(name="teal", hex="#1f8a8a")])
    graph = edits.place(graph, "tail-1", (0.1, 0.1, 0.4, 0.5))
    relation = Relation(subject="flame-1", predicate="at the tip of", object="tail-1")
    return edits.relate(graph, relation)


def pasted(text: str) -> SceneGraph:
    found = parts_text.parts_in_text(text)
    assert found is not None
    return found


def test_a_part_is_copied_with_what_hangs_on_it_and_its_relations() -> None:
    text = parts_text.text_of_parts(lizard(), ["tail-1"])
    copied = from_json(text)
    assert isinstance(copied, SceneGraph)
    assert [(p.id, p.on) for p in copied.parts] == [("tail-1", None), ("flame-1", "tail-1")]
    assert [r.predicate for r in copied.relations] == ["at the tip of"]


def test_parts_are_pasted_into_another_document() -> None:
    text = parts_text.text_of_parts(lizard(), ["tail-1"])
    cat = edits.add_part(edits.set_creature(SceneGraph(), kind="cat"), "torso")
    cat = edits.deny(cat, "flame")
    label, edit, tops = parts_text.paste(cat, pasted(text), "torso-1")
    graph = edit(cat)
    assert label == "2 parts pasted"
    assert tops == ["tail-1"]
    tail = graph.part("tail-1")
    assert (tail.on, tail.origin, tail.box) == ("torso-1", "user", None)
    assert tail.colors[0].name == "teal"
    assert graph.part("flame-1").on == "tail-1"
    assert graph.relations[0].objects == ("tail-1",)
    assert graph.absent == ()


def test_pasting_into_the_same_document_gives_new_ids() -> None:
    graph = lizard()
    text = parts_text.text_of_parts(graph, ["tail-1"])
    _, edit, tops = parts_text.paste(graph, pasted(text), "torso-1")
    grown = edit(graph)
    assert tops == ["tail-2"]
    assert grown.part("flame-2").on == "tail-2"
    assert {(r.subject, r.object) for r in grown.relations} == {
        ("flame-1", "tail-1"),
        ("flame-2", "tail-2"),
    }


def test_duplicates_hang_where_the_first_ones_do() -> None:
    graph = lizard()
    label, edit, copies = parts_text.duplicate(graph, ["tail-1", "flame-1"])
    grown = edit(graph)
    assert label == "Tail duplicated"
    assert copies == ["tail-2"]
    assert grown.part("tail-2").on == "torso-1"
    assert grown.part("flame-2").on == "tail-2"


def test_cutting_removes_all_that_was_copied() -> None:
    _, edit = parts_text.cut(lizard(), ["tail-1", "flame-1"])
    assert [p.id for p in edit(lizard()).parts] == ["torso-1"]


@pytest.mark.parametrize("text", ["", "hello", '{"format": "scenegan/graph@1"}', '{"scenegan/": 1'])
def test_other_texts_hold_no_parts(text: str) -> None:
    assert parts_text.parts_in_text(text) is None


def test_unknown_parts_and_too_many_are_refused() -> None:
    text = parts_text.text_of_parts(lizard(), ["tail-1"]).replace('"flame"', '"banana"')
    with pytest.raises(GraphError, match="no known part"):
        parts_text.parts_in_text(text)
    full = lizard()
    while len(full.parts) < MAX_PARTS:
        full = edits.add_part(full, "spike", on="torso-1")
    found = pasted(parts_text.text_of_parts(lizard(), ["tail-1"]))
    with pytest.raises(GraphError, match="at most"):
        parts_text.paste(full, found, None)


@given(st.sets(st.sampled_from(["torso-1", "tail-1", "flame-1"]), min_size=1))
def test_a_pasted_graph_holds_both(nodes: set[str]) -> None:
    graph = lizard()
    found = pasted(parts_text.text_of_parts(graph, nodes))
    _, edit, tops = parts_text.paste(graph, found, "torso-1")
    grown = edit(graph)
    assert len(grown.parts) == len(graph.parts) + len(found.parts)
    assert grown.parts[: len(graph.parts)] == graph.parts
    assert all(grown.part(t).on == "torso-1" for t in tops)
