import pytest

from gui.document.model import CREATURE
from gui.variations.candidates import (
    COLOR,
    SIZE,
    Axis,
    VariationError,
    grid_candidates,
    offered_values,
    qualities,
    seed_candidates,
    usual_values,
)
from scenegan.graph import Color, Creature, Document, NodeLayout, Part, SceneGraph, edits


@pytest.fixture
def document() -> Document:
    parts = (
        Part(id="torso-1", part="torso"),
        Part(id="tail-1", part="tail", attrs=("long", "thick", "smooth"), on="torso-1"),
        Part(id="flame-1", part="flame", on="tail-1"),
        Part(id="horn-1", part="horn", on="torso-1", locked=True),
    )
    creature = Creature(kind="lizard", colors=(Color(name="orange", hex="#f0841e"),))
    place = NodeLayout(box=(0.1, 0.1, 0.5, 0.5), depth=0.0)
    graph = SceneGraph(creature=creature, parts=parts)
    return Document(graph=graph, layout={p.id: place for p in parts})


def test_other_seeds_free_all_but_what_is_locked(document: Document) -> None:
    made = seed_candidates(document, [5, 6])
    assert [c.base.recipe.seed for c in made] == [5, 6]
    assert [c.label for c in made] == ["Seed 5", "Seed 6"]
    assert all(set(c.base.layout) == {"horn-1"} and c.graph == document.graph for c in made)


def test_other_seeds_of_the_selection_keep_the_rest(document: Document) -> None:
    (made,) = seed_candidates(document, [5], ["tail-1"])
    assert set(made.base.layout) == {"torso-1", "horn-1"}
    (made,) = seed_candidates(document, [5], ["tail-1", "horn-1"])
    assert set(made.base.layout) == {"torso-1", "horn-1"}  # The horn is locked.


def test_a_grid_of_colour_and_attribute(document: Document) -> None:
    across = Axis("tail-1", COLOR, ("teal", "none"))
    down = Axis("tail-1", "size", ("short", "huge", "none"))
    made = grid_candidates(document, across, down)
    assert [c.label for c in made][:3] == ["Teal, short", "None, short", "Teal, huge"]
    tails = [c.graph.part("tail-1") for c in made]
    assert [[x.name for x in t.colors] for t in tails] == [["teal"], []] * 3
    kept = ("thick",) if "thick" not in offered_values("size") else ()
    assert tails[0].attrs == (*kept, "smooth", "short")
    assert tails[4].attrs == (*kept, "smooth")
    assert all(c.base == document for c in made)
    assert all(c.graph.part("torso-1") == document.graph.part("torso-1") for c in made)


def test_the_creature_has_colours_and_a_size(document: Document) -> None:
    made = grid_candidates(
        document, Axis(CREATURE, SIZE, ("tiny", "huge")), Axis(CREATURE, COLOR, ("red", "#00ff00"))
    )
    assert [c.graph.creature.size for c in made] == ["tiny", "huge"] * 2
    assert [c.graph.creature.colors[0].hex for c in made][2:] == ["#00ff00"] * 2
    assert SIZE not in qualities(document.graph, "tail-1")


@pytest.mark.parametrize(
    ("across", "down", "told"),
    [
        (("red",), ("short", "long"), "2 to 5 values"),
        (("red", "Red "), ("short", "long"), "2 to 5 values"),
        (("a", "b", "c", "d", "e", "f"), ("short", "long"), "2 to 5 values"),
        (("red", "zzyzx"), ("short", "long"), "no known colour"),
        (("red", "blue"), ("short", "fluffy"), "does not fit"),
    ],
)
def test_what_cannot_be_varied_is_told(
    document: Document, across: tuple[str, ...], down: tuple[str, ...], told: str
) -> None:
    with pytest.raises(VariationError, match=told):
        grid_candidates(document, Axis("tail-1", COLOR, across), Axis("tail-1", "size", down))


def test_two_axes_of_one_thing(document: Document) -> None:
    axis = Axis("tail-1", COLOR, ("red", "blue"))
    with pytest.raises(VariationError, match="the same thing"):
        grid_candidates(document, axis, axis)


def test_usual_values_begin_with_the_present_one(document: Document) -> None:
    for quality in qualities(document.graph, "tail-1"):
        values = usual_values(document.graph, "tail-1", quality)
        assert len(values) == min(4, len(offered_values(quality)))
        assert set(values) <= {*offered_values(quality), "orange"}
    assert usual_values(document.graph, "tail-1", COLOR)[0] == "orange"
    assert usual_values(document.graph, "tail-1", "size")[0] in ("long", "thick")


def test_twins_take_the_values_of_an_axis_together(document: Document) -> None:
    graph = edits.set_count(document.graph, "flame", 2)
    document = document.with_graph(graph)
    color = Axis("flame-1", COLOR, ("red", "teal"), also=("flame-2",))
    shape = Axis("flame-1", "shape", ("round", "pointed"), also=("flame-2",))
    for made in grid_candidates(document, color, shape):
        one, two = made.graph.of("flame")
        assert (one.colors, one.attrs) == (two.colors, two.attrs)
        assert one.colors and one.attrs
    with pytest.raises(VariationError, match="same thing"):
        grid_candidates(document, color, Axis("flame-2", COLOR, ("red", "teal")))
