from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.picture.comparison import Mode
from gui.window.main_window import MainWindow
from scenegan.graph import edits


def test_the_picture_is_compared_and_looked_into_by_actions(
    qtbot: QtBot, lizard: MainWindow
) -> None:
    registry, view = lizard.registry, lizard.picture
    assert registry.get("picture.split").refused()
    with qtbot.waitSignal(lizard.controller.job_done, timeout=10_000):
        lizard.controller.edit("Horn added", lambda g: edits.add_part(g, "horn"))
    assert not registry.get("picture.split").refused()
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Bar)
    qtbot.waitUntil(lambda: view.comparison.mode is Mode.SPLIT, timeout=10_000)
    registry.run("picture.split")
    assert view.comparison.mode is Mode.NOW
    registry.run("picture.attention")
    lizard.model.select("tail-1")
    qtbot.waitUntil(lambda: view._heat is not None, timeout=10_000)
    registry.run("part.inspect")
    focused = QApplication.focusWidget()
    assert focused is None or lizard.inspector.isAncestorOf(focused)


def test_words_are_pointed_at_and_get_a_meaning(qtbot: QtBot, lizard: MainWindow) -> None:
    bar, model = lizard.description, lizard.model
    lizard.graph.hovered.emit("tail-1")
    assert bar.sentence._hover == "tail-1"
    lizard.controller.describe("a lizard with a torso, a winsome tail and a flame")
    qtbot.waitUntil(lambda: bool(model.document.reading.unknown), timeout=10_000)
    bar.choose_meaning("big")
    qtbot.waitUntil(lambda: bool(model.document.reading.mapped), timeout=10_000)
    assert bar.sentence.toPlainText() == "a lizard with a torso, a big tail and a flame"
    lizard.controller.edit("x", lambda g: edits.remove_part(g, "flame-1"))
    assert any(m.style == "faded" for m in bar.sentence._marks)
    assert bar._rewrite.property("called")
