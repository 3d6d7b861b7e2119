import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenegan.graph import Color, NodeLayout, edits
from scenegan.rendering.picture import Picture
from scenegan.rendering.pipeline import Pipeline
from scenegan.rendering.restraint import Restraint, between, with_kept_colors

HERE = NodeLayout(
    box=(0.1, 0.2, 0.3, 0.4), depth=1.0, shape=(0.0, 2.0), look=(1.0,), colors=("#ff0000",), seed=1
)
THERE = NodeLayout(
    box=(0.5, 0.6, 0.7, 0.8), depth=3.0, shape=(4.0, 0.0), look=(), colors=("#00ff00",), seed=2
)


@given(st.floats(0, 1))
def test_what_lies_between_is_no_farther_than_either(share: float) -> None:
    found = between(HERE, THERE, share, placed=False)
    assert HERE.box[0] <= found.box[0] <= THERE.box[0]
    assert HERE.depth <= found.depth <= THERE.depth
    assert found.shape[0] == pytest.approx(4 * share, abs=1e-3)
    assert (found.look, found.seed) == (THERE.look, THERE.seed)  # Of another model: not mixed.
    assert between(HERE, THERE, share, placed=True).box == THERE.box


def test_unnamed_and_new_parts_are_free() -> None:
    restraint = Restraint({"tail-1": HERE}, {"tail-1": 7.0, "wing-1": 0.0})
    assert (restraint.of("tail-1"), restraint.of("wing-1"), restraint.of("leg-1")) == (1, 1, 1)


@pytest.mark.slow
def test_a_part_comes_no_farther_than_it_may(pipeline: Pipeline, drawn: Picture) -> None:
    graph, before = drawn.document.graph, drawn.document.layout
    node = graph.of("tail")[0].id
    recipe = drawn.document.recipe.model_copy(update={"seed": 92})
    base = drawn.document.unplaced().model_copy(update={"recipe": recipe})

    def tail(freedom: float) -> NodeLayout:
        return pipeline.planned(base, restraint=Restraint(before, {node: freedom})).layout[node]

    free, half, none = tail(1.0), tail(0.5), tail(0.0)
    assert free == pipeline.planned(base).layout[node]
    assert none == before[node]
    assert free.shape != before[node].shape
    middle = [(a + b) / 2 for a, b in zip(before[node].shape, free.shape, strict=True)]
    assert half.shape == pytest.approx(middle, abs=2e-3)


def test_a_part_that_is_little_free_keeps_its_unsaid_colours(drawn: Picture) -> None:
    graph, places = drawn.document.graph, drawn.document.layout
    node = next(p.id for p in graph.parts if not graph.colors_of(p))
    new = {p.id: ("#123456",) for p in graph.parts}
    for freedom, kept in ((0.3, places[node].colors), (0.8, ("#123456",))):
        restraint = Restraint(places, {node: freedom})
        assert with_kept_colors(graph, restraint, new)[node] == kept
    asked = edits.recolour(graph, node, [Color(name="teal", hex="#1f8a8a")])
    assert with_kept_colors(asked, Restraint(places, {node: 0.0}), new)[node] == ("#123456",)
