from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenegan.data.color_names import named_color, named_colors
from scenegan.graph.color_values import hex_to_lab
from scenegan.graph.vocabulary import vocabulary


@given(st.sampled_from(sorted(vocabulary().colors.items())))
def test_basic_colours_have_their_own_names(color: tuple[str, str]) -> None:
    name, value = color
    found = named_color(hex_to_lab(value))
    assert (found.name, found.hex) == (name, value)


@pytest.mark.parametrize(
    ("value", "name"),
    [("#00aeeb", "blue"), ("#a3611c", "brown"), ("#bf794e", "brown"), ("#8bc56c", "green")],
)
def test_shades_are_called_what_people_call_them(value: str, name: str) -> None:
    assert named_color(hex_to_lab(value)).name == name


@given(st.from_regex(r"#[0-9a-f]{6}", fullmatch=True))
def test_any_colour_has_a_basic_name_and_keeps_its_value(value: str) -> None:
    color = named_color(hex_to_lab(value))
    assert color.name in vocabulary().colors
    assert color.hex == value


def test_one_colour_is_told_once_and_two_in_order() -> None:
    red, cream = hex_to_lab("#d62a28"), hex_to_lab("#f6ecc8")
    assert [c.name for c in named_colors([*red, *red])] == ["red"]
    assert [c.name for c in named_colors([*red, *cream])] == ["red", "cream"]
