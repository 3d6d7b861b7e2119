import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gui.document.matching import match_parts
from gui.document.rewording import Said, reworded, said_of
from scenegan.completion.hanging import usual_hanging
from scenegan.graph import Color, Reading, Relation, SceneGraph, edits
from scenegan.graph.document import Span

TEAL, RED = Color(name="teal", hex="#1f8a8a"), Color(name="red", hex="#d23a2f")
WORDS = ("horn", "tail", "wing", "ear", "belly")
ATTRIBUTES = ("long", "short", "striped")


def said(*phrases: str, kind: str = "lizard", absent: tuple[str, ...] = ()) -> Said:
    """Reads phrases such as `long red tail`, as the parser would, spans included."""
    graph = edits.set_creature(SceneGraph(), kind=kind)
    spans, at = [], 0
    for phrase in phrases:
        *looks, word = phrase.split()
        node = edits.new_id(graph, word)
        attrs = [w for w in looks if w in ATTRIBUTES]
        colors = [c for c in (TEAL, RED) if c.name in looks]
        graph = edits.add_part(graph, word, attrs=attrs, colors=colors, origin="text")
        for value in (*looks, word):
            field = "part" if value == word else "attrs" if value in ATTRIBUTES else "colors"
            spans.append(Span(node=node, field=field, start=at, end=at + len(value), value=value))
            at += len(value) + 1
    return Said(graph.model_copy(update={"absent": absent}), Reading(spans=tuple(spans)))


def worked_on(text: Said) -> SceneGraph:
    """What completion makes of a text: a torso to hang on, and a suggested eye."""
    graph = edits.add_part(text.graph, "torso", origin="completed")
    for part in text.graph.parts:
        parts = tuple(
            p.model_copy(update={"on": "torso-1"}) if p.id == part.id else p for p in graph.parts
        )
        graph = SceneGraph.model_validate({**dict(graph), "parts": parts})
    return edits.add_part(graph, "eye", on="torso-1", origin="completed")


def test_only_the_part_whose_words_changed_changes() -> None:
    old, new = said("long tail", "red horn"), said("short tail", "red horn")
    graph = edits.recolour(worked_on(old), "horn-1", [TEAL])
    done = reworded(graph, old.reading, old, new)
    assert done.graph.part("tail-1").attrs == ("short",)
    rest = [p for p in graph.parts if p.id != "tail-1"]
    assert [p for p in done.graph.parts if p.id != "tail-1"] == rest
    assert not done.anew


def test_a_deleted_horn_stays_deleted_until_its_words_change() -> None:
    old = said("long tail", "horn")
    graph = edits.remove_part(worked_on(old), "horn-1")
    done = reworded(graph, old.reading, old, said("short tail", "horn"))
    assert not done.graph.of("horn")
    assert {s.node for s in done.reading.spans} == {"tail-1"}
    back = reworded(graph, old.reading, old, said("long tail", "red horn"))
    assert back.graph.of("horn")[0].colors == (RED,)


def test_a_new_part_in_front_of_another_of_its_word_leaves_that_one_alone() -> None:
    old, new = said("teal horn"), said("red horn", "teal horn")
    graph = edits.place(worked_on(old), "horn-1", (0.1, 0.1, 0.3, 0.3))
    done = reworded(graph, old.reading, old, new)
    assert done.graph.part("horn-1") == graph.part("horn-1")
    assert done.graph.part("horn-2").colors == (RED,)
    assert [s.node for s in done.reading.spans if s.field == "part"] == ["horn-2", "horn-1"]


def test_a_suggested_part_that_is_named_is_kept_and_not_doubled() -> None:
    old = said("tail")
    done = reworded(worked_on(old), old.reading, old, said("tail", "teal eye"))
    (eye,) = done.graph.of("eye")
    assert (eye.id, eye.origin, eye.colors, eye.on) == ("eye-1", "text", (TEAL,), "torso-1")


def test_words_that_go_take_their_part_along_and_leave_what_was_made_by_hand() -> None:
    old = said("tail", "horn")
    graph = edits.add_part(worked_on(old), "flame", on="tail-1")
    graph = edits.add_part(graph, "spot", on="tail-1", origin="completed")
    done = reworded(graph, old.reading, old, said("horn"))
    assert not done.graph.of("tail")
    assert not done.graph.of("spot")
    assert done.graph.of("flame")[0].on == "torso-1"


def test_words_that_go_leave_a_suggestion_of_what_is_usual() -> None:
    old = said("long red tail", "horn")
    graph = worked_on(old)

    def fill(graph: SceneGraph) -> SceneGraph:
        return edits.add_part(graph, "tail", origin="completed")

    done = reworded(graph, old.reading, old, said(), fill=fill)
    (tail,) = done.graph.of("tail")
    assert (tail.id, tail.origin, tail.attrs, tail.colors) == ("tail-1", "completed", (), ())
    assert not done.graph.of("horn")
    denied = reworded(graph, old.reading, old, said(absent=("tail",)))
    assert not denied.graph.of("tail")


