"""A mood gives a face the attributes that drawn creatures of that mood have."""

from scenegan.completion.expression import mood_signs, moods_that_show, with_expression
from scenegan.graph import Creature, Part, SceneGraph


def faced(mood: str | None, *eye: str, origin: str = "completed") -> SceneGraph:
    return SceneGraph(
        creature=Creature(kind="cat", mood=mood),
        parts=(
            Part(id="head-1", part="head"),
            Part(id="eye-1", part="eye", on="head-1", attrs=eye, origin=origin),  # type: ignore[arg-type]
            Part(id="mouth-1", part="mouth", on="head-1"),
        ),
    )


def drawn_attrs(graph: SceneGraph, node: str) -> set[str]:
    return set(with_expression(graph).part(node).attrs)


def test_moods_show_on_the_face_only() -> None:
    assert {"angry", "sharp"} <= drawn_attrs(faced("angry"), "eye-1")
    assert "smiling" in drawn_attrs(faced("happy"), "mouth-1")
    assert "closed" in drawn_attrs(faced("sleepy"), "eye-1")
    assert drawn_attrs(faced("angry"), "head-1") == set()
    assert {"angry", "happy", "sleepy", "fierce"} <= set(moods_that_show())


def test_what_was_said_stays_and_what_was_suggested_gives_way() -> None:
    assert drawn_attrs(faced("angry", "round", "large"), "eye-1") == {"angry", "sharp", "large"}
    assert drawn_attrs(faced("angry", "round", origin="text"), "eye-1") == {"round"}
    assert drawn_attrs(faced("angry", "sharp"), "eye-1") == {"sharp"}


def test_no_mood_and_unknown_moods_change_nothing() -> None:
    for mood in (None, "neutral", "wistful"):
        graph = faced(mood, "round")
        assert with_expression(graph) == graph


def test_signs_do_not_speak_against_themselves() -> None:
    for signs in mood_signs().values():
        assert not set(signs.shown) & signs.against
