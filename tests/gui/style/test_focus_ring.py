from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from gui.style.focus_ring import FocusRing


def test_the_ring_is_there_after_a_key_and_never_after_a_click(qtbot: QtBot) -> None:
    pane = QWidget()
    qtbot.addWidget(pane)
    first, second = QPushButton("first"), QPushButton("second")
    column = QVBoxLayout(pane)
    column.addWidget(first)
    column.addWidget(second)
    ring = FocusRing(QApplication.instance())
    try:
        ring.begin()
        pane.show()
        qtbot.waitExposed(pane)
        pane.activateWindow()
        first.setFocus(Qt.FocusReason.MouseFocusReason)
        qtbot.waitUntil(first.hasFocus, timeout=20_000)
        assert not first.property("keyed")
        qtbot.keyClick(first, Qt.Key.Key_Tab)
        qtbot.waitUntil(lambda: bool(second.property("keyed")), timeout=20_000)
        first.setFocus(Qt.FocusReason.MouseFocusReason)
        qtbot.waitUntil(lambda: not second.property("keyed"), timeout=20_000)
    finally:
        delete(ring)
