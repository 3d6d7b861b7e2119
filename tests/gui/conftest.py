import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QtMsgType, qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from gui.document.controller import EditorController
from gui.document.journal import Journal
from gui.document.model import DocumentModel
from gui.document.tables import read_tables, tables_are_read
from gui.style.theme import Look, Mode
from gui.window.main_window import MainWindow
from tests.gui.fakes import FakePainter, fake_inference

# What the offscreen platform says of itself, not of the program.
_OF_THE_PLATFORM = ("This plugin does not support",)


@pytest.fixture(autouse=True)
def no_qt_warnings() -> Iterator[None]:
    said: list[str] = []

    def note(kind: QtMsgType, context: object, message: str) -> None:
        if kind is not QtMsgType.QtDebugMsg and not message.startswith(_OF_THE_PLATFORM):
            said.append(message)

    before = qInstallMessageHandler(note)
    yield
    qInstallMessageHandler(before)
    assert said == []


@pytest.fixture(autouse=True)
def no_dialogs(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a modal dialog would have opened")

    monkeypatch.setattr(QMessageBox, "exec", refuse)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", refuse)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", refuse)


@pytest.fixture
def painter() -> FakePainter:
    return FakePainter()


@pytest.fixture
def model() -> DocumentModel:
    return DocumentModel()


@pytest.fixture
def controller(
    qtbot: QtBot, painter: FakePainter, model: DocumentModel
) -> Iterator[EditorController]:
    if not tables_are_read():
        read_tables()
    inference = fake_inference(lambda: painter)
    yield EditorController(model, inference, throw_dice=lambda: 48213)
    painter.gate.set()
    inference.close()


@pytest.fixture
def window(
    qtbot: QtBot, controller: EditorController, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> MainWindow:
    made = MainWindow(Look(Mode.LIGHT), controller, Journal(tmp_path / "journal"))
    monkeypatch.setattr("gui.window.files_dialogs.ask_discard", lambda *_: "discard")
    made.resize(1280, 800)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    QTest.mouseMove(made, QPoint(2, 2))  # Not where another test left it, as over a template.
    return made


@pytest.fixture
def painted(qtbot: QtBot, controller: EditorController) -> Callable[[Callable[[], object]], None]:
    """Does something and waits until its picture is whole."""

    def wait(action: Callable[[], object]) -> None:
        with qtbot.waitSignal(controller.job_done, timeout=60_000):
            action()

    return wait


@pytest.fixture
def lizard(window: MainWindow, painted: Callable[[Callable[[], object]], None]) -> MainWindow:
    """A window with a painted lizard: torso, tail, flame on the tail, and a suggested mouth."""
    painted(lambda: window.controller.describe("a lizard with a torso, a tail and a flame"))
    return window
