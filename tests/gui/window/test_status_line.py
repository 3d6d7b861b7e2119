from collections.abc import Callable

from pytestqt.qtbot import QtBot

from gui.window.main_window import MainWindow

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
