from scenegan.graph import Color, NodeLayout, Part, Relation, SceneGraph, edits
from scenegan.rendering.changes import recoloured_nodes, surviving_layout

TEAL = Color(name="teal", hex="#1f8a8a")


def _graph() -> SceneGraph:
    return SceneGraph(
        parts=(
            Part(id="torso-1", part="torso"),
            Part(id="tail-1", part="tail", on="torso-1"),
            Part(id="flame-1", part="flame", on="tail-1"),
            Part(id="eye-1", part="eye", on="torso-1"),
        )
    )


def _places() -> dict[str, NodeLayout]:
    return {
        "torso-1": NodeLayout(box=(0.2, 0.2, 0.6, 0.8), depth=0.0),
        "tail-1": NodeLayout(box=(0.6, 0.5, 0.8, 0.7), depth=-0.5),
        "flame-1": NodeLayout(box=(0.7, 0.5, 0.8, 0.6), depth=-0.4),
        "eye-1": NodeLayout(box=(0.3, 0.3, 0.35, 0.35), depth=0.5),
    }


def test_a_colour_keeps_all_places() -> None:
    after = edits.recolour(_graph(), "tail-1", [TEAL])
    assert surviving_layout(_graph(), after, _places()) == _places()
    assert recoloured_nodes(_graph(), after) == {"tail-1"}


def test_the_creatures_colour_recolours_the_body_only() -> None:
    after = edits.recolour(_graph(), None, [TEAL])
    assert recoloured_nodes(_graph(), after) == {"torso-1", "tail-1"}


def test_an_attribute_renews_the_part_and_what_hangs_on_it() -> None:
    after = edits.set_attributes(_graph(), "tail-1", ["long"])
    assert set(surviving_layout(_graph(), after, _places())) == {"torso-1", "eye-1"}


def test_a_locked_part_is_never_renewed() -> None:
    graph = edits.lock(_graph(), "flame-1")
    after = edits.set_attributes(graph, "tail-1", ["long"])
    assert "flame-1" in surviving_layout(graph, after, _places())


def test_reattaching_renews_the_moved_part() -> None:
    after = edits.reattach(_graph(), "flame-1", "eye-1")
    assert set(surviving_layout(_graph(), after, _places())) == {"torso-1", "tail-1", "eye-1"}


def test_a_box_that_was_taken_back_frees_the_part_and_what_it_took_along() -> None:
    boxed = edits.place(_graph(), "tail-1", (0.1, 0.1, 0.3, 0.3))
    after = edits.place(boxed, "tail-1", None)
    assert set(surviving_layout(boxed, after, _places())) == {"torso-1", "eye-1"}


def test_new_and_removed_parts_touch_no_other() -> None:
    grown = edits.add_part(_graph(), "horn", on="torso-1")
    assert surviving_layout(_graph(), grown, _places()) == _places()
    cut = edits.remove_part(_graph(), "tail-1")
    assert set(surviving_layout(_graph(), cut, _places())) == {"torso-1", "eye-1"}


def test_another_view_renews_everything_that_is_free() -> None:
    graph = edits.lock(_graph(), "eye-1")
    after = edits.set_creature(graph, view="left")
    assert set(surviving_layout(graph, after, _places())) == {"eye-1"}


def test_a_box_takes_what_hangs_on_it_along() -> None:
    after = edits.place(_graph(), "tail-1", (0.0, 0.0, 0.4, 0.4))
    places = surviving_layout(_graph(), after, _places())
    assert places["tail-1"].box == (0.0, 0.0, 0.4, 0.4)
    assert places["flame-1"].box == (0.2, 0.0, 0.4, 0.2)
    assert places["eye-1"] == _places()["eye-1"]


def test_a_new_relation_renews_its_subject_and_what_hangs_on_it() -> None:
    relation = Relation(subject="tail-1", predicate="left of", object="eye-1")
    after = edits.relate(_graph(), relation)
    assert set(surviving_layout(_graph(), after, _places())) == {"torso-1", "eye-1"}
    assert set(surviving_layout(after, _graph(), _places())) == {"torso-1", "eye-1"}


def test_size_renews_everything_and_mood_the_face() -> None:
    huge = edits.set_creature(_graph(), size="huge")
    assert surviving_layout(_graph(), huge, _places()) == {}
    angry = edits.set_creature(_graph(), mood="angry")
    assert set(surviving_layout(_graph(), angry, _places())) == {"torso-1", "tail-1", "flame-1"}


def test_types_recolour_what_was_left_unsaid() -> None:
    graph = edits.recolour(_graph(), "tail-1", [TEAL])
    fiery = edits.set_creature(graph, types=("fire",))
    assert surviving_layout(graph, fiery, _places()) == _places()
    assert recoloured_nodes(graph, fiery) == {"torso-1", "flame-1", "eye-1"}
