import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenegan.errors import DescriptionError
from scenegan.graph.model import MAX_PARTS, SceneGraph
from scenegan.graph.vocabulary import vocabulary
from scenegan.language import ParsedText, parse, read, read_many
from scenegan.language.plain_text import calmed, is_latin

_WORDS = [*vocabulary().parts, *vocabulary().attributes, *vocabulary().colors, "cat", "dragon"]
_WORDS += "a the its with without no and or on of is are has two six , . : ; - not it tip".split()


def test_spans_point_at_the_words(lizard: ParsedText) -> None:
    said = {(s.field, s.value, lizard.text[s.start : s.end]) for s in lizard.reading.spans}
    assert {("kind", "lizard", "lizard"), ("size", "small", "small")} <= said
    assert {("part", "flame", "flame"), ("attrs", "long", "long")} <= said
    assert ("count", "2", "two") in said


def test_every_instance_is_a_node_that_hangs_where_the_text_says(lizard: ParsedText) -> None:
    graph = lizard.graph
    assert [p.id for p in graph.of("horn")] == ["horn-1", "horn-2"]
    assert graph.part("flame-1").on == "tail-1"
    assert graph.part("horn-1").on is None
    (relation,) = graph.relations
    assert (relation.subject, relation.predicate, relation.object) == (
        "flame-1",
        "at the tip of",
        "tail-1",
    )


def test_mapped_words_are_reported() -> None:
    reading = read("A bird with massive talons and a qixotl.").reading
    assert {(m.word, m.to) for m in reading.mapped} >= {("massive", "huge"), ("talons", "claw")}
    assert "qixotl" in [u.word for u in reading.unknown]


@pytest.mark.parametrize(
    ("text", "part"),
    [("A cat with a long tial and green winqs.", None), ("A drgon with hornns.", "horn")],
)
def test_only_very_near_slips_are_corrected(text: str, part: str | None) -> None:
    parsed = read(text)
    assert [p.part for p in parsed.graph.of("horn")][:1] == ([part] if part else [])


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_empty_text_gives_an_empty_graph(text: str) -> None:
    assert parse(text) == SceneGraph()


@pytest.mark.parametrize("text", ["青い鳥のしっぽ", "Синяя птица с длинным хвостом"])
def test_other_alphabets_give_an_empty_graph_and_say_so(text: str) -> None:
    parsed = read(text)
    assert parsed.graph.is_empty
    assert "English" in parsed.reading.doubts[0]
    assert not is_latin(text)


def test_text_without_creature_says_so() -> None:
    parsed = read("Lunch is at noon; bring the red folder.")
    assert parsed.graph.is_empty
    assert parsed.reading.doubts


def test_too_long_a_text_is_refused_with_advice() -> None:
    with pytest.raises(DescriptionError, match="shorten"):
        parse("a cat " * 200_000)


def test_many_are_read_in_order() -> None:
    texts = ["A red cat.", "", "A blue dog with two tails."]
    assert [p.graph.creature.kind for p in read_many(texts)] == ["cat", None, "dog"]
    assert [p.text for p in read_many(texts)] == texts


@given(st.text(max_size=200))
@settings(max_examples=80, deadline=None)
def test_any_text_is_read_without_a_crash(text: str) -> None:
    parsed = read(text)
    assert len(calmed(text)) == len(text)
    assert all(0 <= s.start <= s.end <= len(text) for s in parsed.reading.spans)


@given(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=25))
@settings(max_examples=120, deadline=None)
def test_any_mixture_of_known_words_makes_a_valid_graph(words: list[str]) -> None:
    text = " ".join(words)
    parsed = read(text)
    assert len(parsed.graph.parts) <= MAX_PARTS
    assert SceneGraph.model_validate_json(parsed.graph.model_dump_json()) == parsed.graph
    assert all(text[s.start : s.end].strip() for s in parsed.reading.spans)


def test_parsing_imports_no_torch() -> None:
    code = (
        "import sys; from scenegan.language import parse; g = parse('A blue bird with a tail.');"
        "assert g.creature.kind == 'bird'; sys.exit('torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], timeout=120).returncode == 0
