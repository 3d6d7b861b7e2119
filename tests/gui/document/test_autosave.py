import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from gui.document.journal import Journal
from gui.window.main_window import MainWindow
from scenegan.graph import Document, SceneGraph

Painted = Callable[[Callable[[], object]], None]

CRASH = """
import os, sys
from pathlib import Path
from gui.document.journal import Journal
from scenegan.graph import Creature, Document, SceneGraph
document = Document(graph=SceneGraph(creature=Creature(kind="lizard")), text="a lizard")
Journal(Path(sys.argv[1])).write(document, Path("liz.png"), 3)
os._exit(1)
"""


def crash(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run([sys.executable, "-c", CRASH, str(folder)], check=False)


def test_a_crash_leaves_its_work(tmp_path: Path) -> None:
    crash(tmp_path)
    (found,) = Journal(tmp_path).find()
    assert found.document.text == "a lizard"
    assert (found.path, found.changes) == (Path("liz.png"), 3)


def test_a_running_program_is_not_robbed(tmp_path: Path) -> None:
    running = Journal(tmp_path)
    running.write(Document(graph=SceneGraph()), None, 1)
    assert Journal(tmp_path).find() == []
    running.discard()
    assert list(tmp_path.glob("*.json")) == []


def test_damaged_entries_are_cleared_away(tmp_path: Path) -> None:
    (tmp_path / "1-1.json").write_text('{"document": {}}')
    assert Journal(tmp_path).find() == []
    assert not (tmp_path / "1-1.json").exists()


def test_unsaved_work_is_written_beside_and_forgotten_when_saved(
    qtbot: QtBot, lizard: MainWindow, tmp_path: Path
) -> None:
    folder = tmp_path / "journal"
    qtbot.waitUntil(lambda: len(list(folder.glob("*.json"))) == 1, timeout=20000)
    (entry,) = folder.glob("*.json")
    assert json.loads(entry.read_text())["document"]["text"] == lizard.model.document.text
    lizard.controller.save(tmp_path / "saved.scenegan")
    qtbot.waitUntil(lambda: not list(folder.glob("*.json")), timeout=20000)


def test_recovery_is_offered_and_taken(
    qtbot: QtBot, window: MainWindow, painted: Painted, tmp_path: Path
) -> None:
    crash(tmp_path / "journal")
    window.autosave.offer_recovery()
    assert window.notice.text.startswith("Recovered 3 changes from ")
    show = next(b for b in window.notice.findChildren(QPushButton) if b.text() == "Show")
    painted(show.click)
    assert window.model.graph.creature.kind == "lizard"
    assert window.isWindowModified()
    assert not window.notice.isVisible()
    window.autosave.finish()
    assert Journal(tmp_path / "journal").find() == []
    assert len(list((tmp_path / "journal").glob("*.json"))) == 1


def test_closing_leaves_nothing_to_recover(lizard: MainWindow, tmp_path: Path) -> None:
    lizard.autosave.write()
    assert lizard.close()
    assert list((tmp_path / "journal").glob("*")) == []
