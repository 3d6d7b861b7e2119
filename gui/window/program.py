"""The running program: one worker, its documents, and the window that shows them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QSize

from gui.document.controller import EditorController
from gui.document.journal import Journal
from gui.document.model import DocumentModel
from gui.document.settings import Settings
from gui.document.workspace import Workspace
from gui.inference.interface import Inference
from gui.style.theme import Look, Mode
from gui.style.translation import LANGUAGES, set_language, tr
from gui.window.main_window import MainWindow
from scenegan.graph import Document, Recipe, SceneGraph

_USUAL = QSize(1440, 900)
TEXT_SIZES = (90, 175)
"""Least and most, in per cent."""


class Program(QObject):
    """Makes the window, and another one where language or size of text change."""

    def __init__(
        self,
        inference: Inference,
        data: Path,
        settings: Settings,
        mode: Mode | None = None,
        seed: int = 0,
        language: str = "",
    ) -> None:
        """Prepares everything but the window.

        Args:
            inference: reads texts and paints.
            data: folder of the journal.
            settings: what is kept between the runs.
            mode: theme; the kept one unless given.
            seed: of the first document.
            language: code; the kept one, else the system's, unless given.
        """
        super().__init__()
        self.settings, self.inference = settings, inference
        kept = settings.get("language", "system")
        set_language(language or (kept if kept in LANGUAGES else "system"))
        self.mode = mode or _mode(settings.get("theme", Mode.SYSTEM.value))
        self.journal = Journal(data / "journal")
        self.model = DocumentModel()
        empty = Document(graph=SceneGraph(), recipe=Recipe(seed=max(0, seed)))
        self.model.open(empty, label=tr("New"))
        self.controller = EditorController(self.model, inference)
        self.workspace = Workspace(self.model)
        self.window = self._made()

    def show(self, size: QSize | None = None) -> None:
        """Shows the window as large as it was or as `size`; at first, it fits the screen."""
        kept = self.settings.get("geometry", "")
        if size is not None:
            self.window.resize(size)
        elif not (kept and self.window.restoreGeometry(QByteArray.fromHex(kept.encode()))):
            self.window.resize(_USUAL.boundedTo(self.window.screen().availableSize()))
        self.window.show()

    def keep_geometry(self) -> None:
        """Notes where the window is, for the next time."""
        shape = bytes(self.window.saveGeometry().toHex().data()).decode()
        self.settings.set("geometry", shape)

    def _made(self) -> MainWindow:
        scale = min(max(self.settings.get("text_size", 100), TEXT_SIZES[0]), TEXT_SIZES[1]) / 100
        look = Look(self.mode, scale)
        look.reduced_motion = self.settings.get("reduced_motion", False)
        window = MainWindow(look, self.controller, self.journal, self.settings, self.workspace)
        window.rebuild_asked.connect(self._rebuild)
        return window

    def _rebuild(self) -> None:
        """Lets a new window take over the documents where the old one leaves them."""
        old = self.window
        self.mode = old.look.mode
        shape = old.saveGeometry()
        old.hand_over()
        self.window = self._made()
        self.window.take_over(old)
        self.window.restoreGeometry(shape)
        self.window.show()


def _mode(value: str) -> Mode:
    return next((m for m in Mode if m.value == value), Mode.SYSTEM)
