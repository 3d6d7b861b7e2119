from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from pytestqt.qtbot import QtBot

from gui.document.controller import EditorController
from gui.picture.comparison import Mode
from gui.picture.picture_pane import PicturePane
from gui.style.stylesheet import stylesheet
from gui.style.theme import Look
from gui.style.theme import Mode as Theme
from scenegan.graph import edits
from tests.gui.fakes import FakePainter

Painted = Callable[[Callable[[], object]], None]
LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier(0)


@pytest.fixture
def pane(qtbot: QtBot, controller: EditorController, painted: Painted) -> PicturePane:
    """A pane with a painted lizard: torso, tail, flame on the tail, and a suggested mouth."""
    look = Look(Theme.LIGHT)
    made = PicturePane(look, controller)
    made.setStyleSheet(stylesheet(look))
    made.resize(536, 652)
    qtbot.addWidget(made)
    made.show()
    controller.start()
    painted(lambda: controller.describe("a lizard with a torso, a tail and a flame"))
    return made


def at(pane: PicturePane, x: float, y: float) -> QPoint:
    frame = pane.view.frame()
    place = QPointF(frame.left() + x * frame.width(), frame.top() + y * frame.height())
    return place.toPoint()


def middle(pane: PicturePane, node: str) -> tuple[float, float]:
    left, top, right, bottom = pane.view.marks.boxes[node]
    return (left + right) / 2, (top + bottom) / 2


def select(qtbot: QtBot, pane: PicturePane, node: str) -> None:
    qtbot.mouseClick(pane.view, LEFT, pos=at(pane, *middle(pane, node)))


def drag(
    qtbot: QtBot, pane: PicturePane, start: tuple[float, float], end: tuple[float, float]
) -> None:
    """Presses, moves in steps, and holds."""
    qtbot.mousePress(pane.view, LEFT, pos=at(pane, *start))
    for share in (0.3, 0.7, 1.0):
        x, y = (a + share * (b - a) for a, b in zip(start, end, strict=True))
        qtbot.mouseMove(pane.view, at(pane, x, y))


def test_the_square_is_seen_at_200_per_cent(pane: PicturePane) -> None:
    assert pane.view.zoom == 2.0
    assert pane.head.zoom.text().startswith("200%")
    pane.view.set_zoom(4.0)
    assert pane.head.zoom.text().startswith("400%")
    pane.view.fit()
    assert pane.view.zoom == 2.0


def test_a_drag_moves_a_part_in_one_step_that_the_painter_obeys(
    qtbot: QtBot, pane: PicturePane, painted: Painted
) -> None:
    select(qtbot, pane, "tail-1")
    model = pane._model
    steps, before = len(model.steps), pane.view.marks.boxes["tail-1"]
    start = middle(pane, "tail-1")
    with qtbot.waitSignal(pane._controller.preview.ready, timeout=10_000):
        drag(qtbot, pane, start, (start[0] + 0.2, start[1] + 0.35))
    assert len(model.steps) == steps
    assert pane.view.box.is_dragging
    painted(lambda: qtbot.mouseRelease(pane.view, LEFT, pos=at(pane, *start)))
    assert len(model.steps) == steps + 1
    assert model.current.label == "Tail: moved"
    asked = model.graph.part("tail-1").box
    assert asked is not None
    assert asked[0] - before[0] == pytest.approx(0.2, abs=0.02)
    assert model.document.layout["tail-1"].box == pytest.approx(asked)
    model.undo()
    assert model.graph.part("tail-1").box is None


def test_a_handle_resizes_and_esc_takes_it_back(
    qtbot: QtBot, pane: PicturePane, painter: FakePainter
) -> None:
    select(qtbot, pane, "tail-1")
    left, top, right, bottom = pane.view.marks.boxes["tail-1"]
    steps, shown = len(pane._model.steps), pane.view.pixels()
    drag(qtbot, pane, (right, bottom), (right + 0.2, bottom + 0.2))
    assert pane.view.box.box == pytest.approx((left, top, right + 0.2, bottom + 0.2), abs=0.02)
    qtbot.keyClick(pane.view, Qt.Key.Key_Escape)
    assert pane.view.box.box == pytest.approx((left, top, right, bottom))
    qtbot.mouseRelease(pane.view, LEFT, pos=at(pane, right, bottom))
    assert len(pane._model.steps) == steps
    assert shown is not None
    assert pane.view.pixels().toImage() == shown.toImage()


