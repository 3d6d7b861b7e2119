import pytest

from scenegan.completion import complete
from scenegan.graph import Part, SceneGraph
from scenegan.language import parse


@pytest.mark.parametrize(
    ("text", "word"),
    [("a striped cat", "stripe"), ("a spotted green frog", "spot"), ("一只带斑点的青蛙", "spot")],
)
def test_a_pattern_is_shown_on_the_trunk(text: str, word: str) -> None:
    graph = complete(parse(text), 1)
    marks = graph.of(word)
    assert len(marks) == 4 and all(p.origin == "completed" for p in marks)
    assert {graph.part(p.on or "").part for p in marks} <= {"torso", "body"}
    assert complete(graph, 1) == graph


def test_a_pattern_of_a_part_lies_on_it() -> None:
    graph = complete(parse("a cat with a striped tail"), 1)
    tail = graph.of("tail")[0].id
    assert [p.on for p in graph.of("stripe") if p.on == tail] == [tail] * 3


@pytest.mark.parametrize(
    ("text", "word", "number"),
    [
        ("a striped cat with two black stripes", "stripe", 2),
        ("a striped cat without stripes", "stripe", 0),
        ("a cat", "stripe", 0),
    ],
)
def test_what_is_said_of_the_marks_goes_first(text: str, word: str, number: int) -> None:
    assert len(complete(parse(text), 1).of(word)) == number


def test_a_spotted_mushroom_has_them_on_its_cap() -> None:
    graph = complete(parse("a spotted mushroom"), 1)
    assert {graph.part(p.on or "").part for p in graph.of("spot")} == {"mushroom"}


def test_a_full_graph_gets_no_marks() -> None:
    torso = Part(id="torso-1", part="torso", attrs=("striped",), origin="text")
    plate = Part(id="plate-1", part="plate", on="torso-1", origin="text")
    plates = [plate.model_copy(update={"id": f"plate-{k}"}) for k in range(1, 63)]
    graph = complete(SceneGraph(parts=(torso, *plates)), 0)
    assert not graph.of("stripe") and len(graph.parts) <= 64
