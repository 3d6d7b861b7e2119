from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from gui.document.controller import EditorController
from gui.document.model import DocumentModel
from gui.document.retelling import told
from gui.style.translation import set_language
from scenegan.graph import Color, edits
from tests.gui.fakes import FakePainter

Painted = Callable[[Callable[[], object]], None]

TEAL = Color(name="teal", hex="#1f8a8a")


class Clock:
    """Time that passes only when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def model(clock: Clock) -> DocumentModel:
    return DocumentModel(clock)


@pytest.fixture
def lizard(controller: EditorController, painted: Painted, clock: Clock) -> EditorController:
    controller.start()
    painted(lambda: controller.describe("a lizard with a torso, a tail and a flame"))
    clock.now += 5
    return controller


def test_new_words_leave_the_rest_where_it_is(
    lizard: EditorController, painted: Painted, clock: Clock, painter: FakePainter
) -> None:
    model = lizard.model
    painted(lambda: lizard.edit("Tail: teal", lambda g: edits.recolour(g, "tail-1", [TEAL])))
    before = model.document
    clock.now += 5
    painted(lambda: lizard.describe("a lizard with a torso, a tail, a flame and a horn"))
    assert painter.calls[-1] == "redraw"
    assert model.current.label == "Horn added"
    assert model.graph.parts[:-1] == before.graph.parts
    assert {n: model.document.layout[n] for n in before.layout} == before.layout
    clock.now += 5
    painted(lambda: lizard.describe("a lizard with a torso, a tail and a flame"))
    assert not model.graph.of("horn")
    assert model.current.label == "Horn removed"
    assert model.graph.of("mouth")


def test_a_burst_of_typing_is_one_step_from_where_it_began(
    lizard: EditorController, painted: Painted, clock: Clock
) -> None:
    model = lizard.model
    steps = len(model.steps)
    painted(lambda: lizard.describe("a lizard with a torso, a tail and a wing"))
    clock.now += 0.5
    painted(lambda: lizard.describe("a lizard with a torso, a tail and a flame and a wing"))
    assert len(model.steps) == steps + 1
    assert model.graph.of("flame")
    assert model.graph.part("flame-1") == model.steps[-2].document.graph.part("flame-1")


def test_another_kind_is_another_creature(
    lizard: EditorController, painted: Painted, clock: Clock, painter: FakePainter
) -> None:
    painted(lambda: lizard.describe("a cat with a torso, a tail and a flame"))
    assert painter.calls[-1] == "draw"
    assert lizard.model.graph.creature.kind == "cat"


def test_the_same_text_again_is_no_step(qtbot: QtBot, lizard: EditorController) -> None:
    steps = len(lizard.model.steps)
    with qtbot.waitSignal(lizard._inference.text_read, timeout=20000):
        lizard.describe(lizard.model.document.text)
    assert len(lizard.model.steps) == steps


def test_an_edit_while_a_text_is_read_is_not_lost(qtbot: QtBot, lizard: EditorController) -> None:
    lizard.describe("a lizard with a torso, a tail, a flame and a horn")
    lizard.edit("Tail: teal", lambda g: edits.recolour(g, "tail-1", [TEAL]))
    qtbot.waitUntil(lambda: bool(lizard.model.graph.of("horn")), timeout=10_000)
    assert lizard.model.graph.part("tail-1").colors == (TEAL,)
    assert lizard.model.graph.of("horn")


def test_rewriting_right_after_typing_keeps_what_was_typed(
    lizard: EditorController, painted: Painted, clock: Clock
) -> None:
    painted(lambda: lizard.describe("a lizard with a torso, a tail, a flame and a horn"))
    graph = lizard.model.graph
    painted(lizard.rewrite)
    assert lizard.model.graph == graph
    assert lizard.model.document.text != "a lizard with a torso, a tail, a flame and a horn"
    assert {s.node for s in lizard.model.document.reading.spans} <= {*graph.by_id, "creature"}


def test_a_new_creature_draws_a_new_seed_where_the_seed_was_let_go(
    lizard: EditorController, painted: Painted, clock: Clock
) -> None:
    lizard.model.set_view("free_seed", True)
    painted(lambda: lizard.describe("a lizard with a torso, a tail, a flame and a horn"))
    assert lizard.model.document.recipe.seed == 0
    clock.now += 5
    painted(lambda: lizard.describe("a cat with a tail"))
    assert lizard.model.document.recipe.seed == 48213


def test_a_graph_is_told_in_the_language_of_the_text_before(lizard: EditorController) -> None:
    graph = lizard.model.graph
    assert told(graph, "a cat").isascii()
    assert "蜥蜴" in told(graph, "一只猫")
    assert told(graph, " ").isascii()
    set_language("zh")
    try:
        assert "蜥蜴" in told(graph, "")
        assert told(graph, "a cat").isascii()
    finally:
        set_language("en")
