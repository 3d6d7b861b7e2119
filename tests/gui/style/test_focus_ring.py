from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.style.focus_ring import PushButton, ToolButton


def test_the_ring_is_there_after_a_key_and_never_after_a_click(qtbot: QtBot) -> None:
    pane = QWidget()
    qtbot.addWidget(pane)
    first, second = PushButton("first"), ToolButton()
    second.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    column = QVBoxLayout(pane)
    column.addWidget(first)
    column.addWidget(second)
    pane.show()
    qtbot.waitExposed(pane)
    pane.activateWindow()
    first.setFocus(Qt.FocusReason.MouseFocusReason)
    qtbot.waitUntil(first.hasFocus, timeout=20_000)
    assert not first.property("keyed")
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: bool(second.property("keyed")), timeout=20_000)
    qtbot.keyClick(second, Qt.Key.Key_Backtab)
    qtbot.waitUntil(lambda: bool(first.property("keyed")), timeout=20_000)
    assert not second.property("keyed")
    second.setFocus(Qt.FocusReason.MouseFocusReason)
    qtbot.waitUntil(lambda: not first.property("keyed"), timeout=20_000)
    assert not second.property("keyed")
