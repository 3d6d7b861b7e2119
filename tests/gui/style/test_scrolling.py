from PySide6.QtWidgets import QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from gui.style.scrolling import OverlayBar


def test_the_bar_takes_no_room_and_follows_its_area(qtbot: QtBot) -> None:
    area, inside = QScrollArea(), QLabel()
    qtbot.addWidget(area)
    inside.setFixedSize(80, 100)
    area.setWidget(inside)
    bar = OverlayBar(area)
    area.resize(200, 200)
    area.show()
    assert bar.isHidden()
    inside.setFixedSize(80, 900)
    qtbot.waitUntil(lambda: not bar.isHidden(), timeout=20000)
    assert area.viewport().width() == area.contentsRect().width()
    bar.setValue(300)
    assert area.verticalScrollBar().value() == 300
    area.verticalScrollBar().setValue(0)
    assert bar.value() == 0
    assert bar.geometry().right() == area.width() - 1
