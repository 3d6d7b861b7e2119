import pytest
from hypothesis import given
from pydantic import ValidationError

from scenegan.graph import Part, Relation, SceneGraph, from_json, to_json
from tests.graph.strategies import graphs


def _tree() -> SceneGraph:
    return SceneGraph(
        parts=(
            Part(id="torso-1", part="torso"),
            Part(id="tail-1", part="tail", on="torso-1"),
            Part(id="flame-1", part="flame", on="tail-1"),
        )
    )


@given(graphs())
def test_json_round_trip_is_exact(graph: SceneGraph) -> None:
    again = from_json(to_json(graph))
    assert again == graph
    assert to_json(again) == to_json(graph)


def test_subtree_holds_all_that_hangs_below() -> None:
    assert _tree().subtree("tail-1") == ("tail-1", "flame-1")
    assert [d for d, _ in _tree().walk()] == [0, 1, 2]


def test_graph_is_immutable() -> None:
    with pytest.raises(ValidationError):
        _tree().parts[0].part = "wing"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ([{"id": "a-1", "part": "arm"}, {"id": "a-1", "part": "arm"}], "used twice"),
        ([{"id": "a-1", "part": "arm", "on": "b-1"}], "no part 'b-1'"),
        ([{"id": "a-1", "part": "arm", "on": "a-1"}], "in a circle"),
        (
            [
                {"id": "a-1", "part": "arm", "on": "b-1"},
                {"id": "b-1", "part": "body", "on": "a-1"},
            ],
            "in a circle",
        ),
        ([{"id": "a-1", "part": "arm", "box": [0.5, 0, 0.4, 1]}], "left < right"),
        ([{"id": "a-1", "part": "arm", "box": [0, 0, 2, 1]}], "less than or equal"),
        ([{"id": "a-1", "part": "arm", "colour": "red"}], "Extra inputs"),
        ([{"id": "arm", "part": "arm"}], "pattern"),
    ],
)
def test_faults_are_refused(parts: list[dict[str, object]], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        SceneGraph.model_validate({"parts": parts})


def test_denied_part_cannot_be_present() -> None:
    with pytest.raises(ValidationError, match="denied"):
        SceneGraph(parts=(Part(id="wing-1", part="wing"),), absent=("wing",))


def test_relation_needs_its_parts() -> None:
    with pytest.raises(ValidationError, match="no part 'horn-1'"):
        SceneGraph(
            parts=(Part(id="gem-1", part="gem"),),
            relations=(
                Relation(subject="gem-1", predicate="between", object=("horn-1", "horn-2")),
            ),
        )


def test_at_most_64_parts() -> None:
    many = tuple(Part(id=f"spot-{i}", part="spot") for i in range(1, 66))
    assert len(SceneGraph(parts=many[:64]).parts) == 64
    with pytest.raises(ValidationError, match="64"):
        SceneGraph(parts=many)
