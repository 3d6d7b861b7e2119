import json
from pathlib import Path

import pytest

from scenegan.assets import asset
from scenegan.completion.library import library, read_templates
from scenegan.completion.library_build import size_of_height, write_library
from scenegan.errors import DataError
from scenegan.graph.vocabulary import vocabulary


def test_the_table_is_the_one_that_the_annotations_give(tmp_path: Path) -> None:
    write_library(tmp_path / "table.json")
    made = (tmp_path / "table.json").read_text(encoding="utf-8")
    assert made == asset("tables", "creature_graphs.json").read_text(encoding="utf-8")
    assert [p.name for p in tmp_path.iterdir()] == ["table.json"]


def test_no_held_out_drawing_is_in_the_table() -> None:
    text = asset("pokescene", "annotations.jsonl").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in text.splitlines()]
    train = {r["id"] for r in rows if r["split"] == "train"}
    assert {t.drawing for t in library().templates} == train


def test_every_template_is_a_tree_on_a_torso_or_body_in_words_of_the_vocabulary() -> None:
    words = vocabulary()
    for template in library().templates:
        assert template.parts[0].part in ("torso", "body")
        assert [i for i, p in enumerate(template.parts) if p.on < 0] == [0]
        for index, part in enumerate(template.parts):
            assert part.on < index
            assert part.part in words.parts
            assert set(part.attrs) <= set(words.attributes)


def test_sizes_follow_the_heights() -> None:
    assert [size_of_height(h) for h in (0.3, 0.4, 1.0, 2.9, 3.0)] == [
        "tiny",
        "small",
        "medium",
        "large",
        "huge",
    ]


def test_parents_are_shares() -> None:
    parents = library().parents
    assert max(parents["mouth"], key=lambda word: parents["mouth"][word]) == "head"
    assert sum(parents["mouth"].values()) == pytest.approx(1.0)
    assert "tail" not in parents["tail"]


def test_another_format_is_refused() -> None:
    with pytest.raises(DataError, match="library_build"):
        read_templates({"format": "scenegan/creature_graphs@1", "drawings": []})
