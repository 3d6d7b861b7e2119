"""Each phenomenon of English by a file of texts with their facts, in the form of the gold texts."""

from pathlib import Path

import pytest

from scenegan.evaluation.parser_score import GoldText, judge, read_gold
from scenegan.language import parse

FILES = sorted(Path(__file__).parent.glob("*.txt"))
TEXTS = [
    pytest.param(gold, id=f"{path.stem}: {gold.text}") for path in FILES for gold in read_gold(path)
]


@pytest.mark.parametrize("gold", TEXTS)
def test_a_text_says_its_facts_and_no_others(gold: GoldText) -> None:
    outcome = judge(gold, parse(gold.text))
    assert not outcome.missed and not outcome.wrong, outcome


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "- big blue bear\n- white belly\n- no tail\n- yellow scarf",
            "kind bear|size large|color blue|part belly 1|belly color white|no tail"
            "|part ribbon 1|ribbon color yellow",
        ),
        (
            "green dragon\nlong tail\nred wings",
            "kind dragon|color green|part tail 1|tail attr long|part wing 2+|wing color red",
        ),
        (
            "A cat with a long tail that is\nblack at the tip.",
            "kind cat|part tail 1|tail attr long|part marking 1|marking color black",
        ),
    ],
)
def test_lines(text: str, facts: str) -> None:
    outcome = judge(GoldText(text, tuple(facts.split("|"))), parse(text))
    assert not outcome.missed and not outcome.wrong, outcome
