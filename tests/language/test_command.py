import pytest

from scenegan.errors import DescriptionError, SceneGANError
from scenegan.language import ParsedText, parse, read_edit
from scenegan.language.command import with_attributes


@pytest.mark.parametrize(
    ("command", "part", "colors", "attrs"),
    [
        ("tail teal", "tail", ["teal"], ["long"]),
        ("belly #ffcc00", "belly", ["golden yellow"], []),
        ("horns: green", "horn", ["green"], ["short"]),
        ("short tail", "tail", [], ["short"]),
        ("make the tail blue and thick", "tail", ["blue"], ["long", "thick"]),
        ("bigger horns", "horn", [], ["short", "large"]),
    ],
)
def test_changes_all_instances(
    lizard: ParsedText, command: str, part: str, colors: list[str], attrs: list[str]
) -> None:
    for node in read_edit(command, lizard.graph).of(part):
        assert [c.name for c in node.colors] == colors
        assert list(node.attrs) == attrs


def test_hex_value_is_kept(lizard: ParsedText) -> None:
    assert read_edit("belly #ffcc00", lizard.graph).of("belly")[0].colors[0].hex == "#ffcc00"


@pytest.mark.parametrize(
    ("command", "part", "count"),
    [
        ("remove horn", "horn", 0),
        ("remove the second horn", "horn", 1),
        ("remove horn-1", "horn", 1),
        ("add two wings", "wing", 2),
        ("add a horn", "horn", 3),
        ("three tails", "tail", 3),
        ("no eyes", "eye", 0),
        ("red wings", "wing", 2),
        ("add a red flower on its head", "flower", 1),
    ],
)
def test_counts(lizard: ParsedText, command: str, part: str, count: int) -> None:
    assert len(read_edit(command, lizard.graph).of(part)) == count


def test_denial_is_noted(lizard: ParsedText) -> None:
    assert "wing" in read_edit("no wings", lizard.graph).absent


def test_moving_and_locking(lizard: ParsedText) -> None:
    moved = read_edit("move flame to belly", lizard.graph)
    assert moved.part("flame-1").on == "belly-1"
    locked = read_edit("lock tail", lizard.graph)
    assert locked.part("tail-1").locked
    assert not read_edit("unlock tail", locked).part("tail-1").locked


def test_the_creature_is_changed_too(lizard: ParsedText) -> None:
    assert read_edit("make it red", lizard.graph).creature.colors[0].name == "red"
    assert read_edit("make it a dragon", lizard.graph).creature.kind == "dragon"
    assert read_edit("happy", lizard.graph).creature.mood == "happy"


def test_untouched_parts_stay_as_they_were(lizard: ParsedText) -> None:
    edited = read_edit("tail teal", lizard.graph)
    assert [p for p in edited.parts if p.part != "tail"] == [
        p for p in lizard.graph.parts if p.part != "tail"
    ]


@pytest.mark.parametrize("command", ["", "tail", "qwerty", "remove wings", "move wing to head"])
def test_what_is_not_understood_is_told(lizard: ParsedText, command: str) -> None:
    with pytest.raises(DescriptionError):
        read_edit(command, lizard.graph)


def test_errors_belong_to_the_family() -> None:
    with pytest.raises(SceneGANError):
        read_edit("remove the moon", parse("A cat with a tail."))


def test_opposites_push_each_other_out() -> None:
    assert with_attributes(["long", "scaly"], ["short"]) == ("scaly", "short")


@pytest.mark.parametrize("command", ["body red", "red body", "red fur"])
def test_a_colour_of_the_body_is_the_creatures_and_keeps_its_kind(command: str) -> None:
    graph = parse("an orange lizard with a long tail")
    edited = read_edit(command, graph)
    assert edited.creature.kind == "lizard"
    assert [c.name for c in edited.creature.colors] == ["red"]
    assert edited.parts == graph.parts


def test_more_of_what_is_there_hangs_where_the_others_do() -> None:
    graph = parse("a red dragon with two wings on its torso")
    edited = read_edit("add two huge wings", graph)
    assert [p.on for p in edited.of("wing")] == [graph.of("wing")[0].on] * 4
    assert graph.of("wing")[0].on is not None
