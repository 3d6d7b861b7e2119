"""The meaning of each predicate, on parts placed by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenegan.graph import Part, Relation, SceneGraph
from scenegan.graph.vocabulary import vocabulary
from scenegan.nn.box_edges import BoxEdges
from scenegan.nn.spatial_relations import (
    AIMED,
    PREDICATES,
    PartRelation,
    Placed,
    band,
    holds,
    relation_holds,
    shortfall,
    tips,
)

CONVERSES = {"left of": "right of", "above": "below", "in front of": "behind"}


def at(x: float, y: float, side: float = 0.1, depth: float = 0.0) -> Placed:
    half = side / 2
    return Placed(np.array([x - half, y - half, x + half, y + half]), depth)


@st.composite
def placed_parts(draw: st.DrawFn) -> Placed:
    x, y = draw(st.floats(0.1, 0.9)), draw(st.floats(0.1, 0.9))
    width, height = draw(st.floats(0.02, 0.5)), draw(st.floats(0.02, 0.5))
    box = np.array([x - width / 2, y - height / 2, x + width / 2, y + height / 2])
    return Placed(box, draw(st.floats(-1, 1)))


def test_every_predicate_of_the_vocabulary_has_a_meaning() -> None:
    assert set(vocabulary().predicates) == PREDICATES
    with pytest.raises(KeyError):
        holds("beyond", at(0, 0), [at(1, 1)])


@given(placed_parts(), placed_parts())
def test_converses(a: Placed, b: Placed) -> None:
    for predicate, converse in CONVERSES.items():
        assert holds(predicate, a, [b]) == holds(converse, b, [a])
        assert not (holds(predicate, a, [b]) and holds(predicate, b, [a]))


@given(placed_parts(), placed_parts(), placed_parts())
def test_what_is_aimed_at_is_judged_well(a: Placed, b: Placed, c: Placed) -> None:
    for predicate in PREDICATES:
        aimed = shortfall(predicate, a.box, [b, c], limits=AIMED)
        assert aimed >= 0
        if aimed == 0:
            assert shortfall(predicate, a.box, [b, c]) <= 1e-9


def test_directions_need_a_clear_distance() -> None:
    middle = at(0.5, 0.5, 0.2)
    assert holds("left of", at(0.3, 0.5, 0.2), [middle])
    assert not holds("left of", at(0.48, 0.5, 0.2), [middle])
    assert not holds("left of", at(0.7, 0.5, 0.2), [middle])
    assert holds("above", at(0.5, 0.3), [middle])
    assert holds("below", at(0.9, 0.7), [middle])


def test_in_front_needs_a_nearer_part_that_meets_the_other() -> None:
    back = at(0.5, 0.5, 0.4, depth=0.0)
    assert holds("in front of", at(0.6, 0.5, depth=0.1), [back])
    assert not holds("in front of", at(0.6, 0.5, depth=-0.1), [back])
    assert not holds("in front of", at(0.9, 0.9, depth=0.1), [back])
    assert holds("behind", at(0.7, 0.5, depth=-0.1), [back])


def test_between_two() -> None:
    pair = [at(0.3, 0.4), at(0.7, 0.45)]
    assert holds("between", at(0.5, 0.42), pair)
    assert not holds("between", at(0.32, 0.42), pair)
    assert not holds("between", at(0.5, 0.9), pair)


def diagonal_tail() -> Placed:
    """A thin tail from (0.4, 0.6) up to (0.9, 0.1)."""
    way = np.linspace(0, 1, 50)
    cells = np.stack([0.4 + 0.5 * way, 0.6 - 0.5 * way], -1)
    return Placed(np.array([0.4, 0.1, 0.9, 0.6]), 0.0, cells)


def test_the_tip_is_the_end_away_from_where_a_part_hangs() -> None:
    torso = at(0.25, 0.75, 0.4)
    ends, bases = tips(diagonal_tail(), torso)
    np.testing.assert_allclose(ends, [[0.9, 0.1]])
    assert np.abs(bases - [[0.42, 0.58]]).max() < 0.05
    assert holds("at the tip of", at(0.88, 0.15), [diagonal_tail()], torso)
    assert not holds("at the tip of", at(0.42, 0.58), [diagonal_tail()], torso)
    assert not holds("at the tip of", at(0.88, 0.58), [diagonal_tail()], torso)


def test_a_part_that_hangs_on_nothing_has_two_tips() -> None:
    ends, _ = tips(diagonal_tail(), None)
    assert sorted(map(tuple, ends.round(6))) == [(0.4, 0.6), (0.9, 0.1)]
    assert holds("at the tip of", at(0.42, 0.58), [diagonal_tail()])


def test_a_ring_goes_around_the_tail_where_it_crosses_it() -> None:
    tail = diagonal_tail()
    assert band(tail, 0.33, 0.37, 0)[1] - band(tail, 0.33, 0.37, 0)[0] < 0.1
    assert holds("around", at(0.65, 0.35, 0.12), [tail])
    assert not holds("around", at(0.8, 0.5, 0.12), [tail])
    assert not holds("around", at(0.5, 0.5, 0.1), [at(0.5, 0.5, 0.4)])
    assert holds("around", at(0.5, 0.5, 0.5), [at(0.5, 0.5, 0.4)])


def test_inside() -> None:
    assert holds("inside", at(0.5, 0.5), [at(0.52, 0.5, 0.3)])
    assert not holds("inside", at(0.7, 0.5), [at(0.52, 0.5, 0.3)])
    assert not holds("inside", at(0.5, 0.5, 0.5), [at(0.52, 0.5, 0.3)])


def test_many_boxes_at_once_as_one_by_one() -> None:
    boxes = np.random.default_rng(0).uniform(0, 0.5, (3, 4, 4))
    boxes[..., 2:] += 0.5
    others = [diagonal_tail(), at(0.2, 0.2)]
    for predicate in PREDICATES:
        together = shortfall(predicate, boxes, others, at(0.3, 0.7))
        one_by_one = [shortfall(predicate, b, others, at(0.3, 0.7)) for b in boxes.reshape(-1, 4)]
        np.testing.assert_allclose(together.ravel(), one_by_one, atol=1e-12)


@pytest.mark.parametrize("predicate", sorted(PREDICATES))
def test_places_on_a_grid_are_judged_as_if_each_stood_alone(predicate: str) -> None:
    offsets = np.arange(-6, 7) / 16
    box, others = at(0.55, 0.4, 0.3).box, [diagonal_tail(), at(0.2, 0.2)]
    edges = BoxEdges.at_offsets(box, offsets)
    grid = np.broadcast_to(shortfall(predicate, edges, others, at(0.3, 0.7)), (13, 13))
    assert grid.min() < grid.max()
    for i, down in enumerate(offsets):
        moved = [box + np.array([across, down, across, down]) for across in offsets]
        alone = shortfall(predicate, np.stack(moved), others, at(0.3, 0.7))
        np.testing.assert_array_equal(grid[i], alone)


def test_relations_of_a_graph() -> None:
    graph = SceneGraph(
        parts=(
            Part(id="torso-1", part="torso"),
            Part(id="tail-1", part="tail", on="torso-1"),
            Part(id="flame-1", part="flame", on="tail-1"),
        ),
        relations=(
            Relation(subject="flame-1", predicate="at the tip of", object="tail-1"),
            Relation(subject="tail-1", predicate="beyond", object="torso-1"),
        ),
    )
    placed = {"torso-1": at(0.25, 0.75, 0.4), "tail-1": diagonal_tail(), "flame-1": at(0.9, 0.1)}
    assert relation_holds(graph.relations[0], graph, placed)
    assert not relation_holds(graph.relations[0], graph, placed | {"flame-1": at(0.42, 0.58)})
    assert PartRelation.all_of(graph) == (PartRelation(2, "at the tip of", (1,)),)


def test_a_part_on_a_raster_with_a_margin() -> None:
    mask = np.zeros((12, 12), dtype=bool)
    mask[4:6, 7] = True
    part = Placed.on_raster([0.6, 0.25, 0.7, 0.5], 1, mask, margin=2)
    np.testing.assert_allclose(part.points, [[0.6875, 0.3125], [0.6875, 0.4375]])
    assert Placed.on_raster([0, 0, 1, 1], 0, np.zeros((4, 4), dtype=bool)).points.shape == (64, 2)
