"""Floors under the parser: measured scores minus a little, so that a fall is seen."""

import json
from pathlib import Path

from scenegan.assets import asset
from scenegan.evaluation.parser_score import judge, read_gold, score_graphs
from scenegan.language import read_many
from scenegan.language.lexicon import lookup


def test_gold_texts_are_read(gold_folder: Path) -> None:
    gold = read_gold(gold_folder / "english.txt")
    graphs = [p.graph for p in read_many(g.text for g in gold)]
    score = score_graphs(gold, graphs)
    wrong = [o for o in map(judge, gold, graphs) if o.missed or o.wrong]
    assert len(gold) >= 100
    assert score.f1 >= 0.97, wrong


def test_english_examples_are_read(gold_folder: Path) -> None:
    gold = [g for g in read_gold(gold_folder / "example.txt") if g.text.isascii()]
    score = score_graphs(gold, [p.graph for p in read_many(g.text for g in gold)])
    assert score.f1 >= 0.97


def test_captions_name_the_annotated_parts() -> None:
    lines = asset("pokescene", "annotations.jsonl").read_text(encoding="utf-8").splitlines()
    drawn = [d for d in map(json.loads, lines) if d["split"] == "train"][:120]
    said = found = 0
    for item, parsed in zip(drawn, read_many(d["captions"]["medium"] for d in drawn), strict=True):
        annotated = {p["part"] for p in item["parts"]} - {"body"}
        words = (lookup(w.strip(".,;")) for w in parsed.text.lower().replace("-", " ").split())
        named = {s.part for s in words if s is not None and s.part} & annotated
        said += len(named)
        found += len(named & {p.part for p in parsed.graph.parts})
    assert found / said >= 0.9
