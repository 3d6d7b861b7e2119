import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from skimage.color import deltaE_ciede2000, rgb2lab

from scenegan.graph.color_values import (
    delta_e_76,
    delta_e_2000,
    hex_to_lab,
    lab_to_hex,
    lab_to_rgb,
    rgb_to_lab,
)

hex_colors = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")
labs = st.tuples(st.floats(0, 100), st.floats(-100, 100), st.floats(-100, 100))


@given(hex_colors)
def test_hex_survives_the_way_through_lab(value: str) -> None:
    assert lab_to_hex(hex_to_lab(value)) == value


def test_white_black_and_a_published_red() -> None:
    assert hex_to_lab("#ffffff") == pytest.approx([100, 0, 0], abs=1e-9)
    assert hex_to_lab("#000000") == pytest.approx([0, 0, 0], abs=1e-9)
    assert hex_to_lab("#FF0000") == pytest.approx([53.24, 80.09, 67.20], abs=0.01)


@pytest.mark.parametrize("value", ["ff0000", "#ff000", "#gg0000", "#ff0000\n", "red"])
def test_other_forms_are_refused(value: str) -> None:
    with pytest.raises(ValueError, match="no colour of the form"):
        hex_to_lab(value)


def test_lab_agrees_with_scikit_image() -> None:
    rgb = np.random.default_rng(0).random((500, 3))
    assert np.abs(rgb_to_lab(rgb) - rgb2lab(rgb)).max() < 0.05


@given(labs)
def test_any_lab_value_becomes_a_colour_in_gamut(lab: tuple[float, float, float]) -> None:
    rgb = lab_to_rgb(lab)
    assert ((rgb >= 0) & (rgb <= 1)).all()
    assert len(lab_to_hex(lab)) == 7


# Sharma, Wu and Dalal (2005), table 1: pairs that tell right from wrong hue handling.
SHARMA = [
    ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
    ((50.0, -1.3802, -84.2814), (50.0, 0.0, -82.7485), 1.0000),
    ((50.0, 0.0, 0.0), (50.0, -1.0, 2.0), 2.3669),
    ((50.0, 2.49, -0.001), (50.0, -2.49, 0.0009), 7.1792),
    ((50.0, 2.49, -0.001), (50.0, -2.49, 0.0011), 7.2195),
    ((50.0, -0.001, 2.49), (50.0, 0.0009, -2.49), 4.8045),
    ((50.0, -0.001, 2.49), (50.0, 0.0011, -2.49), 4.7461),
    ((50.0, 2.5, 0.0), (58.0, 24.0, 15.0), 19.4535),
    ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
    ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
]


@pytest.mark.parametrize(("first", "second", "distance"), SHARMA)
def test_ciede2000_gives_the_published_values(
    first: tuple[float, ...], second: tuple[float, ...], distance: float
) -> None:
    assert float(delta_e_2000(first, second)) == pytest.approx(distance, abs=1e-4)
    assert float(delta_e_2000(second, first)) == pytest.approx(distance, abs=1e-4)


def test_ciede2000_agrees_with_scikit_image_on_arrays() -> None:
    rng = np.random.default_rng(1)
    first, second = (rng.uniform([0, -90, -90], [100, 90, 90], (300, 3)) for _ in range(2))
    assert np.allclose(delta_e_2000(first, second), deltaE_ciede2000(first, second), atol=1e-6)


@given(labs, labs)
def test_distances_are_symmetric_and_zero_only_for_equals(
    first: tuple[float, ...], second: tuple[float, ...]
) -> None:
    for distance in (delta_e_76, delta_e_2000):
        assert float(distance(first, first)) == 0.0
        there, back = float(distance(first, second)), float(distance(second, first))
        assert there == pytest.approx(back, abs=1e-6)
        assert there >= 0.0


def test_distance_of_lists_is_by_broadcasting() -> None:
    many = np.stack([hex_to_lab("#f0841e"), hex_to_lab("#3a78c8")])
    assert delta_e_76(many, hex_to_lab("#f0841e")).tolist()[0] == 0.0
    assert delta_e_2000(many[:, None], many[None]).shape == (2, 2)
