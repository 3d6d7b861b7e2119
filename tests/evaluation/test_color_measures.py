from __future__ import annotations

import numpy as np
import pytest

from scenegan.evaluation.color_measures import color_differences
from scenegan.evaluation.color_step import measure_colors
from tests.evaluation.handmade import HEAD, INK, TORSO, Rectangle, sample, specimen


def test_the_asked_colour_is_no_distance_away() -> None:
    drawn = specimen([TORSO, HEAD])
    assert color_differences(drawn).tolist() == pytest.approx([0.0, 0.0], abs=0.2)


def test_black_for_white_is_a_hundred_away() -> None:
    """CIEDE2000 of L* = 0 and L* = 100 without chroma: (100 / S_L) with S_L = 1 at L* = 50."""
    white: Rectangle = ("torso", -1, (64, 64, 192, 192), "#ffffff")
    drawn = specimen([white])
    black = drawn.rgba.copy()
    black[..., :3] = 0
    assert color_differences(drawn.painted(black))[0] == pytest.approx(100.0, abs=0.1)


def test_dark_outlines_do_not_count() -> None:
    drawn = specimen([TORSO])
    outlined = drawn.rgba.copy()
    for edge in (slice(64, 72), slice(184, 192)):
        outlined[edge, 64:192, :3] = INK
        outlined[64:192, edge, :3] = INK
    assert color_differences(drawn.painted(outlined))[0] < 0.2


def test_what_cannot_be_seen_is_not_measured() -> None:
    tiny: Rectangle = ("eye", 0, (100, 100, 104, 104), "#ffffff")
    assert np.isnan(color_differences(specimen([TORSO, tiny]))).tolist() == [False, True]


def test_figures_are_over_parts() -> None:
    """Three parts in their colours, one in another."""
    good, bad = specimen([TORSO, HEAD]), specimen([TORSO, HEAD], number=1)
    wrong = bad.rgba.copy()
    wrong[bad.part_map == 1, :3] = (240, 132, 30)
    found = measure_colors(sample([good, bad.painted(wrong)]))
    assert found.figures["colour.under_15"].value == 0.75
    assert found.figures["colour.de_median"].value < 0.2
    assert found.worst["colour.de_median"][0].number == 1
    assert found.worst["colour.de_median"][0].note == "head-2"
