from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gui.templates.empty_state import SHOWN
from gui.templates.templates import Templates, shipped_templates
from gui.window.main_window import MainWindow

Painted = Callable[[Callable[[], object]], None]


def test_an_empty_document_offers_six_templates(
    qtbot: QtBot, window: MainWindow, painted: Painted
) -> None:
    empty = window.creations.templates.empty
    cards = empty.grid.cards
    assert empty.isVisible() and len(cards) == SHOWN
    assert [c.template for c in cards] == list(shipped_templates()[:SHOWN])
    cards[1].pointed.emit(True)
    assert window.picture.pixels() is not None
    cards[1].pointed.emit(False)
    assert window.picture.pixels() is None
    sentence = window.description.sentence
    sentence.setFocus()
    qtbot.keyClick(sentence, Qt.Key.Key_Down)
    qtbot.waitUntil(cards[0].hasFocus, timeout=10_000)
    qtbot.keyClick(cards[0], Qt.Key.Key_Right)
    qtbot.keyClick(cards[1], Qt.Key.Key_Down)
    assert cards[4].hasFocus()
    qtbot.keyClick(cards[4], Qt.Key.Key_Up)
    assert cards[1].hasFocus()
    painted(lambda: qtbot.keyClick(cards[1], Qt.Key.Key_Return))
    document = cards[1].template.document()
    assert window.model.document == document
    assert window.description.sentence.toPlainText() == document.text
    assert not empty.isVisible() and len(window.workspace.tabs) == 1
    window.files.new()
    assert empty.isVisible() and len(window.workspace.tabs) == 2


def test_a_template_beside_the_work_that_is_there(
    qtbot: QtBot, lizard: MainWindow, painted: Painted, tmp_path: Path
) -> None:
    desk = lizard.creations.templates
    desk.templates = Templates(tmp_path)
    lizard.registry.run("file.save_template")
    names = lizard.popups.names
    assert names is not None and names.isVisible()
    names.field.setText("Mine")
    qtbot.keyClick(names.field, Qt.Key.Key_Return)
    assert not names.isVisible() and "one of your templates" in lizard.notice.text
    desk.open_templates()
    popup = desk._popup
    assert popup is not None and popup.isVisible()
    cards = popup.grid.cards
    assert len(cards) == len(shipped_templates()) + 1
    assert cards[0].template.title == "Mine"
    document = lizard.model.document
    painted(cards[0].click)
    assert not popup.isVisible() and len(lizard.workspace.tabs) == 2
    assert lizard.model.document == document
    popup.removed.emit(cards[0].template)
    assert list(desk.templates.own) == [] and "removed" in lizard.notice.text
