"""Floors under how well gold texts are read: measured scores minus a little, to see a fall."""

from pathlib import Path

import pytest

from scenegan.evaluation.parser_report import ParserReport, parser_report

GOLD = Path(__file__).parent.parent / "gold"


@pytest.fixture(scope="module")
def report() -> ParserReport:
    return parser_report(GOLD)


@pytest.mark.parametrize(
    ("name", "f1", "whole"),
    [
        ("english.txt", 0.98, 0.95),
        ("english-phenomena.txt", 0.945, 0.75),
        ("english-typed.txt", 0.925, 0.66),
        ("chinese.txt", 0.92, 0.66),
    ],
)
def test_gold_is_read(report: ParserReport, name: str, f1: float, whole: float) -> None:
    told = next(f for f in report.files if f.name == name)
    assert told.score.f1 >= f1, told.worst
    assert told.score.exact >= whole, told.worst


def test_there_is_gold_enough(report: ParserReport) -> None:
    texts = {told.name: told.score.texts for told in report.languages}
    assert texts["en"] >= 300
    assert texts["zh"] >= 100


def test_no_kind_of_fact_is_left_behind(report: ParserReport) -> None:
    english = next(told for told in report.languages if told.name == "en")
    weak = {k: s.f1 for k, s in english.kinds.items() if s.facts >= 20 and s.f1 < 0.75}
    assert not weak
