"""What was read where, what was mapped, what was not understood, and doubts."""

import pytest

from scenegan.graph.kinds import kinds
from scenegan.graph.vocabulary import vocabulary
from scenegan.language import read
from scenegan.language.chinese.lexicon import meanings
from scenegan.language.chinese.tables import chinese_names
from scenegan.language.lexicon import species


def test_spans_show_the_words() -> None:
    text = "一條綠色的龍，長著兩隻利爪。"
    parsed = read(text)
    shown = {(s.node, s.field): text[s.start : s.end] for s in parsed.reading.spans}
    assert shown["creature", "kind"] == "龍"
    assert shown["creature", "colors"] == "綠色"
    assert shown["claw-1", "part"] == "利爪"
    assert shown["claw-1", "count"] == "兩隻"


def test_rarer_words_are_reported_and_plain_ones_are_not() -> None:
    mapped = {(m.word, m.to) for m in read("有獠牙和翅膀的狗").reading.mapped}
    assert mapped == {("獠牙", "fang")}


def test_unknown_words_are_listed() -> None:
    words = {u.word for u in read("一只狗,尾巴上有一个螺线管").reading.unknown}
    assert any("螺线管" in w or "螺线" in w for w in words)


def test_sentences_that_describe_nothing_are_listed_as_such() -> None:
    parsed = read("它靠嗅觉寻找食物。这是一只绿色的蚱蜢。")
    assert parsed.graph.creature.kind == "grasshopper"
    assert "not about looks" in {u.reason for u in parsed.reading.unknown}


def test_doubtful_readings_are_told() -> None:
    assert any("type" in doubt for doubt in read("一条冰龙").reading.doubts)


@pytest.mark.parametrize(
    "text",
    [
        "会议五点在蓝色会议室开始。",
        "请在星期五之前把报告发给我。",
        "今天天气很好,我们去公园散步吧。",
        "把桌子上的蓝色杯子拿给我。",
        "谢谢!",
    ],
)
def test_texts_without_a_creature_give_an_empty_graph(text: str) -> None:
    parsed = read(text)
    assert parsed.graph.is_empty
    assert parsed.reading.doubts


def test_the_lexicon_speaks_the_vocabulary() -> None:
    known = vocabulary()
    names = set(kinds()) | set(species())
    for word, meaning in meanings().items():
        parts = [p for p in (meaning.part, *meaning.limbs) if p]
        assert set(parts) <= set(known.parts), word
        attrs = [
            *meaning.attrs,
            *meaning.part_attrs,
            *([meaning.likeness] if meaning.likeness else []),
        ]
        assert set(attrs) <= set(known.attributes), word
        assert meaning.type is None or meaning.type in known.types, word
        assert meaning.kind is None or meaning.kind in names, word
        assert meaning.view is None or meaning.view in known.views, word


def test_species_are_known_by_their_looks() -> None:
    assert len(chinese_names()["species"]) > 500
    parsed = read("蓝色的皮卡丘")
    assert parsed.graph.creature.kind == "mouse"
    assert ("皮卡丘", "mouse") in {(m.word, m.to) for m in parsed.reading.mapped}


@pytest.mark.parametrize(
    ("word", "kind"),
    [("大白鲨", "great white"), ("仙人掌怪", "cactus"), ("剑齿猪", "pig"), ("小狗", "dog")],
)
def test_names_of_creatures(word: str, kind: str) -> None:
    assert read(f"一只{word}").graph.creature.kind == kind
