"""A long session of anything, in any order: nothing disagrees, and a crash loses nothing."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.document.journal import Journal
from gui.gallery.facts import digest_of
from gui.window.main_window import MainWindow

pytest.register_assert_rewrite("tests.gui.session")

from tests.gui.session import Session, check_agreement  # noqa: E402

PATIENCE = 20_000
ACTIONS, CHECKED_EVERY = 90, 6
WRITES_BEFORE_THE_CRASH = 12


@pytest.mark.parametrize("seed", [1, 2])
def test_model_views_and_picture_agree_whatever_was_done(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, seed: int
) -> None:
    session = Session(window, tmp_path, seed)
    model = window.model
    qtbot.waitUntil(lambda: bool(window.controller.model_name), timeout=PATIENCE)
    done, pictures = [], set()
    session.write()
    for number in range(ACTIONS):
        done.append(session.act())
        if number % CHECKED_EVERY == 0:
            if not model.graph.is_empty and model.current.held is None:
                window.controller.show_again()  # What was cancelled is painted after all.
            qtbot.waitUntil(session.rests, timeout=PATIENCE)
            check_agreement(window)
            pictures.add(model.current.held)
    assert len(set(done)) > 20 and len(pictures) > 8


def killed_session(folder: Path, seed: int) -> list[list[str]]:
    """Kills a session after some writes: what it said of its journal, word by word."""
    command = [sys.executable, "-m", "tests.gui.session", str(folder), str(seed)]
    lines: list[list[str]] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        while sum(line[0] == "done" for line in lines) < WRITES_BEFORE_THE_CRASH:
            lines.append(program.stdout.readline().split())
        program.send_signal(signal.SIGKILL)
        lines += [line.split() for line in program.stdout]
    assert program.returncode == -signal.SIGKILL
    return lines


def test_what_was_written_before_a_kill_is_there_after_it(tmp_path: Path) -> None:
    recovered = 0
    for seed in (5, 6, 7):  # Any of them may have given up all it had just before.
        lines = killed_session(tmp_path / str(seed), seed)
        found = [digest_of(r.document) for r in Journal(tmp_path / str(seed) / "journal").find()]
        safe: dict[str, list[str]] = {}  # Of each document, one of these must be there.
        ever = set()
        for what, key, *digest in lines:
            ever.update(digest)
            if what == "done":
                safe[key] = digest
            elif what == "about" and key in safe:
                safe[key] = [safe[key][-1], *digest]
            elif what == "gone":
                safe.pop(key, None)
        assert set(found) <= ever
        assert all(set(either) & set(found) for either in safe.values())
        recovered += len(found)
    assert recovered
