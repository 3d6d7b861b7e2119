from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gui.gallery.query import Query
from gui.variations.panel import SIDE, VariationsPanel
from gui.window.main_window import MainWindow
from scenegan.errors import GraphError
from scenegan.graph import edits
from scenegan.rendering.picture import Picture
from tests.gui.fakes import FakePainter

Painted = Callable[[Callable[[], object]], None]
PATIENCE = 10_000


@pytest.fixture
def panel(lizard: MainWindow) -> VariationsPanel:
    lizard.seeds.variations.click()
    found = lizard.creations.variations
    assert found is not None
    return found


def wait(qtbot: QtBot, panel: VariationsPanel) -> None:
    qtbot.waitUntil(lambda: not panel.run.is_running, timeout=PATIENCE)


def test_a_grid_of_seeds_to_star_and_to_take(
    qtbot: QtBot, panel: VariationsPanel, lizard: MainWindow
) -> None:
    wait(qtbot, panel)
    cells = panel.grid.cells
    assert len(cells) == SIDE * SIDE
    assert [c.label for c in cells][3:6] == ["Seed 4", "Now", "Seed 5"]
    seeds = [c.picture.document.recipe.seed for c in cells if c.picture]
    assert seeds == [1, 2, 3, 4, 0, 5, 6, 7, 8]
    assert cells[4].picture is lizard.model.current.picture
    assert panel.isVisible()
    cells[0].setFocus()
    qtbot.keyClick(cells[0], Qt.Key.Key_Down)
    qtbot.keyClick(cells[3], Qt.Key.Key_Right)
    assert cells[4].hasFocus()
    shift = Qt.KeyboardModifier.ShiftModifier
    qtbot.mouseClick(panel.grid.cells[0], Qt.MouseButton.LeftButton, shift)
    assert panel.isVisible() and panel.grid.cells[0].is_starred
    (kept,) = lizard.creations.gallery.library.find(Query())
    assert kept.starred and kept.seed == 1
    assert len(lizard.model.steps) == 2
    steps, before = len(lizard.model.steps), lizard.model.document
    cell = panel.grid.cells[2]
    qtbot.mouseClick(cell, Qt.MouseButton.LeftButton)
    assert not panel.isVisible()
    assert len(lizard.model.steps) == steps + 1
    assert lizard.model.current.picture is cell.picture
    assert lizard.model.document.recipe.seed == 3
    assert lizard.model.current.label == "Variation: Seed 3"
    assert lizard.picture.pixels() is not None
    lizard.controller.undo()
    assert lizard.model.document == before
    lizard.registry.run("seed.variations")
    wait(qtbot, panel)
    panel._more.click()
    wait(qtbot, panel)
    assert panel.grid.cells[0].label == "Seed 9"


def test_of_the_selection_alone(qtbot: QtBot, lizard: MainWindow) -> None:
    lizard.model.select("tail-1")
    lizard.registry.run("seed.variations")
    panel = lizard.creations.variations
    assert panel is not None
    panel.scope.button(1).click()
    wait(qtbot, panel)
    now = lizard.model.document.layout
    for cell in (*panel.grid.cells[:4], *panel.grid.cells[5:]):
        assert cell.picture is not None
        there = cell.picture.document.layout
        assert {n for n in now if there[n] != now[n]} == {"tail-1", "flame-1"}


def test_a_grid_of_two_qualities(qtbot: QtBot, panel: VariationsPanel, lizard: MainWindow) -> None:
    panel.tabs.button(1).click()
    assert panel._forms.isVisible() and panel.grid.cells == []
    panel.across.show_graph(lizard.model.graph, "tail-1", "colour")
    panel.down.show_graph(lizard.model.graph, "flame-1", "colour")
    panel.across.values.setText("red, teal")
    panel.down.values.setText("zzyzx, blue")
    qtbot.keyClick(panel.down.values, Qt.Key.Key_Return)
    assert "zzyzx" in panel._trouble.text() and panel._trouble.isVisible()
    panel.down.values.setText("gold, blue, white")
    panel._paint.click()
    assert not panel._trouble.isVisible()
    wait(qtbot, panel)
    assert [c.label for c in panel.grid.cells][:3] == ["Red, gold", "Teal, gold", "Red, blue"]
    last = panel.grid.cells[5].picture
    assert isinstance(last, Picture)
    assert last.document.graph.part("tail-1").colors[0].name == "teal"
    assert last.document.graph.part("flame-1").colors[0].name == "white"


def test_a_grid_varies_twins_that_are_selected_together(
    qtbot: QtBot, panel: VariationsPanel, lizard: MainWindow
) -> None:
    with qtbot.waitSignal(lizard.controller.job_done, timeout=PATIENCE):
        lizard.controller.edit("eyes", lambda g: edits.set_count(g, "eye", 2, "torso-1"))
    lizard.model.select_all(["eye-1", "eye-2"])
    panel.tabs.button(1).click()
    for form, values in ((panel.across, "red, teal"), (panel.down, "small, large")):
        assert (form.axis.node, form.axis.also) == ("eye-1", ("eye-2",))
        form.values.setText(values)
    panel._paint.click()
    wait(qtbot, panel)
    last = panel.grid.cells[3].picture
    assert isinstance(last, Picture)
    for eye in last.document.graph.of("eye"):
        assert (eye.colors[0].name, eye.attrs) == ("teal", ("large",))


def test_edits_come_first_and_the_rest_is_painted_after_them(
    qtbot: QtBot, panel: VariationsPanel, lizard: MainWindow, painter: FakePainter
) -> None:
    wait(qtbot, panel)
    painter.gate.clear()
    panel._more.click()
    lizard.model.select("tail-1")
    with qtbot.waitSignal(lizard.controller.job_done, timeout=PATIENCE):
        lizard.controller.toggle_lock()
        painter.gate.set()
    wait(qtbot, panel)
    assert lizard.model.graph.part("tail-1").locked
    painted = [c.picture for c in panel.grid.cells]
    locked = [p and p.document.graph.part("tail-1").locked for p in painted]
    assert locked == [True] * 9


def test_cancel_close_and_what_cannot_be_painted(
    qtbot: QtBot, panel: VariationsPanel, lizard: MainWindow, painter: FakePainter
) -> None:
    wait(qtbot, panel)
    painter.gate.clear()
    panel._more.click()
    assert panel._stop.isVisible() and panel._progress.text() == "0 of 8"
    panel._stop.click()
    assert not panel.run.is_running and panel._progress.text() == "Cancelled"
    panel._more.click()
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.isVisible() and not panel.run.is_running
    painter.gate.set()
    with qtbot.waitSignal(lizard.controller.job_done, timeout=PATIENCE):
        lizard.controller.set_seed(77)
    lizard.seeds.variations.click()
    painter.broken = GraphError("The model knows no such part: remove it.")
    panel._more.click()
    wait(qtbot, panel)
    assert "no such part" in panel.grid.cells[0].toolTip()
    assert panel.grid.cells[0].picture is None
    lizard.controller.new()
    assert not panel.isVisible()
    assert lizard.registry.run("seed.variations") == "There is no picture yet"
