"""Types bring the parts that make them, unless they are denied."""

import pytest

from scenegan.completion import complete
from scenegan.completion.typed_parts import typed_parts
from scenegan.graph import Creature, SceneGraph


def words(kind: str, *types: str, absent: tuple[str, ...] = ()) -> set[str]:
    graph = SceneGraph(creature=Creature(kind=kind, types=types), absent=absent)
    return {p.part for p in complete(graph, 1).parts}


@pytest.mark.parametrize(("word", "part"), [("fire", "flame"), ("water", "fin"), ("grass", "leaf")])
def test_a_type_brings_its_parts(word: str, part: str) -> None:
    assert part in typed_parts([word])
    assert part in words("cat", word)
    assert part not in words("cat")
    assert part not in words("cat", word, absent=(part,))


def test_numbers_are_those_of_drawn_creatures() -> None:
    assert typed_parts(["flying"])["wing"] == 2
    assert typed_parts([]) == {} == typed_parts(["sound"])


def test_a_type_adds_limbs_and_leaves_the_face_to_the_kind() -> None:
    flying = words("wolf", "flying")
    assert "wing" in flying
    assert "beak" not in flying
