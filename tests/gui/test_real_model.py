import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gui.document.controller import EditorController
from gui.document.journal import Journal
from gui.document.model import DocumentModel
from gui.inference.places import local_inference
from gui.style.theme import Look, Mode
from gui.window.main_window import MainWindow
from scenegan.graph import Color, edits
from scenegan.rendering.picture_files import read_document


@pytest.mark.slow
def test_from_a_sentence_to_a_saved_picture(qtbot: QtBot, tmp_path: Path) -> None:
    inference = local_inference()
    controller = EditorController(DocumentModel(), inference)
    window = MainWindow(Look(Mode.LIGHT), controller, Journal(tmp_path / "journal"))
    window.show()
    sentence = window.description.sentence
    failures: list[str] = []
    controller.noticed.connect(failures.append)
    controller.reading_failed.connect(failures.append)

    def described() -> bool:
        assert failures == []
        return window.model.current.picture is not None

    try:
        sentence.show_text("a small orange lizard with a long tail")
        controller.type_text(sentence.toPlainText())
        qtbot.keyClick(sentence, Qt.Key.Key_Return)
        qtbot.waitUntil(described, timeout=60_000)
        (tail,) = window.model.graph.of("tail")
        told: list[str] = []
        controller.change_told.connect(told.append)
        teal = Color(name="teal", hex="#1f8a8a")
        with qtbot.waitSignal(controller.change_told, timeout=60_000):
            controller.edit("Tail: teal", partial(edits.recolour, node=tail.id, colors=[teal]))
        assert told in (["Only tail changed"], ["Tail changed, the rest by a shade"])
        controller.save(tmp_path / "lizard.png")
        assert read_document(tmp_path / "lizard.png") == window.model.document
    finally:
        inference.close()
        window.autosave.stop()
        window.deleteLater()


@pytest.mark.slow
def test_the_window_paints_without_importing_torch_or_spacy(tmp_path: Path) -> None:
    code = """
import sys
from pathlib import Path
from gui.command import main
folder = Path(sys.argv.pop())
try:
    main(["--describe", "a small lizard with a tail", "--screenshot", str(folder / "shown.png")])
finally:
    print(sorted({"torch", "spacy", "scipy", "gui.inference.client"} & set(sys.modules)))
"""
    homes = {name: str(tmp_path) for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME")}
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **homes}
    command = [sys.executable, "-c", code, str(tmp_path)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "['gui.inference.client']"), done.stderr
    assert (tmp_path / "shown.png").stat().st_size > 10_000
