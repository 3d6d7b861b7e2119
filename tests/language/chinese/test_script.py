"""Traditional characters, full-width signs, English words, and which texts are Chinese."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenegan.language import parse, read, read_many
from scenegan.language.chinese.characters import is_chinese, plain
from scenegan.language.chinese.tables import chinese

Says = Callable[[str, str], None]


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        (
            "一條藍色的龍,有兩隻紅色的翅膀和長長的鬍鬚。",
            "一条蓝色的龙,有两只红色的翅膀和长长的胡须。",
        ),
        ("頭頂長著綠葉的烏龜,沒有眼睛", "头顶长着绿叶的乌龟,没有眼睛"),
        ("一只蓝色的鸟，尾巴很长。", "一只蓝色的鸟,尾巴很长。"),
        ("ｂｌｕｅ的鸟有３条腿", "blue的鸟有3条腿"),
    ],
)
def test_other_spellings_give_the_same_graph(traditional: str, simplified: str) -> None:
    assert parse(traditional) == parse(simplified)


@given(st.text())
def test_spelling_keeps_places(text: str) -> None:
    assert len(plain(text)) == len(text)
    assert plain(plain(text)) == plain(text)


def test_each_traditional_character_has_one_simplified() -> None:
    assert len(set(chinese()["traditional"])) == len(chinese()["simplified"])


@pytest.mark.parametrize("text", ["一只鸟", "a red 狐狸 with 三条 tails", "頭頂有角", "鸟"])
def test_chinese_texts(text: str) -> None:
    assert is_chinese(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A blue bird.",
        "A small blue bird named 龙 with two long and pointed ears.",
        "青い鳥のしっぽはとても長いです。",
        "Синяя птица",
    ],
)
def test_texts_in_other_languages(text: str) -> None:
    assert not is_chinese(text)


def test_languages_may_alternate() -> None:
    texts = ["A red fox.", "一只红狐狸", "红色的狐狸", "", "a red fox"]
    kinds = [p.graph.creature.kind for p in read_many(texts)]
    assert kinds == ["fox", "fox", "fox", None, "fox"]


def test_other_languages_are_refused_with_a_sentence() -> None:
    parsed = read("Синяя птица с длинным хвостом")
    assert parsed.graph.is_empty
    assert any("Chinese" in doubt for doubt in parsed.reading.doubts)
