"""Layouts are brought to obey relations, and stay attached and visible."""

import numpy as np
import pytest
import torch

from scenegan.nn.arrangement import Anatomy, Arrangement, raster_masks
from scenegan.nn.layout_repair import holds_badly, repair
from scenegan.nn.layout_tokens import Layout
from scenegan.nn.relation_costs import broken
from scenegan.nn.relation_projection import exchange_twins, obey_relations
from scenegan.nn.spatial_relations import PartRelation
from tests.nn.test_layout_repair import TORSO, Row, disc

HEAD: Row = ("head", 0, (0.35, 0.1, 0.65, 0.45), 0.1)
TAIL: Row = ("tail", 0, (0.65, 0.5, 0.95, 0.62), -0.1)


def arrange(
    rows: list[Row], relations: list[PartRelation], fixed: tuple[int, ...] = ()
) -> Arrangement:
    words, parents, boxes, depths = zip(*rows, strict=True)
    anatomy = Anatomy.of_words(words, parents, "front", tuple(relations))
    box = torch.tensor(boxes, dtype=torch.float32)
    movable = np.array([k not in fixed for k in range(len(rows))])
    masks = raster_masks(disc().expand(len(rows), 32, 32), box)
    return Arrangement(anatomy, masks, box.numpy(), np.array(depths), movable)


CASES = [
    ([TORSO, HEAD, TAIL], PartRelation(2, "left of", (0,))),
    ([TORSO, HEAD, TAIL], PartRelation(1, "right of", (2,))),
    ([TORSO, HEAD, ("horn", 1, (0.45, 0.3, 0.55, 0.45), 0.2)], PartRelation(2, "above", (1,))),
    ([TORSO, HEAD, ("eye", 1, (0.45, 0.15, 0.55, 0.25), 0.2)], PartRelation(1, "above", (2,))),
    ([TORSO, TAIL, ("flame", 1, (0.6, 0.5, 0.7, 0.6), 0)], PartRelation(2, "at the tip of", (1,))),
    ([TORSO, TAIL, ("ring", 1, (0.7, 0.65, 0.76, 0.68), 0)], PartRelation(2, "around", (1,))),
    ([TORSO, HEAD, TAIL], PartRelation(2, "in front of", (0,))),
    ([TORSO, HEAD, TAIL], PartRelation(0, "behind", (2,))),
    ([TORSO, ("gem", 0, (0.2, 0.3, 0.8, 0.8), 0.3)], PartRelation(1, "inside", (0,))),
    (
        [
            TORSO,
            ("leg", 0, (0.3, 0.75, 0.4, 0.95), 0.1),
            ("leg", 0, (0.6, 0.75, 0.7, 0.95), 0.1),
            ("gem", 0, (0.3, 0.5, 0.4, 0.6), 0.2),
        ],
        PartRelation(3, "between", (1, 2)),
    ),
]


@pytest.mark.parametrize(("rows", "relation"), CASES)
def test_a_relation_is_obeyed_and_all_stays_attached(
    rows: list[Row], relation: PartRelation
) -> None:
    layout = arrange(rows, [relation])
    assert broken(layout, relation) > 0
    obey_relations(layout)
    repair(layout)
    assert broken(layout, relation) == 0
    assert all(holds_badly(layout, k) == 0 for k in range(layout.n))
    assert layout.visible_share().min() > 0.3


def test_a_part_that_must_stay_makes_the_other_one_move() -> None:
    relation = PartRelation(2, "left of", (1,))
    rows: list[Row] = [TORSO, HEAD, ("horn", 1, (0.6, 0.1, 0.7, 0.25), 0)]
    layout = arrange(rows, [relation], fixed=(0, 2))
    obey_relations(layout)
    assert broken(layout, relation) == 0
    np.testing.assert_array_equal(layout.box[[0, 2]], np.float32([TORSO[2], rows[2][2]]))
    stuck = arrange(rows, [relation], fixed=(0, 1, 2))
    before = stuck.box.copy()
    obey_relations(stuck)
    np.testing.assert_array_equal(stuck.box, before)


def test_a_layout_that_obeys_is_left_alone() -> None:
    layout = arrange([TORSO, HEAD, TAIL], [PartRelation(2, "right of", (0,))])
    before = layout.box.copy()
    obey_relations(layout)
    np.testing.assert_array_equal(layout.box, before)


ARMS: list[Row] = [
    TORSO,
    ("arm", 0, (0.2, 0.5, 0.35, 0.6), 0.1),
    ("arm", 0, (0.65, 0.5, 0.8, 0.6), 0.2),
    ("hand", 1, (0.1, 0.5, 0.2, 0.6), 0.3),
    ("hand", 2, (0.8, 0.5, 0.9, 0.6), 0.4),
]


def exchanged(rows: list[Row], relation: PartRelation, fixed: tuple[int, ...] = ()) -> list[int]:
    """Positions from which the parts took their places."""
    words, parents, boxes, depths = zip(*rows, strict=True)
    n = len(rows)
    layout = Layout(
        torch.tensor([boxes]),
        torch.tensor([depths]),
        torch.arange(n).view(1, n, 1).expand(1, n, 32).float(),
        torch.zeros(1, n, 6),
    )
    movable = np.array([k not in fixed for k in range(n)])
    anatomy = Anatomy.of_words(words, parents, None, (relation,))
    result = exchange_twins(layout, anatomy, movable)
    at: list[int] = result.shape[0, :, 0].int().tolist()
    torch.testing.assert_close(result.box[0], layout.box[0, at])
    torch.testing.assert_close(result.depth[0], layout.depth[0, at])
    return at


def test_twins_change_places_with_what_hangs_on_them() -> None:
    wrong = PartRelation(1, "right of", (2,))
    assert exchanged(ARMS, wrong) == [0, 2, 1, 4, 3]
    assert exchanged(ARMS, PartRelation(1, "left of", (2,))) == [0, 1, 2, 3, 4]
    assert exchanged(ARMS[:4], wrong) == [0, 1, 2, 3], "one arm has no hand"
    assert exchanged(ARMS, wrong, fixed=(4,)) == [0, 1, 2, 3, 4]


def test_what_hangs_on_a_stretched_part_moves_along() -> None:
    layout = arrange(
        [TORSO, ("arm", 0, (0.65, 0.5, 0.75, 0.6), 0.1), ("hand", 1, (0.7, 0.5, 0.75, 0.55), 0)], []
    )
    before, area = layout.box.copy(), layout.area[1]
    layout.stretch(1, 2.0, 1.0)
    np.testing.assert_allclose(layout.box[1], [0.6, 0.5, 0.8, 0.6], atol=1e-6)
    assert layout.area[1] > 1.5 * area
    np.testing.assert_allclose(layout.box[2] - before[2], [0.03125, 0, 0.03125, 0], atol=1e-6)
