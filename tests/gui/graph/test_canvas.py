import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.document.model import CREATURE, Change
from gui.graph.canvas import GraphCanvas
from gui.style.theme import Mode
from gui.window.main_window import MainWindow
from scenegan.graph import Color, Part, Reading, Relation, SceneGraph, edits
from scenegan.graph.vocabulary import vocabulary
from tests.gui.fakes import FakePainter
from tests.gui.graph.pointing import LEFT, NO_KEYS, card_point, drag, wait_for_rest

Painted = Callable[[Callable[[], object]], None]


def test_a_card_for_each_part_and_a_line_for_each_tie(canvas: GraphCanvas) -> None:
    scene = canvas.cards
    assert set(scene.cards) == {CREATURE, "torso-1", "tail-1", "flame-1", "mouth-1"}
    assert ("flame-1", "tail-1", True) in scene.edges
    assert scene.cards["mouth-1"].facts.suggested
    assert not scene.cards["tail-1"].facts.suggested


def test_selection_goes_both_ways(qtbot: QtBot, lizard: MainWindow, canvas: GraphCanvas) -> None:
    qtbot.mouseClick(canvas.viewport(), LEFT, pos=card_point(canvas, "tail-1"))
    assert lizard.model.selection == "tail-1"
    assert lizard.parts.tree.current_node() == "tail-1"
    assert canvas.chosen() is canvas.cards.cards["tail-1"]
    lizard.parts.tree.setCurrentItem(lizard.parts.tree.row("flame-1"))
    chosen = canvas.chosen()
    assert chosen is not None
    assert chosen.facts.node == "flame-1"
    assert canvas.cards.edges["flame-1", "tail-1", True].active
    assert "Flame" in canvas.accessibleDescription()
    qtbot.mouseClick(canvas.viewport(), LEFT, pos=QPoint(3, canvas.height() // 2))
    assert lizard.model.selection == CREATURE


def test_pointing_at_a_card_points_everywhere(
    qtbot: QtBot, lizard: MainWindow, canvas: GraphCanvas
) -> None:
    qtbot.mouseMove(canvas.viewport(), card_point(canvas, "torso-1"))
    qtbot.waitUntil(lambda: lizard.parts.tree.hover == "torso-1", timeout=20000)
    lizard.parts.hovered.emit("tail-1")
    assert canvas.cards.cards["tail-1"].hovered
    assert not canvas.cards.cards["torso-1"].hovered


def test_a_double_click_goes_to_the_first_field(
    qtbot: QtBot, lizard: MainWindow, canvas: GraphCanvas
) -> None:
    lizard.activateWindow()
    qtbot.mouseClick(canvas.viewport(), LEFT, pos=card_point(canvas, "tail-1"))
    qtbot.mouseDClick(canvas.viewport(), LEFT, pos=card_point(canvas, "tail-1"))
    field = lizard.inspector.focusWidget()
    assert field is not None and field.accessibleName() == "Part"
    assert lizard.model.selection == "tail-1"


def test_another_part_is_searched_for(
    qtbot: QtBot, lizard: MainWindow, canvas: GraphCanvas, painted: Painted
) -> None:
    lizard.model.select("tail-1")
    lizard.registry.run("part.change")
    search = lizard.graph.search
    assert search.isVisible()
    qtbot.keyClicks(search.field, "wing")
    painted(lambda: qtbot.keyClick(search.field, Qt.Key.Key_Return))
    graph = lizard.model.graph
    assert not graph.of("tail")
    assert graph.part("flame-1").on == "wing-1"
    assert lizard.model.selection == "wing-1"


def test_delete_removes_and_arrows_walk(
    qtbot: QtBot, lizard: MainWindow, canvas: GraphCanvas, painted: Painted
) -> None:
    canvas.setFocus()
    lizard.model.select(CREATURE)
    qtbot.keyClick(canvas, Qt.Key.Key_Down)
    first = lizard.model.selection
    assert first != CREATURE
    here, there = canvas.cards.places()[CREATURE], canvas.cards.places()[first]
    assert there[1] > here[1]
    lizard.model.select("tail-1")
    painted(lambda: qtbot.keyClick(canvas, Qt.Key.Key_Delete))
    assert [p.id for p in lizard.model.graph.parts] == ["torso-1", "mouth-1"]
    assert lizard.model.selection == CREATURE
    assert "tail-1" not in canvas.cards.cards


def test_shift_and_an_arrow_move_the_card(
    qtbot: QtBot, lizard: MainWindow, canvas: GraphCanvas
) -> None:
    lizard.model.select("tail-1")
    x, y = canvas.cards.places()["tail-1"]
    qtbot.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert lizard.graph.places_by_hand()["tail-1"] == pytest.approx((x + 20, y), abs=0.1)


def test_lock_and_keep_by_key(
    qtbot: QtBot, lizard: MainWindow, canvas: GraphCanvas, painted: Painted
) -> None:
    canvas.setFocus()
    lizard.model.select("mouth-1")
    painted(lambda: qtbot.keyClick(canvas, Qt.Key.Key_K))
    assert lizard.model.graph.part("mouth-1").origin == "user"
    painted(lambda: qtbot.keyClick(canvas, Qt.Key.Key_L))
    assert lizard.model.graph.part("mouth-1").locked
    assert canvas.cards.cards["mouth-1"].facts.locked


def test_space_adds_but_not_after_a_pan(
    qtbot: QtBot, lizard: MainWindow, canvas: GraphCanvas
) -> None:
    canvas.setFocus()
    before = canvas.section()
    qtbot.keyPress(canvas, Qt.Key.Key_Space)
    drag(qtbot, canvas, QPoint(60, 200), QPoint(100, 240))
    qtbot.keyRelease(canvas, Qt.Key.Key_Space)
    assert canvas.section().topLeft() != before.topLeft()
    assert lizard.popups.palette is None
    qtbot.keyClick(canvas, Qt.Key.Key_Space)
    assert lizard.popups.palette is not None
    assert lizard.popups.palette.is_open
    assert {o.section for o in lizard.popups.palette.offers} == {"Add"}


def test_the_wheel_zooms_at_the_pointer_and_f_fits(
    qtbot: QtBot, lizard: MainWindow, canvas: GraphCanvas
) -> None:
    fitted, at = canvas.zoom, QPointF(80, 120)
    before = canvas.to_scene(at)
    for _ in range(3):
        wheel(canvas, at, 120)
    assert canvas.zoom == pytest.approx(fitted * 1.12**3)
    after = canvas.to_scene(at)
    assert abs(after.x() - before.x()) < 3
    assert abs(after.y() - before.y()) < 3
    assert lizard.graph.zoom._zoom.text() == f"{round(canvas.zoom * 100)} %"
    for _ in range(40):
        wheel(canvas, at, -120)
    assert canvas.zoom == 0.25
    canvas.setFocus()
    qtbot.keyClick(canvas, Qt.Key.Key_F)
    assert canvas.zoom == pytest.approx(fitted)
    assert canvas.section().contains(canvas.cards.bounds())
    assert not lizard.graph.map.isVisible()


def wheel(canvas: GraphCanvas, at: QPointF, turn: int) -> None:
    event = QWheelEvent(
        at,
        canvas.viewport().mapToGlobal(at),
        QPoint(),
        QPoint(0, turn),
        Qt.MouseButton.NoButton,
        NO_KEYS,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas.viewport(), event)


def test_a_card_of_twins_is_edited_as_one_and_a_single_one_alone(
    qtbot: QtBot, lizard: MainWindow, canvas: GraphCanvas, painted: Painted
) -> None:
    def eyes() -> list[tuple[tuple[str, ...], bool]]:
        return [(p.attrs, p.locked) for p in lizard.model.graph.of("eye")]

    painted(
        lambda: lizard.controller.edit("eyes", lambda g: edits.set_count(g, "eye", 2, "torso-1"))
    )
    lizard.model.select("eye-2")  # As in the tree or in the picture.
    wait_for_rest(qtbot, lizard)
    canvas.reveal(canvas.cards.cards["eye-1"])
    qtbot.mouseClick(canvas.viewport(), LEFT, pos=card_point(canvas, "eye-1"))
    assert lizard.model.selected == ("eye-1", "eye-2")
    assert lizard.inspector.head.title.text() == "Eyes ×2"
    sections, steps = lizard.inspector.parts, len(lizard.model.steps)
    painted(lambda: sections.set_attributes(lizard.model.selected, [], ["round"]))
    painted(lizard.inspector.head.lock.click)
    assert eyes() == [(("round",), True)] * 2
    assert len(lizard.model.steps) == steps + 2
    lizard.controller.undo()
    lizard.controller.undo()
    assert eyes() == [((), False)] * 2

    lizard.model.select("eye-2")
    painted(lizard.inspector.head.lock.click)
    assert eyes() == [((), False), ((), True)]


def test_twins_share_a_card_until_they_are_fanned_out(
    qtbot: QtBot, lizard: MainWindow, canvas: GraphCanvas, painted: Painted
) -> None:
    painted(
        lambda: lizard.controller.edit("eyes", lambda g: edits.set_count(g, "eye", 2, "torso-1"))
    )
    card = canvas.cards.card_of("eye-2")
    assert card is not None
    assert (card.facts.name, card.facts.count, card.facts.nodes) == (
        "Eyes",
        "×2",
        ("eye-1", "eye-2"),
    )
    lizard.model.select("eye-2")
    assert canvas.chosen() is card
    canvas.setFocus()
    qtbot.keyClick(canvas, Qt.Key.Key_C)
    assert {"eye-1", "eye-2"} <= set(canvas.cards.cards)
    qtbot.keyClick(canvas, Qt.Key.Key_C)
    assert "eye-2" not in canvas.cards.cards
    painted(lambda: qtbot.keyClick(canvas, Qt.Key.Key_Delete))
    assert not lizard.model.graph.of("eye")


def test_relations_are_words_on_lines(lizard: MainWindow, canvas: GraphCanvas) -> None:
    tip = Relation(subject="flame-1", predicate="at the tip of", object="tail-1")
    beside = Relation(subject="mouth-1", predicate="above", object="tail-1")
    lizard.model.apply("told", lambda g: edits.relate(edits.relate(g, tip), beside))
    scene = canvas.cards
    assert scene.edges["flame-1", "tail-1", True].link.label == "at the tip of"
    assert scene.edges["mouth-1", "tail-1", False].link.label == "above"
    assert not scene.edges["flame-1", "tail-1", True].label_place().isEmpty()


def test_keep_all(lizard: MainWindow, painted: Painted) -> None:
    bar = lizard.graph.suggestions
    assert bar.isVisible()
    painted(bar.keep.click)
    assert not bar.isVisible()
    assert all(p.origin != "completed" for p in lizard.model.graph.parts)


def test_the_card_wears_its_parts_colour_in_both_themes(
    lizard: MainWindow, canvas: GraphCanvas, painted: Painted
) -> None:
    lizard.model.select("tail-1")
    red = Color(name="red", hex="#d03030")
    painted(lambda: lizard.controller.edit("red", lambda g: edits.recolour(g, "tail-1", [red])))
    for mode, dark in ((Mode.LIGHT, False), (Mode.DARK, True)):
        lizard.look.set_mode(mode)
        image: QImage = canvas.grab().toImage()
        color = image.pixelColor(card_point(canvas, "tail-1") + QPoint(40, 14))
        assert color.red() > color.blue() + 5
        assert (color.lightness() < 128) is dark


def test_bad_places_in_a_document_are_ignored(lizard: MainWindow) -> None:
    lizard.model.set_view("card_places", {"tail-1": ["x", 2], "flame-1": [1e9, 0], "a": 3})
    assert lizard.graph.places_by_hand() == {}
    lizard.model.set_view("card_places", "nonsense")
    assert lizard.graph.places_by_hand() == {}


def test_view_changes_are_told_once(lizard: MainWindow) -> None:
    told: list[Change] = []
    lizard.model.subscribe(told.append)
    lizard.model.set_view("arrangement", "tree")
    lizard.model.set_view("arrangement", "tree")
    assert told == [Change.VIEW]


def test_forty_parts_are_drawn_fast_enough_to_follow_a_pointer(
    qtbot: QtBot, lizard: MainWindow, canvas: GraphCanvas, painter: FakePainter
) -> None:
    words = list(vocabulary().parts)[:39]
    parts = tuple(
        Part(id=f"{w}-1", part=w, on=f"{words[i // 4]}-1" if i > 3 else None)
        for i, w in enumerate(words)
    )
    graph = SceneGraph(creature=lizard.model.graph.creature, parts=parts)
    lizard.model.describe("many", graph, Reading())
    wait_for_rest(qtbot, lizard)
    assert len(canvas.cards.cards) == 40
    card = canvas.cards.cards["creature"]
    frames = []
    for step in range(12):
        start = time.process_time()
        canvas.cards.move_card(card, card.pos() + QPointF(step % 3 - 1, 1))
        canvas.viewport().repaint()
        frames.append(time.process_time() - start)
    assert sorted(frames)[len(frames) // 4] < 0.15  # Ten times what it takes.
