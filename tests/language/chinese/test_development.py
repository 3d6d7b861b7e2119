"""Floors under the Chinese parser: measured scores minus a little, so that a fall is seen."""

from pathlib import Path

from scenegan.evaluation.parser_score import read_gold, score_graphs
from scenegan.language import read_many


def test_development_texts_are_read() -> None:
    gold = read_gold(Path(__file__).parent / "development.txt")
    score = score_graphs(gold, [p.graph for p in read_many(g.text for g in gold)])
    assert len(gold) >= 100
    assert score.f1 >= 0.95