def test_arrows_nudge_in_one_step(qtbot: QtBot, pane: PicturePane) -> None:
    select(qtbot, pane, "tail-1")
    steps, before = len(pane._model.steps), pane.view.marks.boxes["tail-1"]
    qtbot.keyClick(pane.view, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: pane.view.marks.boxes["tail-1"][0] > before[0] + 0.005, timeout=10_000)
    qtbot.keyClick(pane.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: pane.view.marks.boxes["tail-1"][1] > before[1] + 0.045, timeout=10_000)
    assert steps < len(pane._model.steps) <= steps + 2
    wide = pane.view.marks.boxes["tail-1"]
    qtbot.keyClick(pane.view, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    box = pane._model.graph.part("tail-1").box
    assert box is not None
    assert box[2] - box[0] == pytest.approx(wide[2] - wide[0] + 0.01, abs=1e-3)


def test_a_locked_part_stays_and_keys_choose_several(qtbot: QtBot, pane: PicturePane) -> None:
    select(qtbot, pane, "tail-1")
    pane._controller.edit("Tail locked", lambda g: edits.lock(g, "tail-1"))
    qtbot.waitUntil(lambda: "tail-1" in pane.view.marks.locked, timeout=10_000)
    assert pane.view.box.hit(QPointF(at(pane, *middle(pane, "tail-1")))) is None
    held = Qt.KeyboardModifier.ControlModifier
    qtbot.mouseClick(pane.view, LEFT, held, at(pane, *middle(pane, "flame-1")))
    assert set(pane._model.selected) == {"tail-1", "flame-1"}
    assert pane.view.box.box is None
    qtbot.mouseClick(pane.view, LEFT, NONE, at(pane, 0.999, 0.999))
    assert pane._model.selected == ()


def test_a_second_click_takes_the_part_below(
    qtbot: QtBot, pane: PicturePane, painted: Painted
) -> None:
    box = pane.view.marks.boxes["torso-1"]
    painted(lambda: pane._controller.edit("x", lambda g: edits.place(g, "tail-1", box)))
    x, y = middle(pane, "torso-1")
    pane._model.select("creature")
    qtbot.mouseClick(pane.view, LEFT, pos=at(pane, x, y))
    first = pane._model.selection
    qtbot.mouseClick(pane.view, LEFT, pos=at(pane, x, y))
    assert {first, pane._model.selection} == {"torso-1", "tail-1"}


def test_before_and_after(qtbot: QtBot, pane: PicturePane, painted: Painted) -> None:
    assert not pane.head.modes.button(1).isEnabled()
    painted(lambda: pane._controller.edit("Horn added", lambda g: edits.add_part(g, "horn")))
    assert pane.head.modes.button(1).isEnabled()
    view = pane.view
    now = view.grab().toImage()
    qtbot.keyPress(view, Qt.Key.Key_Backslash)
    assert view.comparison.seen is Mode.BEFORE
    assert view.grab().toImage() != now
    qtbot.keyRelease(view, Qt.Key.Key_Backslash)
    assert view.comparison.seen is Mode.NOW
    pane.toggle_split()
    assert pane.head.modes.button(1).isChecked()
    qtbot.mousePress(view, LEFT, pos=at(pane, 0.5, 0.4))
    qtbot.mouseMove(view, at(pane, 0.2, 0.4))
    qtbot.mouseRelease(view, LEFT, pos=at(pane, 0.2, 0.4))
    assert view.comparison.share == pytest.approx(0.2, abs=0.01)
    split = view.grab().toImage()
    pane.flip()
    assert view.grab().toImage() != split
    first = next(s for s in pane._model.steps if s.picture is not None)
    pane.compare_with(first.number)
    assert view.comparison.notes[0] == first.label


def test_stages_can_be_looked_at(qtbot: QtBot, pane: PicturePane, painted: Painted) -> None:
    pane.head.stage_asked.emit(0)
    assert pane.head.stages.button(0).isChecked()
    assert set(pane._known_stages()) == {0, 1, 2}
    painted(lambda: pane._controller.edit("Horn added", lambda g: edits.add_part(g, "horn")))
    pane._controller.undo()
    with qtbot.waitSignal(pane._controller.preview.ready, timeout=10_000):
        pane.show_stage(1)
    assert 1 in pane._known_stages()


def test_the_pipette_takes_a_colour_of_the_picture(qtbot: QtBot, pane: PicturePane) -> None:
    taken: list[str] = []
    pane.view.sample(taken.append)
    place = at(pane, *middle(pane, "tail-1"))
    qtbot.mouseMove(pane.view, place)
    qtbot.mouseClick(pane.view, LEFT, pos=place)
    assert taken == ["#808080"]
    selected = pane._model.selection
    pane.view.sample(taken.append)
    qtbot.keyClick(pane.view, Qt.Key.Key_Escape)
    qtbot.mouseClick(pane.view, LEFT, pos=place)
    assert taken == ["#808080"]
    assert pane._model.selection != selected


def test_the_ground_is_kept_with_the_document(pane: PicturePane) -> None:
    before = pane.view.grab().toImage()
    pane.head.ground_asked.emit("#000000")
    assert pane.view.grab().toImage() != before
    assert pane._model.document.view["ground"] == "#000000"
    pane.head.ground_asked.emit("")
    assert "ground" not in pane._model.document.view


def test_what_a_part_is_asked_for_lies_over_the_picture(
    qtbot: QtBot, pane: PicturePane, painted: Painted
) -> None:
    pane._model.select("tail-1")
    pane.attention.toggle()
    qtbot.waitUntil(lambda: pane.view._heat is not None, timeout=10_000)
    heat = pane.view._heat
    assert heat is not None
    image = heat.toImage()
    x, y = (round(v * image.width()) for v in middle(pane, "tail-1"))
    assert image.pixelColor(x, y).alpha() == 200
    assert image.pixelColor(image.width() - 1, image.height() - 1).alpha() == 0
    pane._model.select("creature")
    assert pane.view._heat is None
    pane.attention.toggle()
    pane._model.select("tail-1")
    assert pane.view._heat is None


def test_the_seed_is_let_go_and_kept(pane: PicturePane) -> None:
    pane.seeds.keep.click()
    assert pane._model.view["free_seed"] is True
    assert "new seed" in pane.seeds.keep.toolTip()
    pane.seeds.keep.click()
    assert "free_seed" not in pane._model.view


def test_the_picture_of_now_is_back_where_the_focus_goes_while_the_key_is_held(
    qtbot: QtBot, pane: PicturePane, painted: Painted
) -> None:
    painted(lambda: pane._controller.edit("Horn added", lambda g: edits.add_part(g, "horn")))
    pane.activateWindow()
    pane.view.setFocus()
    qtbot.waitUntil(pane.view.hasFocus, timeout=20_000)
    qtbot.keyPress(pane.view, Qt.Key.Key_Backslash)
    assert pane.view.comparison.seen is Mode.BEFORE
    pane.view.clearFocus()
    assert pane.view.comparison.seen is Mode.NOW
