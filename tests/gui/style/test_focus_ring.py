import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.style.focus_ring import PushButton, ToolButton
from gui.style.picture_button import PictureButton
from gui.style.theme import Look, Mode


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


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_presses_a_button_as_space_does(qtbot: QtBot, key: Qt.Key) -> None:
    buttons: list[QAbstractButton] = [
        PushButton("next"),
        ToolButton(),
        PictureButton(Look(Mode.LIGHT)),
    ]
    for button in buttons:
        qtbot.addWidget(button)
        with qtbot.waitSignal(button.clicked, timeout=20_000):
            qtbot.keyClick(button, key)


def test_a_picture_has_the_ring_after_a_key_alone(qtbot: QtBot) -> None:
    pane, button = QWidget(), PictureButton(Look(Mode.LIGHT))
    qtbot.addWidget(pane)
    QVBoxLayout(pane).addWidget(button)
    pane.show()
    qtbot.waitExposed(pane)
    pane.activateWindow()
    plain = button.grab().toImage()
    button.setFocus(Qt.FocusReason.MouseFocusReason)
    qtbot.waitUntil(button.hasFocus, timeout=20_000)
    assert button.grab().toImage() == plain
    button.clearFocus()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(button.hasFocus, timeout=20_000)
    assert button.grab().toImage() != plain
