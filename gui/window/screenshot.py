"""A picture of the window, for the manual: the same command gives the same picture."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QTimer
from PySide6.QtWidgets import QApplication

from gui.window.main_window import MainWindow
from scenegan.atomic_files import write_atomically

_SETTLE_MS = 300


def write_when_painted(window: MainWindow, path: Path, select: str = "tail") -> None:
    """Waits for the picture, selects a part, writes the window to a PNG and ends the program.

    Args:
        window: shown, with a document that is being painted.
        path: where the picture goes.
        select: the part of which the first instance is selected.
    """

    def painted() -> None:
        found = window.model.graph.of(select)
        if found:
            window.model.select(found[0].id)
        QTimer.singleShot(_SETTLE_MS, finish)

    def finish() -> None:
        write_window(window, path)
        QApplication.exit(0)

    def failed(message: str) -> None:
        print(f"No picture of the window: {message}")
        QApplication.exit(2)

    window.controller.job_done.connect(painted)
    window.controller.noticed.connect(failed)


def write_window(window: MainWindow, path: Path) -> None:
    """Writes what the window shows to a PNG.

    Raises:
        FileError: if the file cannot be written.
    """
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    window.grab().save(buffer, "PNG")
    write_atomically(path, bytes(buffer.data().data()))
