import pytest

from scenegan.graph.model import Color, Creature, Part, SceneGraph
from scenegan.graph.vocabulary import vocabulary
from scenegan.language.chinese.tables import chinese
from scenegan.language.colors import find_color
from scenegan.language.description import Language, chinese_words, describe, english_words
from scenegan.language.description.choosing import Chooser
from scenegan.language.description.color_words import color_word, color_words
from scenegan.language.description.content import Variant


def _color(name: str) -> Color:
    found = find_color(name)
    assert found is not None
    return found


def test_a_choice_is_not_repeated_before_the_others_were_made() -> None:
    chooser = Chooser(5)
    made = [chooser.choose("a", "xyz") for _ in range(6)]
    assert sorted(made[:3]) == sorted(made[3:]) == ["x", "y", "z"]


def test_named_options_may_be_missing_now_and_then() -> None:
    chooser = Chooser(1)
    first = chooser.named("a", [("one", 1), ("two", 2)])
    assert chooser.named("a", [("one", 1), ("two", 2)]) != first
    assert chooser.named("a", [("one", 1)]) == 1


@pytest.mark.parametrize(
    ("phrase", "told"),
    [("ear", "an ear"), ("unicorn", "a unicorn"), ("red eye", "a red eye"), ("oval", "an oval")],
)
def test_articles(phrase: str, told: str) -> None:
    assert english_words.with_article(phrase) == told


def test_english_noun_phrases() -> None:
    variant = Variant(2, ("pointed", "long"), (_color("red"), _color("white")), False)
    assert english_words.noun_phrase("leaf", variant) == "two long pointed red and white leaves"
    assert english_words.noun_phrase("claw", Variant(1, (), (), True)) == "some claws"
    assert english_words.counted_noun("eye", 2) == "eyes"
    assert english_words.counted_noun("leg", 4) == "four legs"
    assert english_words.counted_noun("leg", 16) == "16 legs"


@pytest.mark.parametrize(
    ("count", "told"), [(2, "两"), (10, "十"), (12, "十二"), (20, "二十"), (35, "三十五")]
)
def test_chinese_numbers(count: int, told: str) -> None:
    assert chinese_words.number(count) == told


def test_chinese_noun_phrases() -> None:
    variant = Variant(2, ("long", "pointed"), (_color("red"),), False)
    assert chinese_words.noun_phrase("ear", variant) == "两只又长又尖的红色耳朵"
    two_colors = Variant(1, (), (_color("red"), _color("white")), False)
    assert chinese_words.noun_phrase("tail", two_colors) == "一条红白相间的尾巴"
    assert chinese_words.kind_noun("no such noun") == "no such noun"


def test_every_word_has_a_chinese_one() -> None:
    told = [chinese_words.noun(part) for part in vocabulary().parts]
    told += [chinese_words.attribute(attr) for attr in vocabulary().attributes]
    told += [chinese()["types"][name][0] for name in vocabulary().types]
    assert not [word for word in told if word.isascii()]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_words_outside_the_vocabulary_are_said_as_they_are(language: Language) -> None:
    part = Part(id="halo-1", part="halo", attrs=("quantum",))
    text = describe(SceneGraph(creature=Creature(kind="cat"), parts=(part,)), "long", language)
    assert "halo" in text
    assert "quantum" in text


def test_a_colour_keeps_its_name_and_a_value_gets_the_nearest() -> None:
    assert color_word(Color(name="teal", hex="#1f8a8a")) == "teal"
    assert color_word(Color(name="my own", hex="#d62a28")) == "red"
    assert color_words([_color("red"), Color(name="red", hex="#d62a20")]) == ["red"]