def test_denied_and_allowed_again() -> None:
    old = said("tail")
    denied = reworded(worked_on(old), old.reading, old, said("tail", absent=("eye",)))
    assert not denied.graph.of("eye")
    assert denied.graph.absent == ("eye",)
    none = said("tail", absent=("eye",))
    again = reworded(denied.graph, denied.reading, none, old)
    assert again.graph.absent == ()


def test_relations_and_the_kind_follow_the_words() -> None:
    old, new = said("tail", "horn"), said("tail", "horn", kind="cat")
    above = Relation(subject="horn-1", predicate="above", object="tail-1")
    new = Said(edits.relate(new.graph, above), new.reading)
    done = reworded(worked_on(old), old.reading, old, new)
    assert done.graph.relations == (above,)
    assert done.anew
    gone = reworded(done.graph, done.reading, new, said("tail", "horn", kind="cat"))
    assert gone.graph.relations == ()


def test_a_rewritten_text_points_to_the_parts_that_it_was_written_from() -> None:
    graph = edits.remove_part(said("red horn", "teal horn", "tail").graph, "horn-1")
    reading = said_of(graph, said("tail", "teal horn"))
    assert [s.node for s in reading.spans if s.field == "part"] == ["tail-1", "horn-2"]


@pytest.mark.parametrize("suggested", [True, False])
def test_a_new_part_hangs_where_such_parts_hang(suggested: bool) -> None:
    graph = edits.set_creature(SceneGraph(), kind="lizard")
    origin = "completed" if suggested else "user"
    for word, on in (("torso", None), ("head", "torso-1")):
        graph = edits.add_part(graph, word, on=on, origin=origin)  # type: ignore[arg-type]
    graph = edits.add_part(graph, "horn", origin="text")
    hung = usual_hanging(graph, ["horn-1"], seed=0)
    assert hung.part("horn-1").on == "head-1"
    assert edits.reattach(graph, "horn-1", "head-1").parts[:2] == hung.parts[:2]


phrases = st.lists(
    st.tuples(
        st.sampled_from(["", *ATTRIBUTES]),
        st.sampled_from(["", "teal", "red"]),
        st.sampled_from(WORDS),
    ).map(lambda words: " ".join(w for w in words if w)),
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(before=phrases, after=phrases, data=st.data())
def test_untouched_words_leave_their_parts_untouched(
    before: list[str], after: list[str], data: st.DataObject
) -> None:
    old, new = said(*before), said(*after)
    graph = worked_on(old)
    for node in data.draw(st.lists(st.sampled_from([p.id for p in graph.parts]), max_size=3)):
        if node not in graph.by_id:
            continue
        action = data.draw(st.sampled_from(["remove", "place", "colour"]))
        if action == "remove" and not graph.children(node):
            graph = edits.remove_part(graph, node)
        elif action == "place":
            graph = edits.place(graph, node, (0.2, 0.2, 0.5, 0.6))
        else:
            graph = edits.recolour(graph, node, [RED])
    done = reworded(graph, old.reading, old, new)
    assert SceneGraph.model_validate(done.graph.model_dump()) == done.graph
    pairs = match_parts(old.graph, new.graph)
    for fresh, node in pairs.items():
        same = old.graph.part(node).model_dump(exclude={"id"}) == new.graph.part(fresh).model_dump(
            exclude={"id"}
        )
        if same and node in graph.by_id:
            assert done.graph.part(node) == graph.part(node)
        elif same:
            assert node not in done.graph.by_id
    if before == after:
        assert done.graph == graph
        assert {s.node for s in done.reading.spans} <= graph.by_id.keys()
    for part in graph.parts:  # By hand or suggested, and not in any words: still there.
        if part.id not in old.graph.by_id and part.id != "torso-1":
            assert part.id in done.graph.by_id
    nodes = {s.node for s in done.reading.spans}
    assert nodes <= done.graph.by_id.keys()


@settings(max_examples=25, deadline=None)
@given(before=phrases, between=phrases)
def test_going_back_to_the_old_words_gives_the_old_looks(
    before: list[str], between: list[str]
) -> None:
    old, new = said(*before), said(*between)
    there = reworded(worked_on(old), old.reading, old, new)
    back = reworded(there.graph, there.reading, new, old)

    def looks(graph: SceneGraph) -> list[tuple[object, ...]]:
        return sorted((p.part, sorted(p.attrs), str(p.colors)) for p in graph.parts)

    assert looks(back.graph) == looks(worked_on(old))
