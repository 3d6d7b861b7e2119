from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenegan.data.color_names import named_colors
from scenegan.data.part_colors import colors_of_pixels, lab_of
from scenegan.graph.color_values import delta_e_2000, hex_to_lab


def pixels(*shares: tuple[str, int]) -> np.ndarray:
    return np.concatenate([np.repeat(hex_to_lab(value)[None], n, 0) for value, n in shares])


def test_main_and_second_colour() -> None:
    colors = colors_of_pixels(pixels(("#c03020", 60), ("#f0e0a0", 30), ("#101010", 40)))
    assert colors[:3] == pytest.approx(hex_to_lab("#c03020"), abs=0.1)
    assert colors[3:] == pytest.approx(hex_to_lab("#f0e0a0"), abs=0.1)


@pytest.mark.parametrize("second", ["#c83828", "#101010"])
def test_shades_and_outline_are_no_second_colour(second: str) -> None:
    colors = colors_of_pixels(pixels(("#c03020", 60), (second, 30)))
    assert colors[:3].tolist() == colors[3:].tolist()


def test_small_specks_are_no_second_colour() -> None:
    colors = colors_of_pixels(pixels(("#c03020", 90), ("#ffffff", 10)))
    assert colors[:3].tolist() == colors[3:].tolist()


def test_dark_parts_are_dark() -> None:
    colors = colors_of_pixels(pixels(("#101010", 80), ("#ffffff", 20)))
    assert colors[0] < 10


def test_too_few_pixels_have_no_colour() -> None:
    assert colors_of_pixels(pixels(("#c03020", 3))).tolist() == [0.0] * 6


@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_hex_of_measured_colour_is_that_of_the_pixels(rgb: tuple[int, int, int]) -> None:
    picture = np.full((4, 4, 3), rgb, np.uint8)
    (color,) = named_colors(colors_of_pixels(lab_of(picture).reshape(-1, 3)))
    assert float(delta_e_2000(hex_to_lab(color.hex), lab_of(picture)[0, 0])) < 1
