import pytest

from scenegan.completion import complete
from scenegan.completion.part_colors import suggest_colors
from scenegan.language import parse

TEXTS = [
    "a black and white penguin",
    "a red and green dragon",
    "a brown and cream dog",
]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("text", TEXTS)
def test_a_creature_of_two_colours_shows_both(text: str, seed: int) -> None:
    graph = complete(parse(text), seed)
    (belly,) = graph.of("belly")
    assert belly.origin == "completed" and belly.on is not None
    assert suggest_colors(graph, seed)[belly.id][0] == graph.creature.colors[1].hex


def test_nothing_is_added_where_it_shows_already_or_is_denied() -> None:
    shown = complete(parse("a black and white penguin with a white crest"), 0)
    without = complete(parse("a black and white penguin without a belly"), 0)
    plain = complete(parse("a black penguin"), 0)
    assert shown.of("belly") == plain.of("belly")
    assert not without.of("belly")


@pytest.mark.parametrize("text", ["a black and white panda", "a white and black panda"])
def test_a_kind_of_two_colours_wears_them_as_usual_in_whatever_order(text: str) -> None:
    graph = complete(parse(text), 0)
    colors = suggest_colors(graph, 0)
    assert not graph.of("belly")
    for word, shown in (("torso", "white"), ("head", "white"), ("ear", "black"), ("leg", "black")):
        wanted = next(c.hex for c in graph.creature.colors if c.name == shown)
        assert {colors[p.id][0] for p in graph.of(word)} == {wanted}


@pytest.mark.parametrize("text", ["an orange and blue tiger", "a brown and white cow"])
def test_a_pattern_shows_the_second_colour(text: str) -> None:
    graph = complete(parse(text), 0)
    marks = [*graph.of("stripe"), *graph.of("spot")]
    colors = suggest_colors(graph, 0)
    assert marks and not graph.of("belly")
    assert {colors[p.id][0] for p in marks} == {graph.creature.colors[1].hex}
