from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from scenegan.evaluation.layout_measures import (
    diversity,
    found_boxes,
    hidden_parts,
    in_one_piece,
    matched_overlaps,
    overlaps,
)
from scenegan.evaluation.layout_step import measure_layouts
from tests.evaluation.handmade import EYE, HEAD, TORSO, Rectangle, sample, specimen


def test_overlap_by_hand() -> None:
    """Two squares of side 2 that share a square of side 1: 1 / (4 + 4 - 1)."""
    boxes = overlaps(np.array([[0, 0, 2, 2.0]]), np.array([[1, 1, 3, 3.0], [2, 2, 3, 3]]))
    assert boxes[0].tolist() == pytest.approx([1 / 7, 0.0])


def test_twins_may_change_places() -> None:
    left: Rectangle = ("leg", 0, (64, 192, 96, 250), "#000000")
    right: Rectangle = ("leg", 0, (160, 192, 192, 250), "#000000")
    drawn = specimen([TORSO, left, right])
    swapped = drawn.boxes[[0, 2, 1]]
    assert matched_overlaps(drawn, swapped).tolist() == [1.0, 1.0, 1.0]


def test_other_parts_may_not_change_places() -> None:
    drawn = specimen([TORSO, HEAD])
    assert matched_overlaps(drawn, drawn.boxes[[1, 0]]).max() < 0.5


def test_small_parts_are_not_looked_for() -> None:
    """The eye is 16 pixels of 256 wide: 6 %."""
    drawn = specimen([TORSO, HEAD, EYE])
    assert found_boxes([drawn], drawn.boxes).tolist() == [[1.0, 1.0]]


def test_a_part_is_hidden_if_less_than_a_quarter_shows() -> None:
    """The head covers all but 4 of the 16 columns of the eye, and then all but 3."""
    eye: Rectangle = ("eye", 0, (84, 48, 100, 64), "#ffffff")
    for left, hidden in ((88, 0.0), (87, 1.0)):
        head: Rectangle = ("head", 0, (left, 32, 160, 96), "#2060e0")
        assert hidden_parts(specimen([TORSO, eye, head])).tolist() == [0.0, hidden, 0.0]


def test_pieces() -> None:
    """An island of 0.5 % of the area is passed over, a larger one is not."""
    whole = specimen([TORSO, HEAD])
    assert in_one_piece(whole)
    area = int((whole.rgba[..., 3] > 0).sum())
    small = whole.rgba.copy()
    small[250, : int(0.004 * area), 3] = 255
    assert in_one_piece(whole.painted(small))
    large = whole.rgba.copy()
    large[250, : int(0.006 * area), 3] = 255
    assert not in_one_piece(whole.painted(large))


def test_what_floats_by_nature_may_be_apart() -> None:
    afar = (8, 8, 40, 40)
    cloud: Rectangle = ("cloud", 0, afar, "#ffffff")
    horn: Rectangle = ("horn", 0, afar, "#ffffff")
    assert in_one_piece(specimen([TORSO, cloud]))
    assert not in_one_piece(specimen([TORSO, horn]))
    on_cloud: Rectangle = ("eye", 1, (12, 44, 40, 60), "#ffffff")
    assert in_one_piece(specimen([TORSO, cloud, on_cloud]))


def test_an_empty_picture_is_no_piece() -> None:
    whole = specimen([TORSO])
    assert not in_one_piece(whole.painted(np.zeros_like(whole.rgba)))


def test_diversity_by_hand() -> None:
    """The head of the second layout is shifted by half its width: overlap 1/3, torso 1."""
    first = specimen([TORSO, HEAD])
    shifted: Rectangle = ("head", 0, (128, 32, 192, 96), "#2060e0")
    second = specimen([TORSO, shifted], seed=1)
    assert diversity([first, second]) == pytest.approx((0 + 2 / 3) / 2)


def test_figures_of_a_sample() -> None:
    """Two graphs with two pictures each; one picture has an island, one a hidden eye."""
    good = specimen([TORSO, HEAD, EYE])
    hidden = replace(good, seed=1, visible=np.array([1.0, 1.0, 0.1]))
    island = good.rgba.copy()
    island[240:250, 10:60, 3] = 255
    found = measure_layouts(
        sample(
            [
                good,
                hidden,
                replace(good, number=1),
                replace(good, number=1, seed=1, rgba=island),
            ]
        )
    )
    assert found.figures["layout.hidden"].value == pytest.approx(1 / 12)
    assert found.figures["layout.one_piece"].value == 0.75
    assert found.figures["layout.box_recall_03_first"].value == 1.0
    assert found.figures["layout.diversity"].value == 0.0
    assert "layout.box_recall_03_best5" not in found.figures
    assert [(c.number, c.seed, c.note) for c in found.worst["layout.hidden"]] == [(0, 1, "eye")]
    assert [(c.number, c.seed) for c in found.worst["layout.one_piece"]] == [(1, 1)]
