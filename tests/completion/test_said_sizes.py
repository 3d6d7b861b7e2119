"""What is said of sizes, in numbers that drawn parts have."""

import math

import pytest

from scenegan.completion.library import library
from scenegan.completion.said_sizes import MEASURES, said_sizes, usual_measure
from scenegan.graph import Part, SceneGraph
from scenegan.graph.vocabulary import vocabulary


def graph(*eyes: tuple[str, ...], on: str = "head-1") -> SceneGraph:
    parts = [Part(id="torso-1", part="torso"), Part(id="head-1", part="head", on="torso-1")]
    parts += [
        Part(id=f"eye-{k}", part="eye", on=on, attrs=attrs) for k, attrs in enumerate(eyes, 1)
    ]
    return SceneGraph(parts=tuple(parts))


def test_nothing_said_is_nothing_asked() -> None:
    assert said_sizes(graph((), ("shiny",))) == []


def test_alike_parts_are_meant_together_and_others_apart() -> None:
    found = said_sizes(graph(("large",), ("large",), ("small",)))
    assert [(size.nodes, size.grows) for size in found] == [
        (("eye-1", "eye-2"), True),
        (("eye-3",), False),
    ]


def test_stronger_words_ask_for_more() -> None:
    (small,), (tiny,), (large,), (huge,) = (
        said_sizes(graph((word,))) for word in ("small", "tiny", "large", "huge")
    )
    usual = usual_measure("eye", "size")
    assert tiny.aim < small.aim < usual < large.aim < huge.aim


def test_long_parts_are_larger_and_more_stretched() -> None:
    found = {size.measure: size for size in said_sizes(graph(("long",)))}
    assert set(found) == {"size", "length"}
    for measure, size in found.items():
        assert size.grows and size.aim > usual_measure("eye", measure)


def test_what_the_drawings_hardly_have_is_left_alone() -> None:
    rare = Part(id="stinger-1", part="stinger", on="torso-1", attrs=("large",))
    unsaid = [
        part
        for template in library().templates
        for part in template.parts
        if part.part == "stinger" and not set(part.attrs) & MEASURES.keys()
    ]
    assert len(unsaid) < 10
    torso = Part(id="torso-1", part="torso", attrs=("large",))
    assert said_sizes(SceneGraph(parts=(torso, rare))) == []


def test_what_was_completed_was_not_said() -> None:
    said = graph(("large",))
    eye = said.part("eye-1").model_copy(update={"origin": "completed"})
    assert said_sizes(SceneGraph(parts=(*said.parts[:-1], eye))) == []
    assert said_sizes(said)


def test_the_aim_is_what_drawn_parts_have() -> None:
    """By hand: the mean over large eyes, with ten more as large parts differ in the mean."""
    words = {
        word: [
            math.log(part.width * part.height / max(head, root)) / 2
            for template in library().templates
            for root in [template.parts[0].width * template.parts[0].height]
            for head in [
                max((p.width * p.height for p in template.parts if p.part == "head"), default=0)
            ]
            for part in template.parts[1:]
            if part.part == "eye" and min(part.width, part.height) > 1e-3 and max(head, root)
            if ("large" in part.attrs if word else not set(part.attrs) & MEASURES.keys())
        ]
        for word in ("", "large")
    }
    usual = sum(words[""]) / len(words[""])
    (size,) = said_sizes(graph(("large",)))
    plain = sum(words["large"]) / len(words["large"])
    assert usual_measure("eye", "size") == pytest.approx(usual)
    # Three hundred large eyes outweigh the ten others.
    assert len(words["large"]) > 300
    assert size.aim == pytest.approx(plain, abs=0.02)


def test_all_words_of_size_are_of_the_vocabulary() -> None:
    assert set(MEASURES) <= set(vocabulary().attributes)
