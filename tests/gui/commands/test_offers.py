from hypothesis import given
from hypothesis import strategies as st

from gui.commands import offers
from gui.commands.action import Action
from gui.commands.fuzzy import match
from gui.commands.key_map import KeyMap
from gui.commands.registry import Registry
from gui.commands.told_edit import told_edit
from gui.style.translation import set_language
from scenegan.graph import Color, Relation, SceneGraph, edits

TEAL = Color(name="teal", hex="#1f8a8a")


def lizard() -> SceneGraph:
    graph = edits.set_creature(SceneGraph(), kind="lizard")
    for part, on in (("torso", None), ("tail", "torso-1"), ("flame", "tail-1")):
        graph = edits.add_part(graph, part, on=on, origin="text")
    relation = Relation(subject="flame-1", predicate="at the tip of", object="tail-1")
    return edits.relate(graph, relation)


def test_words_match_where_they_begin_before_where_they_are_inside() -> None:
    start, inside = match("ta", "Tail"), match("ai", "Tail")
    assert start is not None and inside is not None
    assert start.score > inside.score
    assert start.marks == ((0, 2),)
    assert match("xq", "Tail") is None
    assert match("save as", "Save as…") is not None
    scattered = match("cpc", "Copy picture as")
    assert scattered is None or scattered.score < start.score


def test_hidden_words_find_but_are_not_marked() -> None:
    found = match("palette", "Find or do anything", "command palette")
    assert found is not None
    assert found.marks == ()


@given(st.text(max_size=12), st.text(max_size=30))
def test_marks_lie_inside_the_text(query: str, text: str) -> None:
    found = match(query, text)
    for start, end in found.marks if found is not None else ():
        assert 0 <= start < end <= len(text.casefold())


@given(st.text(alphabet="abcdefgh ", min_size=1, max_size=20))
def test_a_text_matches_itself(text: str) -> None:
    assert match(text, text) is not None


def test_parts_are_offered_on_what_is_selected() -> None:
    done: list[tuple[str, SceneGraph]] = []
    graph = lizard()
    found = offers.part_offers("win", graph, "tail-1", lambda n, e: done.append((n, e(graph))))
    (wing, *_) = offers.limited_to_parts(found)
    assert wing.text == "Add wing on the tail"
    assert wing.text[slice(*wing.marks[0])] == "win"
    wing.run()
    assert done[0][0] == "Wing added"
    assert done[0][1].of("wing")[0].on == "tail-1"
    assert len(offers.limited_to_parts(offers.part_offers("", graph, None, lambda *_: None))) > 50


def test_parts_of_the_creature_are_gone_to() -> None:
    went: list[str] = []
    found = offers.ordered(offers.go_to_offers("tail", lizard(), went.append))
    assert [(o.text, o.note) for o in found] == [
        ("Tail", "on the torso"),
        ("Flame", "at the tip of the tail"),
    ]
    found[1].run()
    assert went == ["flame-1"]


def test_commands_are_said_of_the_part_that_is_named() -> None:
    log: list[str] = []
    registry = Registry()
    registry.add(
        Action("part.lock", "Lock", lambda: log.append("lock"), "L", contexts=("part",)),
        Action("file.save", "Save", lambda: log.append("save"), "Ctrl+S"),
        Action("edit.redo", "Redo", lambda: None, refused=lambda: "Nothing"),
    )
    keys = KeyMap(registry)

    def found(query: str) -> list[offers.Offer]:
        made = offers.command_offers(query, registry, keys, lizard(), log.append)
        return offers.ordered(made)

    (lock,) = found("lock tail")
    assert (lock.text, lock.key) == ("Lock tail", "L")
    lock.run()
    assert log == ["tail-1", "lock"]
    assert [o.text for o in found("tail teal")] == ["Lock tail"]
    assert [o.text for o in found("save")] == ["Save"]
    assert [o.text for o in found("redo")] == []


def test_edits_are_told_in_words() -> None:
    graph = lizard()
    cases = [
        (edits.recolour(graph, "tail-1", [TEAL]), "Paint the tail teal", "Tail: teal"),
        (edits.set_attributes(graph, "tail-1", ["long"]), "Make the tail long", "Tail: long"),
        (edits.remove_part(graph, "flame-1"), "Remove the flame", "Flame removed"),
        (edits.lock(graph, "tail-1"), "Lock the tail", "Tail locked"),
        (edits.reattach(graph, "flame-1", "torso-1"), "Hang the flame on the torso",
         "Flame: on torso"),
        (edits.add_part(graph, "wing", on="torso-1", colors=[TEAL]),
         "Add teal wing on the torso", "Wing added"),
        (edits.set_creature(graph, size="small"), "Make the lizard small", "Lizard: small"),
        (edits.deny(graph, "horn"), "No horn", "No horn"),
        (graph, "", ""),
    ]  # fmt: skip
    for after, text, label in cases:
        assert told_edit(graph, after) == (text, label)


def test_chinese_has_no_gap_between_a_look_and_its_part() -> None:
    graph = lizard()
    set_language("zh")
    try:
        text, _ = told_edit(graph, edits.add_part(graph, "wing", on="torso-1", colors=[TEAL]))
    finally:
        set_language("en")
    assert text and " " not in text
