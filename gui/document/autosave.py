"""Keeps unsaved work in the journal, and offers what an earlier program left there."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer

from gui.document.journal import Journal, Recovered, drop
from gui.document.model import Change, DocumentModel
from gui.style.wording import counted
from gui.window.notice_bar import NoticeBar
from scenegan.errors import SceneGANError

WRITE_AFTER_MS = 1000
"""Changes are written when none has followed for this long."""


class Autosave(QObject):
    """Follows a document model; tells what fails in a notice."""

    def __init__(self, model: DocumentModel, journal: Journal, notice: NoticeBar) -> None:
        """Starts to follow."""
        super().__init__()
        self._model = model
        self._journal = journal
        self._notice = notice
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WRITE_AFTER_MS)
        self._timer.timeout.connect(self.write)
        model.subscribe(self._changed)

    def write(self) -> None:
        """Writes the document to the journal now."""
        model = self._model
        try:
            self._journal.write(model.document, model.path, model.position)
        except SceneGANError as error:
            self._notice.show_notice(f"{error} Unsaved work is not kept: save it soon.")

    def stop(self) -> None:
        """Forgets the document: it is saved, or was given up."""
        self._timer.stop()
        self._journal.discard()

    def offer_recovery(self) -> None:
        """Offers the newest work that a program left behind when it was cut off."""
        found = self._journal.find()
        if not found:
            return
        newest = found[0]
        when = time.strftime("%H:%M", time.localtime(newest.time))
        self._notice.show_notice(
            f"Recovered {counted(newest.changes, 'change')} from {when}.",
            calm=True,
            remedies=(
                ("Show", lambda: self._recover(newest)),
                ("Drop", lambda: drop(newest.entry)),
            ),
        )

    def _recover(self, found: Recovered) -> None:
        self._model.open(found.document, found.path, "Recovered")
        self._model.mark_unsaved()
        self.write()
        drop(found.entry)

    def _changed(self, change: Change) -> None:
        if change is Change.SELECTION:
            return
        if self._model.is_dirty:
            self._timer.start()
        else:
            self.stop()
