import pytest

from gui.description.agreement import disagreeing
from gui.description.marks import marks_of
from gui.description.meanings import close_meanings, with_meaning, without_words
from scenegan.graph import Color, Document, Reading, SceneGraph, edits
from scenegan.graph.document import Mapped, Span, Unknown
from scenegan.language import read

TEAL = Color(name="teal", hex="#1f8a8a")


@pytest.fixture(scope="module")
def lizard() -> Document:
    text = "a small orange lizard with two blue eyes, a long tail and a horn on its head"
    parsed = read(text)
    return Document(graph=parsed.graph, text=text, reading=parsed.reading)


def words(document: Document, spans: list[Span]) -> set[str]:
    return {document.text[s.start : s.end] for s in spans}


def after(document: Document, graph: SceneGraph) -> set[str]:
    changed = document.model_copy(update={"graph": graph})
    return words(document, disagreeing(changed))


def test_a_graph_agrees_with_its_own_text(lizard: Document) -> None:
    assert disagreeing(lizard) == []


def test_words_that_an_edit_made_untrue_disagree(lizard: Document) -> None:
    graph = lizard.graph
    assert after(lizard, edits.recolour(graph, "eye-1", [TEAL])) == {"blue"}
    assert after(lizard, edits.set_attributes(graph, "tail-1", [])) == {"long"}
    assert "tail" in after(lizard, edits.remove_part(graph, "tail-1"))
    assert after(lizard, edits.set_count(graph, "eye", 3)) == {"two"}
    assert after(lizard, edits.set_creature(graph, size="huge")) == {"small"}
    assert after(lizard, edits.set_creature(graph, kind="cat")) == {"lizard"}
    assert after(lizard, edits.add_part(graph, "wing")) == set()


def test_the_words_of_twins_belong_to_both(lizard: Document) -> None:
    marks = [m for m in marks_of(lizard) if "eye-1" in m.nodes]
    assert [lizard.text[m.start : m.end] for m in marks] == ["two blue eyes"]
    assert marks[0].nodes == ("eye-1", "eye-2")
    assert marks[0].color == TEAL.hex or marks[0].color.startswith("#")


def test_marks_tell_what_was_mapped_and_what_is_not_known() -> None:
    reading = Reading(
        mapped=(Mapped(word="big", to="large", start=2, end=5),),
        unknown=(Unknown(word="winsome", start=6, end=13),),
    )
    document = Document(graph=SceneGraph(), text="a big winsome thing", reading=reading)
    styles = {m.style: m.tip for m in marks_of(document)}
    assert styles == {
        "mapped": "“big”, read as large",
        "unknown": "“winsome” is not known",
    }


def test_meanings_and_words_that_are_left_out() -> None:
    assert "tail" in close_meanings("tial")
    assert close_meanings("qzqzq") == []
    text = "a cat with a winsome tail, long"
    assert with_meaning(text, 13, 20, "bushy") == "a cat with a bushy tail, long"
    assert without_words(text, 13, 20) == "a cat with a tail, long"
    assert without_words(text, 25, 31) == "a cat with a winsome tail"
