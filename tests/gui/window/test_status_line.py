from collections.abc import Callable

from pytestqt.qtbot import QtBot

from gui.window.main_window import MainWindow
from scenegan.errors import GraphError
from tests.gui.fakes import FakePainter

Painted = Callable[[Callable[[], object]], None]


def test_what_is_said_of_one_document_is_not_said_of_another(
    qtbot: QtBot, lizard: MainWindow, painted: Painted
) -> None:
    status = lizard.status
    painted(lambda: lizard.controller.add_part("horn"))
    assert "first pixels" in status.message and status.change
    lizard.files.new()
    assert status.message == "Ready" and not status.change
    lizard.files.step_tab(1)
    assert status.message == "Ready" and not status.change
    painted(lambda: lizard.controller.add_part("wing"))
    assert "first pixels" in status.message


def test_a_job_that_is_undone_is_no_longer_shown(
    qtbot: QtBot, lizard: MainWindow, painter: FakePainter
) -> None:
    status = lizard.status
    painter.gate.clear()
    with qtbot.waitSignal(lizard.controller.stage_done, timeout=20_000):
        lizard.controller.add_part("horn")
    qtbot.waitUntil(lambda: status.message.startswith("Painting"), timeout=20_000)
    lizard.controller.undo()
    assert status.message == "Ready" and status._cancel.isHidden()
    painter.gate.set()


def test_what_could_not_be_painted_is_forgotten_once_there_is_a_picture(
    qtbot: QtBot, lizard: MainWindow, painted: Painted, painter: FakePainter
) -> None:
    controller, notice = lizard.controller, lizard.notice
    painter.broken = GraphError("No part is left to draw: add one, or undo.")
    for mend in (controller.undo, lambda: controller.add_part("wing")):
        with qtbot.waitSignal(controller.noticed, timeout=20_000):
            controller.add_part("horn")
        assert notice.isVisible() and lizard.status.message == "Not painted"
        painter.broken, broken = None, painter.broken
        with qtbot.waitSignal(controller.picture_ready, timeout=20_000):
            mend()
        assert notice.isHidden() and lizard.status.message != "Not painted"
        qtbot.waitUntil(lambda: not controller.is_painting, timeout=20_000)
        painter.broken = broken
    lizard.tell("The disk is full.")
    painter.broken = None
    painted(lambda: controller.add_part("tail"))
    assert notice.text == "The disk is full." and notice.isVisible()
