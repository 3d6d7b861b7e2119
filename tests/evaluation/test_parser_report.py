from collections.abc import Sequence
from pathlib import Path

import pytest
from rich.console import Console

from scenegan.errors import FileError
from scenegan.evaluation.parser_report import (
    KINDS_OF_FACT,
    kind_of_fact,
    parser_report,
    report_texts,
)
from scenegan.evaluation.parser_score import GoldText
from scenegan.evaluation.parser_table import parser_tables
from scenegan.graph.model import Color, Creature, Part, SceneGraph

_CAT = SceneGraph(
    creature=Creature(kind="cat", colors=(Color(name="red", hex="#d62a28"),)),
    parts=(Part(id="tail-1", part="tail", attrs=("long",)),),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    english = "A red cat.\n  kind cat | color red\nA blue dog, no tail.\n  kind dog | no tail\n"
    (tmp_path / "english.txt").write_text(english, encoding="utf-8")
    (tmp_path / "english-typed.txt").write_text("ok\n  nothing\n", encoding="utf-8")
    (tmp_path / "chinese.txt").write_text("红猫\n  kind cat | color red\n", encoding="utf-8")
    return tmp_path


def _always_the_cat(texts: Sequence[str]) -> list[SceneGraph]:
    return [_CAT for _ in texts]


@pytest.mark.parametrize(
    ("fact", "kind"),
    [
        ("kind cat", "kind"),
        ("color pale blue", "colour of the creature"),
        ("tail color pale blue", "colour of a part"),
        ("attr round", "attribute of the creature"),
        ("eye attr round", "attribute of a part"),
        ("flame on tail", "place of a part"),
        ("part ear 2+", "part and number"),
        ("no wing", "denied part"),
        ("nothing", "no creature"),
    ],
)
def test_facts_are_told_apart(fact: str, kind: str) -> None:
    assert kind_of_fact(fact) == kind
    assert kind in KINDS_OF_FACT


@pytest.mark.parametrize("fact", ["", "cat", "tail sound loud"])
def test_other_words_are_no_facts(fact: str) -> None:
    with pytest.raises(ValueError, match="no fact"):
        kind_of_fact(fact)


def test_files_and_languages_are_reported(folder: Path) -> None:
    report = parser_report(folder, _always_the_cat)
    assert [f.name for f in report.files] == ["english-typed.txt", "english.txt", "chinese.txt"]
    assert {t.name: t.score.texts for t in report.languages} == {"en": 3, "zh": 1}
    figures = report.figures()
    assert set(figures) >= {"parser.en.f1", "parser.zh.f1", "parser.en.whole"}
    assert figures["parser.zh.recall"] == 1.0
    assert figures["parser.zh.precision"] == pytest.approx(0.5)
    assert report.to_json()["files"][0]["name"] == "english-typed.txt"


def test_each_kind_of_fact_is_scored() -> None:
    gold = [GoldText("a", ("kind cat", "tail attr long", "tail attr thin", "tail on body"))]
    kinds = report_texts("a", "en", gold, [_CAT]).kinds
    assert (kinds["kind"].recall, kinds["kind"].precision) == (1.0, 1.0)
    assert kinds["attribute of a part"].recall == 0.5
    assert kinds["attribute of a part"].f1 == pytest.approx(2 / 3)
    assert kinds["colour of the creature"].precision == 0.0
    assert (kinds["place of a part"].precision, kinds["place of a part"].f1) == (None, 0.0)
    assert "mood" not in kinds


def test_the_worst_text_comes_first() -> None:
    gold = [GoldText("good", ("kind cat", "color red", "tail attr long")), GoldText("bad", ())]
    report = report_texts("a", "en", gold, [_CAT, _CAT])
    assert [o.text for o in report.worst] == ["bad"]


def test_the_published_parser_stands_beside_or_is_said_not_to_be_run(folder: Path) -> None:
    def empty(texts: Sequence[str]) -> list[SceneGraph]:
        return [SceneGraph() for _ in texts]

    run = parser_report(folder, _always_the_cat, published=empty)
    assert 0 < run.figures()["parser.en.f1_published"] < 1
    assert "parser.zh.f1_published" not in run.figures()
    left_out = parser_report(folder, _always_the_cat)
    assert "parser.en.f1_published" not in left_out.figures()
    for report, words in ((run, "33%"), (left_out, "not run")):
        console = Console(width=160, record=True, quiet=False)
        with console.capture() as printed:
            for table in parser_tables(report):
                console.print(table)
        assert words in printed.get()
        assert "english-typed.txt" in printed.get()


def test_a_folder_without_gold_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="come with the source"):
        parser_report(tmp_path)
