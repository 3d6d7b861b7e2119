import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenegan.graph.color_values import hex_to_lab
from scenegan.graph.vocabulary import vocabulary
from scenegan.language.colors import color_names, find_color, modified, nearest_name


@pytest.mark.parametrize("name", list(vocabulary().colors))
def test_basic_names_have_the_hex_of_the_vocabulary(name: str) -> None:
    color = find_color(name)
    assert color is not None and color.hex == vocabulary().colors[name]
    assert nearest_name(color.hex) == name


@pytest.mark.parametrize(
    ("name", "hex_value"),
    [("#ff8800", "#ff8800"), ("#F80", "#ff8800"), ("dusty rose", "#c0737a"), ("Grey", "#8f9499")],
)
def test_other_names(name: str, hex_value: str) -> None:
    color = find_color(name)
    assert color is not None and color.hex == hex_value


def test_modifiers_change_lightness_as_they_say() -> None:
    for name in ("teal", "crimson", "tan"):
        value = vocabulary().colors[name]
        plain = hex_to_lab(value)[0]
        assert (
            hex_to_lab(modified(value, "dark"))[0] < plain < hex_to_lab(modified(value, "light"))[0]
        )


def test_ish_is_duller_than_its_color() -> None:
    reddish, red = find_color("reddish"), find_color("red")
    assert reddish is not None and red is not None and reddish.hex != red.hex


@pytest.mark.parametrize("name", ["", "table", "dark", "#12", "with red"])
def test_what_is_no_color(name: str) -> None:
    assert find_color(name) is None or name == "dark"


@given(st.from_regex(r"#[0-9a-f]{6}", fullmatch=True))
def test_every_hex_has_a_known_name(value: str) -> None:
    assert nearest_name(value) in color_names()
