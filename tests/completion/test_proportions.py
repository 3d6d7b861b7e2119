"""Size changes proportions as it does among drawn creatures of one kind."""

import pytest

from scenegan.completion.proportions import proportions, size_factors
from scenegan.graph import Creature, Part, SceneGraph
from scenegan.graph.model import Size


def creature(size: Size | None) -> SceneGraph:
    return SceneGraph(
        creature=Creature(kind="cat", size=size),
        parts=(
            Part(id="torso-1", part="torso"),
            Part(id="head-1", part="head", on="torso-1"),
            Part(id="eye-1", part="eye", on="head-1"),
            Part(id="leg-1", part="leg", on="torso-1"),
            Part(id="horn-1", part="horn", on="head-1"),
        ),
    )


def test_heads_shrink_and_legs_grow_with_size() -> None:
    factors = size_factors()
    assert list(factors["head"]) == sorted(factors["head"], reverse=True)
    assert list(factors["leg"]) == sorted(factors["leg"])
    assert factors["head"][0] > 1 > factors["head"][-1]


def test_what_hangs_on_a_scaled_part_is_not_scaled_twice() -> None:
    found = proportions(creature("tiny"))
    whole = size_factors()
    assert found["head-1"] == pytest.approx(whole["head"][0])
    assert found["eye-1"] * found["head-1"] == pytest.approx(whole["eye"][0])
    assert found.keys() == {"head-1", "eye-1", "leg-1"}


def test_an_unsaid_size_scales_nothing() -> None:
    assert proportions(creature(None)) == {}


def test_a_root_is_never_scaled() -> None:
    alone = SceneGraph(creature=Creature(size="huge"), parts=(Part(id="head-1", part="head"),))
    assert proportions(alone) == {}
