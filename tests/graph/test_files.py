import json

import pytest

from scenegan.errors import GraphError
from scenegan.graph import (
    Document,
    NodeLayout,
    Part,
    SceneGraph,
    check_words,
    from_dict,
    from_json,
    to_dot,
    to_json,
)


def _document() -> Document:
    graph = SceneGraph(parts=(Part(id="eye-1", part="eye"), Part(id="eye-2", part="eye")))
    place = NodeLayout(box=(0.1, 0.2, 0.3, 0.4), depth=0.1, shape=(0.1234,) * 32)
    return Document(graph=graph, text="two eyes", layout={"eye-1": place, "eye-2": place})


def test_document_round_trip_is_exact() -> None:
    assert from_json(to_json(_document())) == _document()


def test_layout_of_vanished_parts_is_dropped() -> None:
    document = _document()
    graph = SceneGraph(parts=document.graph.parts[:1])
    assert set(document.with_graph(graph).layout) == {"eye-1"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "not valid JSON"),
        ("[" * 100_000, "not valid JSON"),
        ("[]", "has no 'format'"),
        ('{"format": "svg@1"}', "has the format 'svg@1'"),
        ('{"format": "scenegan/graph@2"}', "version 2 .* update SceneGAN"),
        ('{"format": "scenegan/graph@1", "parts": [{"id": "a-1"}]}', "parts.0.part: "),
        ('{"format": "scenegan/graph@1", "parts": 7}', "a.json: parts: "),
    ],
)
def test_faults_name_the_field(text: str, message: str) -> None:
    with pytest.raises(GraphError, match=message):
        from_json(text, "a.json")


def test_layout_of_an_unknown_part_is_refused() -> None:
    raw = json.loads(to_json(_document()))
    raw["layout"]["wing-9"] = raw["layout"]["eye-1"]
    with pytest.raises(GraphError, match="wing-9"):
        from_dict(raw)


def test_unknown_parts_are_named_with_the_nearest() -> None:
    graph = SceneGraph(parts=(Part(id="winng-1", part="winng"),))
    with pytest.raises(GraphError, match="parts.0.part: 'winng'.*did you mean 'wing'"):
        check_words(graph)


def test_dot_names_every_part_and_escapes() -> None:
    dot = to_dot(_document().graph)
    assert dot.startswith("digraph creature {")
    assert '"eye-1" -> creature;' in dot
    assert dot.count("{") == dot.count("}")
