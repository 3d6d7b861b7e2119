from pathlib import Path

import pytest

from scenegan.errors import FileError
from scenegan.evaluation.parser_score import GoldText, holds, judge, read_gold, score_graphs
from scenegan.graph.model import Color, Creature, Part, Relation, SceneGraph

_GRAPH = SceneGraph(
    creature=Creature(kind="snake", size="small", mood="angry", attrs=("round",)),
    parts=(
        Part(id="tail-1", part="tail", colors=(Color(name="lime", hex="#a4d837"),)),
        Part(id="eye-1", part="eye", attrs=("large",)),
        Part(id="eye-2", part="eye"),
        Part(id="gem-1", part="gem", on="tail-1"),
    ),
    relations=(Relation(subject="gem-1", predicate="between", object=("eye-1", "eye-2")),),
    absent=("wing",),
)


@pytest.mark.parametrize(
    "fact",
    ["kind serpent", "size small", "mood fierce", "attr round", "part eye 2", "part eye 1+"]
    + [
        "no wing",
        "tail color lime",
        "tail color #a0d030",
        "eye attr big",
        "gem on tail",
        "gem on eye",
    ],
)
def test_true_facts_hold(fact: str) -> None:
    assert holds(fact, _GRAPH)


@pytest.mark.parametrize(
    "fact",
    ["kind cat", "size huge", "color red", "part eye 3", "part eye 3+", "no tail", "no horn"]
    + ["tail color red", "tail attr long", "gem on head", "nothing", "type fire", "mood happy"],
)
def test_false_facts_do_not(fact: str) -> None:
    assert not holds(fact, _GRAPH)


def test_precision_counts_what_gold_does_not_say() -> None:
    gold = GoldText("x", ("kind snake", "part tail 1", "tail color lime"))
    outcome = judge(gold, _GRAPH)
    assert not outcome.missed
    assert set(outcome.wrong) >= {"part eye", "eye attr large", "size small", "no wing"}
    assert "part tail" not in outcome.wrong


def test_score_of_a_perfect_and_an_empty_answer() -> None:
    gold = [GoldText("a", ("kind sea urchin", "color red")), GoldText("b", ("nothing",))]
    creature = Creature(kind="sea urchin", colors=(Color(name="red", hex="#d62a28"),))
    perfect = score_graphs(gold, [SceneGraph(creature=creature), SceneGraph()])
    assert (perfect.f1, perfect.exact, perfect.facts) == (1.0, 1.0, 3)
    empty = score_graphs(gold, [SceneGraph(), SceneGraph()])
    assert empty.recall == pytest.approx(1 / 3)


def test_gold_file_errors(tmp_path: Path) -> None:
    with pytest.raises(FileError):
        read_gold(tmp_path / "none.txt")
    bad = tmp_path / "bad.txt"
    bad.write_text("  kind cat\n", encoding="utf-8")
    with pytest.raises(FileError, match="line 1"):
        read_gold(bad)
