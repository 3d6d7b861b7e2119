"""Documents and their tabs: new, open, save, close, and never losing what is not saved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QPixmap

from gui.document.workspace import title_of
from gui.window import files_dialogs
from scenegan.graph import Document

if TYPE_CHECKING:
    from gui.window.main_window import MainWindow


class Files:
    """What the File menu and the tabs do."""

    def __init__(self, window: MainWindow) -> None:
        """Works on the documents of a window."""
        self._window = window
        self._controller, self._model = window.controller, window.model
        self._workspace = window.workspace

    @property
    def name(self) -> str:
        """A name for a file of this document, without an ending."""
        if self._model.path:
            return self._model.path.stem
        return title_of(self._model.current, None).lower()

    def new(self) -> None:
        """Starts an empty document in a tab of its own, unless there is one already."""
        if not self._workspace.is_untouched:
            self._controller.settle_text()
            self._workspace.add()
        self._window.focus_sentence()

    def open(self) -> None:
        """Asks for a document and opens it."""
        path = files_dialogs.ask_open(self._window)
        if path is not None:
            self.open_path(path)

    def open_path(self, path: Path) -> None:
        """Opens a document; a PNG is shown at once, before the model paints it again."""
        place = self._workspace.place_of(path)
        if place is not None and (place != self._workspace.at or self._model.is_dirty):
            self.go_to(place)
            return
        old = self._workspace.at
        reuse = self._workspace.is_untouched or place is not None
        if not reuse:
            self._controller.settle_text()
            self._workspace.add()
        if not self._controller.open(path):
            if not reuse:
                self._workspace.close(self._workspace.at)
                self._workspace.go_to(old)
            return
        self._window.notice.hide()
        self._window.picture.clear()
        if path.suffix.lower() in (".png", ".webp") and self._model.current.picture is None:
            self._window.picture.show_pixmap(QPixmap(str(path)))

    def open_document(self, document: Document, picture: QPixmap) -> None:
        """Opens a document in the empty tab, or in a new one; its picture is there at once."""
        self._controller.settle_text()
        if self._workspace.is_untouched:
            self._model.open(document)
        else:
            self._workspace.add(document)
        self._window.notice.hide()
        if self._model.current.picture is None and not picture.isNull():
            self._window.picture.show_pixmap(picture)

    def save(self) -> bool:
        """Saves the document under its name, or asks for one; says whether it was saved."""
        if self._model.path is None:
            return self.save_as()
        self._controller.save(self._model.path)
        return not self._model.is_dirty

    def save_as(self) -> bool:
        """Asks for a name and saves; says whether it was saved."""
        path = files_dialogs.ask_save(self._window, self.name)
        if path is None:
            return False
        self._controller.save(path)
        return not self._model.is_dirty

    def go_to(self, place: int) -> None:
        """Shows the document of another tab."""
        if place != self._workspace.at:
            self._controller.settle_text()
            self._workspace.go_to(place)

    def step_tab(self, by: int) -> None:
        """Goes to the next tab, or back; after the last comes the first."""
        self.go_to((self._workspace.at + by) % len(self._workspace.tabs))

    def close_current(self) -> None:
        """Closes the document that is shown."""
        self.close(self._workspace.at)

    def close(self, place: int) -> None:
        """Closes a tab, once its work is saved or given up."""
        if self.may_leave(place):
            self._window.autosave.forget(self._workspace.tabs[place].key)
            self._workspace.close(place)

    def may_leave_all(self) -> bool:
        """Whether the window may be closed: each document is saved, or was given up."""
        return all(self.may_leave(place) for place in range(len(self._workspace.tabs)))

    def may_leave(self, place: int) -> bool:
        """Whether a document may go; asks where there is something to lose."""
        tab = self._workspace.tabs[place]
        if not tab.dirty:
            return True
        self.go_to(place)
        if self._model.graph.is_empty:
            return True
        answer = files_dialogs.ask_discard(self._window, tab.title)
        return self.save() if answer == "save" else answer == "discard"
