from collections.abc import Callable

import pytest

from scenegan.graph.color_values import delta_e_76, hex_to_lab
from scenegan.language.chinese.colors import color_words, named_color, read_colors
from scenegan.language.chinese.tables import chinese
from scenegan.language.colors import find_color

Says = Callable[[str, str], None]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (["浅蓝"], ["light blue"]),
        (["墨绿色"], ["dark green"]),
        (["橘红色"], ["orange red"]),
        (["淡黄色"], ["pale yellow"]),
        (["深紫"], ["dark purple"]),
        (["浅", "橄榄绿"], ["light olive"]),
        (["淡淡", "的", "紫色"], ["light purple"]),
        (["黑", "黄"], ["black", "yellow"]),
        (["红", "白"], ["red", "white"]),
    ],
)
def test_colour_words(words: list[str], names: list[str]) -> None:
    run = read_colors(words)
    assert run is not None
    assert [c.name for c in run.colors] == names


def test_every_colour_of_the_table_has_a_value() -> None:
    assert all(find_color(name) is not None for name in chinese()["colors"])


def test_light_is_lighter_and_dark_is_darker() -> None:
    def lightness(word: str) -> float:
        run = read_colors([word])
        assert run is not None
        return float(hex_to_lab(run.colors[0].hex)[0])

    for base in "红蓝绿紫棕灰":
        assert lightness(f"浅{base}") > lightness(base) > lightness(f"深{base}")


def test_mixtures_differ_from_their_first_colour() -> None:
    purple, blue = find_color("blue purple"), find_color("blue")
    assert purple is not None and blue is not None
    assert delta_e_76(hex_to_lab(purple.hex), hex_to_lab(blue.hex)) > 10


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("粉", "pink"),
        (" 粉红色 ", "pink"),
        ("天蓝", "sky blue"),
        ("浅薄荷绿", "light mint green"),
        ("淡淡的紫色", "light purple"),
        ("黑黄", None),
        ("尾巴", None),
        ("深", None),
        ("", None),
    ],
)
def test_one_colour_is_found_by_its_name_alone(name: str, english: str | None) -> None:
    found = named_color(name)
    assert (found.name if found else None) == english


def test_every_word_for_a_colour_names_one() -> None:
    assert [word for word in color_words() if named_color(word) is None] == []
