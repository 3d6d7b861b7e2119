from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from scenegan.data.annotations import (
    Drawing,
    body_of,
    faults_of,
    graph_of,
    read_annotations,
)
from scenegan.errors import DataError
from scenegan.graph.model import Color


def record(**changes: Any) -> dict[str, Any]:
    """The annotation of a torso with a head."""
    square = [[10, 10], [20, 10], [20, 20], [10, 20]]
    parts = [
        {"part": "torso", "attrs": ["round"], "on": -1, "poly": square},
        {"part": "head", "attrs": [], "on": 0, "poly": square},
    ]
    plain = dict(id="x", kind="dog", view="front", pose="sitting", mood="calm", parts=parts)
    return plain | changes


def part(name: str, on: int, **changes: Any) -> dict[str, Any]:
    return {"part": name, "on": on, "poly": [[1, 1], [9, 1], [5, 9]]} | changes


def write(folder: Path, *lines: str | dict[str, Any]) -> Path:
    path = folder / "annotations.jsonl"
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return path


def test_pokescene_has_no_faults() -> None:
    drawings = read_annotations()
    assert len(drawings) == 636
    assert {
        split: sum(d.split == split for d in drawings) for split in ("train", "val", "test")
    } == {
        "train": 538,
        "val": 34,
        "test": 64,
    }


@pytest.mark.parametrize(
    ("changes", "field", "word"),
    [
        ({"view": "above"}, "view", "front-left"),
        ({"parts": []}, "parts", "at least 1"),
        ({"parts": [part("hed", -1)]}, "parts.0.part", "did you mean 'head'"),
        ({"parts": [part("head", -1, attrs=["wobbly"])]}, "parts.0.attrs", "wobbly"),
        ({"parts": [part("head", -1, poly=[[1, 1], [2, 2]])]}, "parts.0.poly", "at least 3"),
        ({"parts": [part("head", -1, poly=[[1, 1], [2, 2], [3, 101]])]}, "parts.0.poly.2.1", "100"),
        ({"parts": [part("head", 1)]}, "", "parts.0.on: there is no part number 1"),
        ({"parts": [part("head", 1), part("ear", 0)]}, "", "parts.0.on: the part hangs on itself"),
        ({"parts": [part("torso", -1), part("head", 1)]}, "", "parts.1.on: the part hangs on"),
        ({"colour": "red"}, "colour", "not permitted"),
        ({"id": "../escape"}, "id", "pattern"),
        ({"split": "dev"}, "split", "train"),
    ],
)
def test_faults_name_file_line_and_field(
    tmp_path: Path, changes: dict[str, Any], field: str, word: str
) -> None:
    path = write(tmp_path, record(id="good"), record(**changes))
    (fault,) = faults_of(path)
    assert (fault.file, fault.line, fault.field) == (path, 2, field)
    assert word in fault.message
    with pytest.raises(DataError, match=r"annotations\.jsonl:2"):
        read_annotations(path)


def test_all_faults_are_found(tmp_path: Path) -> None:
    path = write(tmp_path, "{", record(view="up", pose=""), record(), "", record())
    assert [(f.line, f.field) for f in faults_of(path)] == [
        (1, ""),
        (2, "view"),
        (2, "pose"),
        (5, "id"),
    ]


def test_a_missing_or_empty_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be read"):
        read_annotations(tmp_path / "annotations.jsonl")
    with pytest.raises(DataError, match="no annotated drawing"):
        read_annotations(write(tmp_path, ""))


def test_graph_has_numbered_nodes_in_order() -> None:
    parts = [part("tail", 1), part("torso", -1), part("leg", 1), part("leg", 1), part("claw", 3)]
    graph = graph_of(Drawing.model_validate(record(parts=parts)))
    assert [(p.id, p.on) for p in graph.parts] == [
        ("tail-1", "torso-1"),
        ("torso-1", None),
        ("leg-1", "torso-1"),
        ("leg-2", "torso-1"),
        ("claw-1", "leg-2"),
    ]
    assert [p.group for p in graph.parts] == [False, False, False, False, True]
    assert graph.creature.kind == "dog"
    assert graph.creature.size is None


def test_the_fifth_spot_stands_for_the_rest() -> None:
    parts = [part("torso", -1), *(part("spot", 0) for _ in range(5)), part("head", 0)]
    parts.append(part("spot", 6))
    graph = graph_of(Drawing.model_validate(record(parts=parts)))
    assert [p.id for p in graph.parts if p.group] == ["spot-5"]


def test_parts_that_are_listed_one_by_one_are_no_groups() -> None:
    parts = [part("torso", -1), part("arm", 0), *(part("claw", 1) for _ in range(3))]
    parts.extend(part("spot", 0) for _ in range(7))
    parts.append(part("claw", 0))
    graph = graph_of(Drawing.model_validate(record(parts=parts)))
    assert [p.id for p in graph.parts if p.group] == ["claw-4"]


def test_colors_of_the_body_are_those_of_the_creature() -> None:
    red, blue = Color(name="red", hex="#ff0000"), Color(name="blue", hex="#0000ff")
    graph = graph_of(Drawing.model_validate(record()), [(red, blue), (blue,)])
    assert graph.part("torso-1").colors == (red, blue)
    assert graph.creature.colors == (red,)


def test_species_give_size_and_types() -> None:
    drawing = next(d for d in read_annotations() if d.id == "386-attack")
    assert graph_of(drawing).creature.types == ("psychic",)
    assert graph_of(drawing).creature.size == "large"
    assert graph_of(drawing, facts=False).creature.types == ()


def test_every_annotation_is_a_graph() -> None:
    for drawing in read_annotations():
        graph = graph_of(drawing)
        assert [p.part for p in graph.parts] == [p.part for p in drawing.parts]


def test_body_is_torso_then_body_then_root() -> None:
    assert body_of(["body", "torso", "head"], [-1, 0, 1]) == 1
    assert body_of(["eye", "body"], [1, -1]) == 1
    assert body_of(["leaf", "flower"], [1, -1]) == 1
