from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenegan.graph.model import Color, Creature, Part, Relation, SceneGraph
from scenegan.graph.vocabulary import vocabulary
from scenegan.language import describe, parse

_COLORS = [Color(name=n, hex=h) for n, h in vocabulary().colors.items()]
_COLORS.append(Color(name="my own", hex="#12ab9f"))
_PARTS = sorted(set(vocabulary().parts) - {"body"})


@st.composite
def graphs(draw: st.DrawFn) -> SceneGraph:
    words = draw(st.lists(st.sampled_from(_PARTS), min_size=1, max_size=6, unique=True))
    absent = draw(st.lists(st.sampled_from(_PARTS[2:]), max_size=2, unique=True))
    parts: list[Part] = []
    for word in words:
        most = 3 if vocabulary().parts[word].usual_number > 1 else 1
        attrs = draw(
            st.lists(st.sampled_from(list(vocabulary().attributes)), max_size=2, unique=True)
        )
        colors = draw(st.lists(st.sampled_from(_COLORS), max_size=2, unique=True))
        for i in range(draw(st.integers(1, most))):
            parts.append(
                Part(id=f"{word}-{i + 1}", part=word, attrs=tuple(attrs), colors=tuple(colors))
            )
    creature = Creature(
        kind=draw(st.sampled_from(["cat", "dragon", "bird", "robot"])),
        size=draw(st.sampled_from([None, "small", "huge"])),
        mood=draw(st.sampled_from([None, "happy"])),
        colors=tuple(draw(st.lists(st.sampled_from(_COLORS), max_size=1))),
    )
    denied = tuple(a for a in absent if a not in words)
    return SceneGraph(creature=creature, parts=tuple(parts), absent=denied)


def _facts(graph: SceneGraph) -> tuple[object, ...]:
    creature = graph.creature
    whole = (creature.kind, creature.size, creature.mood, [c.hex for c in creature.colors])
    counts = Counter(
        (p.part, tuple(sorted(p.attrs)), tuple(c.hex for c in p.colors)) for p in graph.parts
    )
    return (whole, counts, sorted(graph.absent))


@given(graphs())
@settings(max_examples=120, deadline=None)
def test_description_is_read_back_as_the_same_facts(graph: SceneGraph) -> None:
    text = describe(graph)
    assert _facts(parse(text)) == _facts(graph), text


@pytest.mark.parametrize(
    ("attrs", "colors"),
    [
        (("wide", "open"), ()),
        (("long", "wide", "open"), ("red",)),
        (("metallic",), ("blue",)),
    ],
)
def test_words_that_are_one_expression_side_by_side_stay_two(
    attrs: tuple[str, ...], colors: tuple[str, ...]
) -> None:
    said = tuple(Color(name=c, hex=vocabulary().colors[c]) for c in colors)
    part = Part(id="antenna-1", part="antenna", attrs=attrs, colors=said)
    graph = SceneGraph(creature=Creature(kind="cat"), parts=(part,))
    assert _facts(parse(describe(graph))) == _facts(graph), describe(graph)


def test_attachments_and_relations_are_said() -> None:
    graph = parse("A cat with a flame on its tail, black-tipped ears and a gem between its eyes.")
    text = describe(graph)
    again = parse(text)
    assert again.part(again.of("flame")[0].on or "").part == "tail", text
    assert {again.part(p.on or "").part for p in again.of("marking")} == {"ear"}, text
    assert again.relations[0].predicate == "between", text


def test_empty_and_large_graphs_are_described() -> None:
    assert describe(SceneGraph()) == "A creature."
    leg = Part(id="leg-1", part="leg")
    many = SceneGraph(parts=tuple(leg.model_copy(update={"id": f"leg-{i}"}) for i in range(1, 17)))
    assert "16 legs" in describe(many)


def test_completed_structure_goes_without_saying() -> None:
    parts = (
        Part(id="torso-1", part="torso", origin="completed"),
        Part(id="tail-1", part="tail", on="torso-1"),
    )
    relation = Relation(subject="tail-1", predicate="behind", object="torso-1")
    text = describe(SceneGraph(creature=Creature(kind="cat"), parts=parts, relations=(relation,)))
    assert text == "A cat. It has a tail. The tail is behind its torso."
