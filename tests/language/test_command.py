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


@pytest.mark.parametrize(
    ("command", "same"),
    [
        ("添加一条尾巴", "add a tail"),
        ("再加一条尾巴", "add a tail"),
        ("添加角", "add horns"),
        ("加两只红色的翅膀", "add two red wings"),
        ("去掉角", "remove horns"),
        ("移除那条长尾巴和角", "remove tail and horns"),
        ("锁定尾巴", "lock tail"),
    ],
)
def test_chinese_commands_do_what_english_ones_do(
    lizard: ParsedText, command: str, same: str
) -> None:
    after = read_edit(command, lizard.graph)
    assert after == read_edit(same, lizard.graph) != lizard.graph


@pytest.mark.parametrize(
    "command",
    ["tail striped", "striped tail", "the tail is striped", "make tail striped", "tail-1 striped"],
)
def test_an_attribute_that_might_be_a_verb_is_one_of_the_part(
    lizard: ParsedText, command: str
) -> None:
    before = lizard.graph.part("tail-1")
    after = read_edit(command, lizard.graph)
    assert after.part("tail-1").attrs == (*before.attrs, "striped")
    assert after.part("tail-1").colors == before.colors
    assert [p for p in after.parts if p.id != "tail-1"] == [
        p for p in lizard.graph.parts if p.id != "tail-1"
    ]


def test_several_looks_behind_a_part_are_read(lizard: ParsedText) -> None:
    tail = read_edit("tail striped teal", lizard.graph).part("tail-1")
    assert "striped" in tail.attrs and [c.name for c in tail.colors] == ["teal"]
    assert "large" in read_edit("tail bigger", lizard.graph).part("tail-1").attrs
    added = read_edit("add horns striped", lizard.graph).of("horn")
    assert added[-1].attrs == ("striped",)
    assert len(added) > len(lizard.graph.of("horn"))
    with pytest.raises(DescriptionError):
        read_edit("tail zzz", lizard.graph)


def test_a_lock_is_taken_away_in_chinese(lizard: ParsedText) -> None:
    locked = read_edit("锁定尾巴", lizard.graph)
    assert read_edit("解锁尾巴", locked) == read_edit("unlock tail", locked) != locked


def test_a_kind_that_begins_as_a_verb_is_a_kind(lizard: ParsedText) -> None:
    assert read_edit("加菲猫", lizard.graph).creature.kind == "cat"
