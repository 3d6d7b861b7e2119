import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from gui.style.completion import completer_of
from gui.style.stylesheet import stylesheet
from gui.style.theme import Look, Mode


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_the_list_wears_the_theme_and_shows_what_is_chosen(qtbot: QtBot, mode: Mode) -> None:
    look = Look(mode)
    field = QLineEdit()
    qtbot.addWidget(field)
    made = completer_of(["teal", "dark teal", "red"], field)
    field.setCompleter(made)
    shown = made.popup()
    shown.setStyleSheet(stylesheet(look))
    made.setCompletionPrefix("teal")
    assert [made.completionModel().index(i, 0).data() for i in range(2)] == ["teal", "dark teal"]
    made.complete()
    first, second = (shown.visualRect(made.completionModel().index(i, 0)) for i in range(2))
    shown.setCurrentIndex(made.completionModel().index(0, 0))
    image = shown.viewport().grab().toImage()

    def ground(place: QRect) -> str:
        return image.pixelColor(place.right() - 8, place.center().y()).name()

    assert QColor(ground(second)) == QColor(look.tokens.raised)
    assert QColor(ground(first)) == QColor(look.tokens.hover)
    shown.hide()
