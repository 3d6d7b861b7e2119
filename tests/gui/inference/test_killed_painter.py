"""What the window says and does when the process that paints is killed."""

import os
import signal
import sys
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.document.controller import EditorController
from gui.document.journal import Journal
from gui.document.model import DocumentModel
from gui.inference.client import ChannelInference
from gui.inference.process_channel import ProcessChannel
from gui.style.theme import Look, Mode
from gui.window.main_window import MainWindow
from scenegan.graph import Color, edits
from tests.gui.inference.skills import stuck_skills


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal")
def test_a_killed_painter_is_told_and_comes_again_with_the_next_change(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.window.files_dialogs.ask_discard", lambda *_: "discard")
    channel = ProcessChannel(stuck_skills)
    inference = ChannelInference(channel)
    controller = EditorController(DocumentModel(), inference)  # type: ignore[arg-type]
    window = MainWindow(Look(Mode.LIGHT), controller, Journal(tmp_path / "journal"))
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    with qtbot.waitSignal(controller.stage_done, timeout=60_000):
        controller.describe("a lizard with a torso and a tail")
    assert channel.process_id is not None and controller.is_painting
    with qtbot.waitSignal(controller.job_failed, timeout=60_000):
        os.kill(channel.process_id, signal.SIGKILL)
    assert not controller.is_painting
    assert window.notice.isVisible() and "stopped unexpectedly" in window.notice.text
    assert [n.failed for n in window.notices.told] == [True]
    (tail,) = window.model.graph.of("tail")
    teal = Color(name="teal", hex="#1f8a8a")
    with qtbot.waitSignal(controller.stage_done, timeout=60_000):
        controller.edit("Tail: teal", partial(edits.recolour, node=tail.id, colors=[teal]))
    inference.close()
    assert channel.process_id is None
    window.autosave.stop()
