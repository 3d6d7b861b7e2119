from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from pytestqt.qtbot import QtBot

from gui.document.files import read_file
from gui.document.model import CREATURE
from gui.graph.canvas import GraphCanvas
from gui.graph.drag import CardDrag
from gui.window.main_window import MainWindow
from tests.gui.graph.pointing import LEFT, NO_KEYS, card_point, drag, on_screen, wait_for_rest

Painted = Callable[[Callable[[], object]], None]


def test_a_drag_keeps_the_place_without_a_step(
    qtbot: QtBot, lizard: MainWindow, canvas: GraphCanvas, tmp_path: Path
) -> None:
    lizard.controller.save(tmp_path / "a.scenegan")
    steps, graph = len(lizard.model.steps), lizard.model.graph
    start = card_point(canvas, "tail-1")
    drag(qtbot, canvas, start, start + QPoint(37, 21))
    assert len(lizard.model.steps) == steps
    assert lizard.model.graph == graph
    assert lizard.isWindowModified()
    place = lizard.graph.places_by_hand()["tail-1"]
    card = canvas.cards.cards["tail-1"]
    assert place == pytest.approx((card.pos().x(), card.pos().y()), abs=0.06)
    for name in ("b.scenegan", "b.png"):
        lizard.controller.save(tmp_path / name)
        assert not lizard.isWindowModified()
        assert read_file(tmp_path / name).view["card_places"]["tail-1"] == list(place)
    lizard.controller.new()
    assert lizard.graph.places_by_hand() == {}
    lizard.open_path(tmp_path / "b.scenegan")
    wait_for_rest(qtbot, lizard)
    assert canvas.cards.places()["tail-1"] == place


def test_places_survive_undo_and_end_with_tidying(
    qtbot: QtBot, lizard: MainWindow, canvas: GraphCanvas, painted: Painted
) -> None:
    start = card_point(canvas, "tail-1")
    drag(qtbot, canvas, start, start + QPoint(60, 40))
    place = canvas.cards.places()["tail-1"]
    painted(lambda: lizard.controller.add_part("horn"))
    lizard.controller.undo()
    assert canvas.cards.places()["tail-1"] == pytest.approx(place, abs=0.06)
    lizard.graph.arrange.tree.click()
    assert lizard.graph.places_by_hand() == {}
    assert lizard.model.view == {"arrangement": "tree"}
    lizard.graph.arrange.body.click()
    assert lizard.model.view == {}


def test_escape_puts_a_card_back(qtbot: QtBot, lizard: MainWindow, canvas: GraphCanvas) -> None:
    before = canvas.cards.places()["tail-1"]
    start = card_point(canvas, "tail-1")
    qtbot.mousePress(canvas.viewport(), LEFT, NO_KEYS, start)
    qtbot.mouseMove(canvas.viewport(), start + QPoint(90, 60))
    assert canvas.cards.places()["tail-1"] != before
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.cards.places()["tail-1"] == before
    assert lizard.model.view == {}


def test_escape_puts_back_a_card_that_was_still_on_its_way(
    qtbot: QtBot, lizard: MainWindow, canvas: GraphCanvas
) -> None:
    scene, card = canvas.cards, canvas.cards.cards["tail-1"]
    home = (card.pos().x() + 200, card.pos().y() + 30)
    scene.move_cards({"tail-1": home}, moving=True)
    held = CardDrag(canvas, card, card.pos())
    held.move(QPointF(canvas.viewportTransform().map(card.pos()) + QPointF(90, 60)), NO_KEYS)
    held.cancel()
    assert scene.places()["tail-1"] == home
    assert (card.pos().x(), card.pos().y()) == home


def test_a_handle_dragged_to_a_card_attaches_it(
    qtbot: QtBot, lizard: MainWindow, canvas: GraphCanvas, painted: Painted
) -> None:
    lizard.model.select("torso-1")
    card = canvas.cards.cards["torso-1"]
    handle = on_screen(canvas, card.pos() + card.handle().center())
    painted(lambda: drag(qtbot, canvas, handle, card_point(canvas, "tail-1")))
    assert lizard.model.graph.part("tail-1").on == "torso-1"
    assert lizard.model.current.label == "Tail: on torso"
    assert ("tail-1", "torso-1", True) in canvas.cards.edges
    lizard.controller.undo()
    assert lizard.model.graph.part("tail-1").on is None
    assert ("tail-1", CREATURE, True) in canvas.cards.edges


def test_the_end_of_a_line_is_dragged_to_another_card(
    qtbot: QtBot, lizard: MainWindow, canvas: GraphCanvas, painted: Painted
) -> None:
    dot = on_screen(canvas, canvas.cards.edges["flame-1", "tail-1", True].dot)
    painted(lambda: drag(qtbot, canvas, dot, card_point(canvas, "torso-1")))
    assert lizard.model.graph.part("flame-1").on == "torso-1"


def test_a_loop_is_refused(qtbot: QtBot, lizard: MainWindow, canvas: GraphCanvas) -> None:
    steps = len(lizard.model.steps)
    lizard.model.select("flame-1")
    card = canvas.cards.cards["flame-1"]
    handle = on_screen(canvas, card.pos() + card.handle().center())
    drag(qtbot, canvas, handle, card_point(canvas, "tail-1"))
    assert len(lizard.model.steps) == steps
    assert lizard.notice.text == "A part cannot hang on itself."


def test_a_handle_dragged_into_the_void_searches(
    qtbot: QtBot, lizard: MainWindow, canvas: GraphCanvas, painted: Painted
) -> None:
    lizard.model.select("tail-1")
    card = canvas.cards.cards["tail-1"]
    handle = on_screen(canvas, card.pos() + card.handle().center())
    drag(qtbot, canvas, handle, QPoint(4, canvas.height() - 90))
    search = lizard.graph.search
    assert search.isVisible()
    qtbot.keyClicks(search.field, "horn")
    painted(lambda: qtbot.keyClick(search.field, Qt.Key.Key_Return))
    (horn,) = lizard.model.graph.of("horn")
    assert horn.on == "tail-1"
    assert lizard.model.selection == horn.id
    assert horn.id in canvas.cards.cards
