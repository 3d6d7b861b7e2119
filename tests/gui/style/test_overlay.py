from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from gui.style.overlay import Overlay


def test_the_focus_goes_where_it_was_once_the_pane_is_closed(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    first, worked_in, covered = QPushButton("first"), QPushButton("here"), QWidget()
    row = QHBoxLayout(window)
    for widget in (first, worked_in, covered):
        row.addWidget(widget)
    pane = Overlay([covered], window)
    inside = QPushButton("inside", pane)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=20_000)
    for goal in (worked_in, first):
        goal.setFocus()
        pane.open()
        inside.setFocus()
        qtbot.keyClick(inside, Qt.Key.Key_Escape)
        assert not pane.is_open and goal.hasFocus()
    worked_in.setFocus()
    pane.open()
    first.setFocus()
    pane.close_pane()
    assert first.hasFocus()  # Who left it before stays where they are.
    worked_in.setFocus()
    pane.open()
    inside.setFocus()
    delete(worked_in)
    pane.close_pane()
    assert not pane.is_open


def test_it_goes_once_all_that_it_covers_is_hidden(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    first, second = QWidget(), QWidget()
    row = QHBoxLayout(window)
    for widget in (first, second):
        row.addWidget(widget)
    pane = Overlay([first, second], window)
    window.show()
    pane.open()
    first.hide()
    assert pane.is_open
    window.hide()
    window.show()
    assert pane.is_open
    second.hide()
    assert not pane.is_open
