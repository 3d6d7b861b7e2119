import subprocess
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.document.model import MERGE_SECONDS, Change, DocumentModel
from scenegan.errors import GraphError
from scenegan.graph import Color, Creature, Document, NodeLayout, Part, Reading, SceneGraph, edits

GRAPH = SceneGraph(
    creature=Creature(kind="lizard"),
    parts=(Part(id="torso-1", part="torso"), Part(id="tail-1", part="tail", on="torso-1")),
)
TEAL = Color(name="teal", hex="#1f8a8a")


@dataclass(frozen=True)
class Drawn:
    document: Document


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def settled(model: DocumentModel) -> Drawn:
    place = NodeLayout(box=(0.1, 0.1, 0.5, 0.5), depth=0.0, colors=("#808080",))
    document = model.current.base_of_graph
    layout = {p.id: place for p in document.graph.parts}
    picture = Drawn(document.model_copy(update={"layout": layout}))
    model.settle(model.current.number, picture)
    return picture


def lizard() -> DocumentModel:
    model = DocumentModel()
    model.describe("a lizard", GRAPH, Reading())
    settled(model)
    return model


def test_knows_no_qt() -> None:
    program = "import sys, gui.document.model; print('PySide6' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert told.stdout.strip() == "False"


def test_one_action_is_one_step_and_undo_gives_the_same_picture_back() -> None:
    model = lizard()
    before = model.current.picture
    assert model.apply("Tail: teal", partial(edits.recolour, node="tail-1", colors=[TEAL]))
    assert model.graph.part("tail-1").colors == (TEAL,)
    assert model.current.picture is None
    assert model.current.base.layout
    model.undo()
    assert model.current.picture is before
    model.redo()
    assert model.graph.part("tail-1").colors == (TEAL,)


def test_two_edits_before_a_picture_share_the_painted_base() -> None:
    model = lizard()
    painted = model.document
    model.apply("lock", partial(edits.lock, node="tail-1"))
    model.apply("remove", partial(edits.remove_part, node="tail-1"))
    assert model.current.base == painted
    assert [p.id for p in model.graph.parts] == ["torso-1"]


def test_an_edit_that_changes_nothing_is_no_step() -> None:
    model = lizard()
    number = model.current.number
    assert not model.apply("same", lambda graph: graph)
    assert model.current.number == number


def test_an_edit_that_cannot_be_made_leaves_everything() -> None:
    model = lizard()
    number = model.current.number
    with pytest.raises(GraphError, match="wing-9"):
        model.apply("no", partial(edits.lock, node="wing-9"))
    assert model.current.number == number


def test_a_burst_of_typing_is_one_step_and_a_pause_ends_it() -> None:
    clock = Clock()
    model = DocumentModel(clock)
    model.describe("a", GRAPH, Reading())
    clock.now += MERGE_SECONDS / 2
    model.describe("a lizard", GRAPH, Reading())
    assert len(model.steps) == 2
    clock.now += MERGE_SECONDS * 2
    model.describe("a lizard.", GRAPH, Reading())
    assert len(model.steps) == 3
    model.undo()
    model.undo()
    assert model.graph.is_empty


def test_reseeding_frees_all_places_but_those_of_locked_parts() -> None:
    model = lizard()
    model.apply("lock", partial(edits.lock, node="tail-1"))
    settled(model)
    model.reseed(7)
    assert set(model.current.base.layout) == {"tail-1"}
    assert model.document.recipe.seed == 7


def test_saved_and_unsaved() -> None:
    model = lizard()
    assert model.is_dirty
    model.mark_saved(Path("lizard.png"))
    assert not model.is_dirty
    model.apply("lock", partial(edits.lock, node="tail-1"))
    assert model.is_dirty
    model.undo()
    assert not model.is_dirty


def test_a_picture_that_comes_late_goes_to_its_own_step() -> None:
    model = DocumentModel()
    model.describe("a lizard", GRAPH, Reading())
    first = model.current.number
    model.apply("lock", partial(edits.lock, node="tail-1"))
    told: list[Change] = []
    model.subscribe(told.append)
    model.settle(first, Drawn(Document(graph=GRAPH)))
    assert told == []
    assert model.current.picture is None
    model.undo()
    assert model.current.picture is not None


def test_the_selection_falls_back_where_its_part_is_gone() -> None:
    model = lizard()
    model.select("tail-1")
    model.select("wing-1")
    assert model.selection == "tail-1"
    model.apply("remove", partial(edits.remove_part, node="tail-1"))
    assert model.selection == "creature"


@given(st.lists(st.sampled_from(["add", "seed", "undo", "redo", "settle"]), max_size=25))
def test_any_way_through_the_history_can_be_gone_back(actions: list[str]) -> None:
    model = lizard()
    for i, action in enumerate(actions):
        if action == "add":
            model.apply("Horn added", partial(edits.add_part, part="horn"))
        elif action == "seed":
            model.reseed(i)
        elif action == "settle":
            settled(model)
        else:
            getattr(model, action)()
    last, steps = model.document, model.position
    for _ in range(steps):
        model.undo()
    assert model.graph.is_empty and not model.can_undo
    for _ in range(steps):
        model.redo()
    assert model.document == last
