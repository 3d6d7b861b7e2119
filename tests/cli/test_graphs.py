import json
from collections.abc import Callable
from pathlib import Path

import pytest

from scenegan.graph import SceneGraph, from_json
from tests.cli_runner import Done

Run = Callable[..., Done]


def test_parse_writes_a_graph(scenegan: Run) -> None:
    done = scenegan("parse", "a small orange lizard with a cream belly")
    graph = from_json(done.out)
    assert isinstance(graph, SceneGraph)
    assert done.code == 0
    assert (graph.creature.kind, graph.creature.size) == ("lizard", "small")
    assert graph.of("belly")[0].colors[0].name == "cream"


@pytest.mark.parametrize(("format", "sign"), [("dot", "digraph"), ("text", "\n  "), ("jsonl", "{")])
def test_parse_formats(scenegan: Run, format: str, sign: str) -> None:
    done = scenegan("parse", "a red bird with a long tail", "--format", format)
    assert done.code == 0
    assert sign in done.out


def test_lines_give_graphs_in_order(scenegan: Run, tmp_path: Path) -> None:
    path = tmp_path / "creatures.txt"
    path.write_text("a red bird\n\nLunch is at noon.\na blue fish\n", encoding="utf-8")
    done = scenegan("parse", path)
    kinds = [json.loads(line)["creature"]["kind"] for line in done.out.splitlines()]
    assert kinds == ["bird", None, None, "fish"]
    assert "Line 3" in done.err
    piped = scenegan("parse", "-", stdin=path.read_bytes())
    assert piped.out == done.out


def test_a_long_text_is_read_in_part(scenegan: Run) -> None:
    done = scenegan("parse", "a red dragon with two horns. " * 1500)
    assert done.code == 0
    graph = from_json(done.out)
    assert isinstance(graph, SceneGraph)
    assert graph.creature.kind == "dragon"
    assert "long" in done.err


def test_describe_and_complete(scenegan: Run, tmp_path: Path) -> None:
    path = tmp_path / "graph.json"
    assert scenegan("parse", "a dragon", "-o", path).code == 0
    whole = scenegan("complete", path, "--seed", 3)
    graph = from_json(whole.out)
    assert isinstance(graph, SceneGraph)
    assert len(graph.parts) > 5
    assert {p.origin for p in graph.parts} == {"completed"}
    assert "dragon" in scenegan("describe", path).out
    short = scenegan("describe", path, "--length", "short").out
    assert "dragon" in short
    assert len(short) <= len(scenegan("describe", path).out)
    assert "龙" in scenegan("describe", path, "--language", "zh").out
    assert scenegan("describe", path, "--length", "endless").code == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["parse", ""], "empty"),
        (["parse", "Lunch is at noon."], "describes no creature"),
        (["parse", "青い鳥のしっぽはとても長いです。"], "English"),
        (["parse", "дракон с крыльями"], "describes no creature"),
        (["parse", "a dragon " * 120_000], "characters"),
        (["parse", "none.txt"], "no file none.txt"),
        (["describe", "none.json"], "no file none.json"),
        (["complete", "none.png"], "no file none.png"),
    ],
)
def test_bad_input_gets_one_sentence(scenegan: Run, arguments: list[str], message: str) -> None:
    done = scenegan(*arguments)
    assert done.code == 2
    assert message in done.err
    assert done.out == ""
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "not valid JSON"),
        ('{"format": "scenegan/graph@9"}', "update SceneGAN"),
        ('{"format": "scenegan/graph@1", "parts": [{"id": "w-1", "part": "winng"}]}', "'wing'"),
        (
            '{"format": "scenegan/graph@1", "parts": [{"id": "a-1", "part": "arm", "on": "b-1"},'
            ' {"id": "b-1", "part": "arm", "on": "a-1"}]}',
            "in a circle",
        ),
    ],
)
def test_bad_graphs_name_the_field(
    scenegan: Run, tmp_path: Path, content: str, message: str
) -> None:
    path = tmp_path / "graph.json"
    path.write_text(content, encoding="utf-8")
    done = scenegan("describe", path)
    assert done.code == 2
    assert str(path) in done.err
    assert message in done.err


def test_wrong_use_ends_with_two(scenegan: Run) -> None:
    assert scenegan("paint").code == 2
    assert scenegan("parse", "a cat", "--format", "xml").code == 2


def test_files_that_are_no_utf8_are_told(scenegan: Run, tmp_path: Path) -> None:
    path = tmp_path / "latin.txt"
    path.write_bytes(b"a gr\xfcn frog")
    done = scenegan("parse", path)
    assert (done.code, "UTF-8" in done.err) == (2, True)
