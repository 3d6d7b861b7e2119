"""What a user does in tests of the points: run an action, look at the parts."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from gui.window.main_window import MainWindow

PATIENCE = 20_000
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def do(window: MainWindow, name: str) -> QAction:
    return window.actions_made.action(name)


def words(window: MainWindow) -> list[str]:
    return [p.id for p in window.model.graph.parts]
