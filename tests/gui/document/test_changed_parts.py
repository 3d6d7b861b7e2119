from functools import partial

import numpy as np

from gui.document.changed_parts import change_report, touched_nodes
from scenegan.graph import Color, Document, SceneGraph, edits
from scenegan.rendering.picture import Picture
from tests.gui.fakes import FakePainter, fake_read

TEAL = Color(name="teal", hex="#1f8a8a")
GRAPH = fake_read("a lizard with a torso, a tail, a flame and a horn").graph


def drawn(document: Document) -> Picture:
    *_, last = FakePainter().draw_stages(document)
    return last


def redrawn(before: Picture, graph: SceneGraph) -> Picture:
    *_, last = FakePainter().redraw_stages(before.document, graph)
    return last


def test_a_recoloured_part_alone_has_changed() -> None:
    before = drawn(Document(graph=GRAPH))
    graph = edits.recolour(before.document.graph, "horn-1", [TEAL])
    assert change_report(before, redrawn(before, graph)) == "Only horn changed"


def test_what_hangs_on_a_part_is_touched_with_it() -> None:
    graph = edits.set_attributes(GRAPH, "tail-1", ["long"])
    assert touched_nodes(GRAPH, graph) == {"tail-1", "flame-1"}
    assert touched_nodes(GRAPH, edits.remove_part(GRAPH, "tail-1")) == {"tail-1", "flame-1"}
    assert touched_nodes(GRAPH, GRAPH) == set()


def test_the_promise_is_not_made_when_it_is_untrue() -> None:
    before = drawn(Document(graph=GRAPH))
    graph = edits.recolour(before.document.graph, "horn-1", [TEAL])
    after = redrawn(before, graph)
    rgba = after.rgba.copy()
    rgba[after.masks["torso-1"]] = 7
    leaky = Picture(rgba, after.part_map, after.nodes, after.document)
    assert change_report(before, leaky) == "Also moved: torso"


def test_what_cannot_be_seen_does_not_break_the_promise() -> None:
    before = drawn(Document(graph=GRAPH))
    after = redrawn(before, edits.recolour(before.document.graph, "horn-1", [TEAL]))
    rows, columns = np.nonzero(after.masks["torso-1"])
    for pixels, step, told in (
        (5, 5, "Only horn changed"),
        (500, 5, "Horn changed, the rest by a shade"),
        (5, 20, "Horn changed, the rest by a shade"),
        (500, 20, "Also moved: torso"),
    ):
        rgba = after.rgba.copy()
        rgba[rows[:pixels], columns[:pixels], 0] += np.uint8(step)
        seen = Picture(rgba, after.part_map, after.nodes, after.document)
        assert change_report(before, seen) == told


def test_another_seed_or_kind_promises_nothing() -> None:
    before = drawn(Document(graph=GRAPH))
    cat = partial(edits.set_creature, kind="cat")
    assert change_report(before, redrawn(before, cat(before.document.graph))) == ""
    assert change_report(before, before) == ""


def test_an_edit_without_an_effect_is_said_to_have_none() -> None:
    before = drawn(Document(graph=GRAPH))
    graph = edits.lock(before.document.graph, "horn-1")
    assert change_report(before, redrawn(before, graph)) == "The picture stayed as it was"
