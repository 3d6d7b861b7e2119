"""Exports of a window: the last choice, and the files that are written beside the window's work."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QRunnable, QStandardPaths, QThreadPool, Signal

from gui.export.choice import FORMATS, ExportChoice, free_path, write_export
from gui.style.translation import tr
from scenegan.errors import SceneGANError

if TYPE_CHECKING:
    from gui.window.main_window import MainWindow
    from scenegan.rendering.picture import Picture

_SETTING = "export"


class _Write(QRunnable):
    """Writes files in a thread of the pool, and says how that went."""

    def __init__(self, write: Callable[[], list[Path]], owner: Exports) -> None:
        super().__init__()
        self._write, self._owner = write, owner

    def run(self) -> None:
        try:
            self._owner.written.emit(self._write())
        except SceneGANError as error:
            self._owner.failed.emit(str(error))


class Exports(QObject):
    """Writes pictures as the user chose, and keeps that choice.

    Signals:
        written(object): paths of the files that were written, the picture first.
        failed(str): what happened and what to do.
    """

    written = Signal(object)
    failed = Signal(str)

    def __init__(self, window: MainWindow) -> None:
        """Exports the document of a window."""
        super().__init__(window)
        self._window, self._model = window, window.model
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._waiting: tuple[int, ExportChoice] | None = None  # Of which document, and how.
        self.choice = ExportChoice.read(window.settings.get(_SETTING))
        self.written.connect(self._tell)
        self.failed.connect(window.controller.noticed)
        window.controller.job_done.connect(self._painted)

    def open(self) -> None:
        """Shows the panel of choices."""
        self._window.show_export_panel()

    def again(self) -> None:
        """Exports as the last time; the first time, shows the choices."""
        if self.choice.folder:
            self.export(self.choice)
        else:
            self.open()

    def again_words(self) -> str:
        """Says what `again` would do."""
        if not self.choice.folder:
            return tr("Export again")
        return tr("Export {format} again", format=FORMATS[self.choice.ending])

    def folder(self) -> Path:
        """Where exports go: the chosen folder, the document's, or the user's pictures."""
        if self.choice.folder:
            return Path(self.choice.folder)
        if self._model.path is not None:
            return self._model.path.absolute().parent
        place = QStandardPaths.StandardLocation.PicturesLocation
        return Path(QStandardPaths.writableLocation(place) or ".")

    def export(self, choice: ExportChoice) -> None:
        """Keeps a choice, and writes the picture now or as soon as it is painted."""
        self.choice = choice
        self._window.settings.set(_SETTING, choice.kept)
        picture = self._model.current.picture
        if getattr(picture, "rgba", None) is None:
            self._waiting = (self._model.opened, choice)
            text = tr("The picture is exported as soon as it is painted")
            self._window.controller.saved.emit(text)
            return
        document = self._model.document
        name = self._window.files.name

        def write() -> list[Path]:
            from dataclasses import replace

            whole = replace(cast("Picture", picture), document=document)
            return write_export(whole, choice, free_path(choice, name, document))

        self._pool.start(_Write(write, self))

    def finish(self) -> None:
        """Waits for what is being written, as before the program ends."""
        self._pool.waitForDone()

    def _painted(self, *_: object) -> None:
        waiting = self._waiting
        if waiting is not None and waiting[0] == self._model.opened:
            self._waiting = None
            self.export(waiting[1])

    def _tell(self, paths: list[Path]) -> None:
        more = f" (+{len(paths) - 1})" if len(paths) > 1 else ""
        self._window.controller.saved.emit(tr("Exported {name}", name=paths[0].name) + more)
