"""Tabs, languages, exports, notices, room and focus of a whole window."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.document.settings import Settings
from gui.style.theme import Mode
from gui.style.translation import language, set_language
from gui.window.main_window import MainWindow
from gui.window.program import Program
from scenegan.rendering.picture_files import read_document
from tests.gui.fakes import FakePainter, fake_inference

Painted = Callable[[Callable[[], object]], None]


def test_documents_stand_in_tabs(
    qtbot: QtBot, lizard: MainWindow, painted: Painted, tmp_path: Path
) -> None:
    tabs, model = lizard.top.tabs, lizard.model
    first = model.current.picture
    tabs.new_asked.emit()
    assert [b.text() for b in tabs.buttons] == ["Lizard", "Untitled"]
    assert model.graph.is_empty
    assert lizard.picture.pixels() is None
    painted(lambda: lizard.controller.describe("a cat with a tail"))
    assert lizard.top.title == "Cat"
    tabs.buttons[0].click()
    assert model.current.picture is first
    assert model.graph.creature.kind == "lizard"
    lizard.controller.undo()
    assert model.graph.is_empty
    tabs.buttons[1].click()
    assert model.graph.creature.kind == "cat"
    lizard.controller.save(tmp_path / "cat.scenegan")
    assert not lizard.isWindowModified()
    tabs.buttons[0].click()
    lizard.open_path(tmp_path / "cat.scenegan")
    assert lizard.workspace.at == 1
    lizard.open_path(tmp_path / "missing.scenegan")
    assert len(lizard.workspace.tabs) == 2
    lizard.files.close_current()
    lizard.files.close_current()
    assert [b.text() for b in tabs.buttons] == ["Untitled"]


def test_an_export_is_chosen_once_and_repeated(
    qtbot: QtBot, lizard: MainWindow, tmp_path: Path
) -> None:
    lizard.exports.again()
    panel = lizard.popups.export
    assert panel is not None
    assert panel.isVisible()
    panel.pattern.setText("{kind}-{seed}")
    assert panel.example.text() == "lizard-0.png"
    panel.pattern.setText("{nonsense}")
    assert not panel.write.isEnabled()
    panel.pattern.setText("{kind}-{seed}")
    panel.choice = replace(panel.choice, folder=str(tmp_path), background="#ffffff")
    panel.write.click()
    path = tmp_path / "lizard-0.png"
    qtbot.waitUntil(lambda: path.exists(), timeout=200000)
    qtbot.waitUntil(lambda: "Exported" in lizard.status._saved.text(), timeout=200000)
    recipe = read_document(path).recipe
    assert (recipe.size, recipe.background) == (256, "#ffffff")
    path.unlink()
    lizard.action("Export again").trigger()
    qtbot.waitUntil(lambda: path.exists(), timeout=200000)
    lizard.exports.export(replace(lizard.exports.choice, folder=str(tmp_path / "no" / "where")))
    qtbot.waitUntil(lambda: "there is no folder" in lizard.notice.text, timeout=200000)
    lizard.exports.finish()


def test_notices_are_kept_behind_the_bell(lizard: MainWindow) -> None:
    lizard.tell("The disk is full. Save elsewhere")
    assert "1" in lizard.status.bell.toolTip()
    lizard.open_notices()
    shown = lizard.popups.notices
    assert shown is not None
    assert lizard.notices.unseen == 0
    shown.copy.click()
    text = QApplication.clipboard().text()
    assert "The disk is full" in text
    assert text.startswith("SceneGAN")
    shown.clear.click()
    assert lizard.notices.told == ()
    shown.hide()


def test_little_room_makes_a_drawer_and_tabs(qtbot: QtBot, lizard: MainWindow) -> None:
    assert lizard.inspector.isVisible()
    lizard.resize(1100, 800)
    assert not lizard.inspector.isVisible()
    lizard.action("Parts and inspector").trigger()
    assert lizard.inspector.isVisible()
    lizard.action("Parts and inspector").trigger()
    lizard.resize(900, 600)
    assert lizard.room.tabs.isVisible()
    assert (lizard.graph.isVisible(), lizard.picture.isVisible()) == (True, False)
    lizard.room.tabs.setCurrentIndex(1)
    assert (lizard.graph.isVisible(), lizard.picture.isVisible()) == (False, True)
    lizard.resize(1400, 900)
    assert lizard.inspector.isVisible()
    assert lizard.graph.isVisible()
    assert not lizard.room.tabs.isVisible()
    assert lizard.inspector.parent() is not None


def test_f6_goes_round_the_panes(qtbot: QtBot, lizard: MainWindow) -> None:
    lizard.activateWindow()
    qtbot.waitUntil(lizard.isActiveWindow, timeout=200000)
    lizard.description.sentence.setFocus()
    seen: list[QWidget | None] = []
    for _ in range(4):
        lizard.rounds.go(1)
        seen.append(QApplication.focusWidget())
    assert seen[:3] == [lizard.graph.canvas, lizard.picture, lizard.parts.tree]
    assert seen[3] is not None
    assert lizard.inspector.isAncestorOf(seen[3])
    lizard.rounds.go(-1)
    assert QApplication.focusWidget() is lizard.parts.tree


def test_the_focus_stays_in_its_pane_where_what_had_it_goes_away(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=20_000)
    card = window.creations.templates.empty.grid.cards[0]
    card.setFocus()
    qtbot.waitUntil(card.hasFocus, timeout=20_000)
    card.click()
    assert not card.isVisible() and QApplication.focusWidget() is window.graph.canvas


def test_a_click_on_a_notice_leaves_the_focus_where_it_is(qtbot: QtBot, lizard: MainWindow) -> None:
    lizard.activateWindow()
    qtbot.waitUntil(lizard.isActiveWindow, timeout=20_000)
    lizard.graph.canvas.setFocus()
    lizard.notice.show_notice("Recovered 3 changes.", remedies=(("Drop", lambda: None),))
    for button in lizard.notice.findChildren(QAbstractButton):
        lizard.notice.show()
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert lizard.notice.isHidden() and QApplication.focusWidget() is lizard.graph.canvas


@pytest.fixture
def english() -> object:
    yield None
    set_language("en")


def test_another_language_or_size_rebuilds_the_window_around_the_document(
    qtbot: QtBot, tmp_path: Path, english: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    painter = FakePainter()
    inference = fake_inference(lambda: painter)
    settings = Settings(tmp_path / "settings.json")
    program = Program(inference, tmp_path, settings, Mode.LIGHT, language="en")
    monkeypatch.setattr("gui.window.files_dialogs.ask_discard", lambda *_: "discard")
    try:
        program.show(QSize(1280, 800))
        with qtbot.waitSignal(program.controller.job_done, timeout=200000):
            program.controller.describe("a lizard with a tail")
        picture = program.model.current.picture
        first = program.window
        first.status.language.click()
        assert language() == "zh"
        assert program.window is not first
        assert program.window.top.export.text().strip() == "导出"
        assert program.model.current.picture is picture
        assert program.window.picture.pixels() is not None
        program.window.preferences.set_text_size(150)
        assert program.window.look.scale == 1.5
        with qtbot.waitSignal(program.controller.job_done, timeout=200000):
            program.controller.set_seed(3)
        assert Settings(tmp_path / "settings.json").get("text_size") == 150
        program.window.preferences.set_language("en")
        program.keep_geometry()
        program.window.close()
    finally:
        inference.close()


@pytest.mark.parametrize("code", ["en", "zh"])
def test_nothing_of_a_part_is_cut_off_in_the_narrowest_column(
    qtbot: QtBot, lizard: MainWindow, painted: Painted, code: str
) -> None:
    lizard.resize(1280, 800)
    area = lizard.inspector._area
    was = language()
    set_language(code)
    try:
        for node in ("torso-1", "flame-1", "tail-1"):
            lizard.model.select(node)
            lizard.inspector.finish()
            body = area.widget()
            assert body.minimumSizeHint().width() <= area.viewport().width()
    finally:
        set_language(was)
    lizard.show_export_panel()
    export = lizard.popups.export
    assert export is not None
    for row in (export.formats, export.scales, export.grounds):
        buttons = row.findChildren(QPushButton)
        assert buttons and all(b.width() >= b.minimumWidth() for b in buttons)
    export.close()


def test_the_first_window_fits_the_screen(qtbot: QtBot, tmp_path: Path) -> None:
    inference = fake_inference(FakePainter)
    program = Program(inference, tmp_path, Settings(None), Mode.LIGHT, language="en")
    qtbot.addWidget(program.window)
    program.show()
    size, room = program.window.size(), program.window.screen().availableSize()
    assert size == QSize(1440, 900).boundedTo(room) and room.width() < 1440
    inference.close()
