"""No text raises, nothing takes long, and nothing is written or loaded on the side."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scenegan.language import read
from scenegan.language.chinese.lexicon import meanings
from scenegan.language.chinese.segmentation import cut, pieces
from scenegan.language.reading import chinese_pipeline

WORDS = st.sampled_from(
    [
        *sorted(meanings()),
        *"，。、：；！？的的的的()",
        "blue",
        "12",
        "😀",
        "\u200b",
        "<b>",
        "\x00",
        "\n",
    ]
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, max_size=40).map("".join))
def test_any_sequence_of_words_is_read(text: str) -> None:
    parsed = read("猫" + text)
    for span in parsed.reading.spans:
        assert 0 <= span.start < span.end <= len(parsed.text)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8", min_codepoint=0x3000, max_codepoint=0x9FFF)))
def test_any_text_is_read(text: str) -> None:
    read(text)


@given(st.text())
def test_cutting_loses_nothing(text: str) -> None:
    assert "".join(cut(text)) == text


@pytest.mark.parametrize(
    ("word", "parts"),
    [("大眼睛", ("大", "眼睛")), ("马上", ("马上",)), ("孔雀开屏", ("孔雀", "开屏"))],
)
def test_words_are_taken_apart(word: str, parts: tuple[str, ...]) -> None:
    assert pieces(word) == parts


def test_long_texts_are_read_within_a_second() -> None:
    text = "一只蓝色的龙长着两只红色的大翅膀,尾巴末端有一团火焰。" * 4_000
    chinese_pipeline()("猫")
    start = time.process_time()
    parsed = read(text)
    assert time.process_time() - start < 4.0
    assert parsed.graph.creature.kind == "dragon"
    assert any("long" in doubt for doubt in parsed.reading.doubts)


def test_component_works_after_any_tokenizer() -> None:
    chinese_pipeline()
    nlp = spacy.blank("zh")
    nlp.add_pipe("scenegan_chinese_graph")
    doc = nlp("一條長著紅色翅膀的藍龍。")
    assert doc._.scene_graph.creature.kind == "dragon"
    assert doc._.reading.spans


def test_nothing_is_written_said_or_imported_on_the_side(tmp_path: Path) -> None:
    program = (
        "import sys, scenegan.language as l; l.parse('A red fox.');"
        " assert 'jieba' not in sys.modules;"
        " assert l.parse('一只红狐狸').creature.kind == 'fox'; assert 'torch' not in sys.modules"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        capture_output=True,
        text=True,
        env={"TMPDIR": str(tmp_path), "PATH": "", "HOME": str(tmp_path)},
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert not list(tmp_path.glob("jieba*"))
