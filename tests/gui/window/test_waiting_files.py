from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pytestqt.qtbot import QtBot

from gui.window.main_window import MainWindow
from scenegan.rendering.picture_files import read_document
from tests.gui.fakes import FakePainter

Painted = Callable[[Callable[[], object]], None]


def test_a_file_that_waits_for_its_picture_gets_that_of_its_own_document(
    qtbot: QtBot, lizard: MainWindow, painter: FakePainter, painted: Painted, tmp_path: Path
) -> None:
    painter.gate.clear()
    lizard.controller.set_seed(5)
    lizard.controller.save(tmp_path / "five.png")
    lizard.exports.export(replace(lizard.exports.choice, folder=str(tmp_path), pattern="exported"))
    lizard.files.new()
    painter.gate.set()
    painted(lambda: lizard.controller.describe("a cat with a tail"))
    lizard.exports.finish()
    assert list(tmp_path.glob("*.png")) == []
    painted(lambda: lizard.files.go_to(0))
    lizard.exports.finish()
    for name in ("five.png", "exported.png"):
        document = read_document(tmp_path / name)
        assert (document.recipe.seed, document.graph.creature.kind) == (5, "lizard")
