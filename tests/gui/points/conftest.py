import pytest
from pytestqt.qtbot import QtBot

from gui.graph.canvas import GraphCanvas
from gui.window.main_window import MainWindow
from tests.gui.graph.pointing import wait_for_rest


@pytest.fixture
def canvas(qtbot: QtBot, lizard: MainWindow) -> GraphCanvas:
    wait_for_rest(qtbot, lizard)
    lizard.graph.canvas.setFocus()
    return lizard.graph.canvas
