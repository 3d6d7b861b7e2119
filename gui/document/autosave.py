"""Keeps unsaved work in the journal, and offers what an earlier program left there."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer, Signal

from gui.document.journal import Journal, Recovered, drop
from gui.document.journal_writer import JournalWriter
from gui.document.model import Change, DocumentModel
from gui.document.workspace import Workspace
from gui.style.translation import tr
from gui.style.wording import counted
from gui.window.notice_bar import NoticeBar

WRITE_AFTER_MS = 1000
"""Changes are written when none has followed for this long."""


class Autosave(QObject):
    """Follows the open documents, each with an entry of its own; tells what fails in a notice."""

    _failed = Signal(str)

    def __init__(
        self,
        model: DocumentModel,
        journal: Journal,
        notice: NoticeBar,
        workspace: Workspace | None = None,
    ) -> None:
        """Starts to follow."""
        super().__init__()
        self._model = model
        self._journal = journal
        self._writer = JournalWriter(journal, self._failed.emit)
        self._failed.connect(self._tell_failure)
        self._workspace = workspace
        self._notice = notice
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WRITE_AFTER_MS)
        self._timer.timeout.connect(self.write)
        model.subscribe(self._changed)
        if workspace is not None:
            workspace.before_leaving(self._leave)

    @property
    def _key(self) -> int:
        return self._workspace.key if self._workspace is not None else 0

    def write(self) -> None:
        """Has the document written to the journal now; returns before it is."""
        model = self._model
        self._writer.write(model.document, model.path, model.position, self._key)

    def finish(self) -> None:
        """Writes what waits; returns when the journal holds it."""
        self._leave()
        self._writer.finish()

    def forget(self, key: int) -> None:
        """Forgets one document: it is saved, or was given up."""
        if key == self._key:
            self._timer.stop()
        self._writer.discard(key)

    def stop(self) -> None:
        """Forgets all documents: they are saved, or were given up."""
        self._timer.stop()
        self._writer.finish()
        self._journal.discard()

    def offer_recovery(self) -> None:
        """Offers the work that programs left behind when they were cut off."""
        found = self._journal.find()
        if not found:
            return
        newest = found[0]
        when = time.strftime("%H:%M", time.localtime(newest.time))
        changes = counted(sum(f.changes for f in found), "change")
        self._notice.show_notice(
            tr("Recovered {changes} from {time}.", changes=changes, time=when),
            calm=True,
            remedies=(
                (tr("Show"), lambda: self._recover(found)),
                (tr("Drop"), lambda: self._drop(found)),
            ),
        )

    def _recover(self, found: list[Recovered]) -> None:
        for recovered in found:
            if self._workspace is not None and not self._workspace.is_untouched:
                self._workspace.add()
            self._model.open(recovered.document, recovered.path, tr("Recovered"))
            self._model.mark_unsaved()
            self._writer.write(
                recovered.document,
                recovered.path,
                self._model.position,
                self._key,
                supersedes=(recovered.entry,),
            )

    @staticmethod
    def _drop(found: list[Recovered]) -> None:
        for recovered in found:
            drop(recovered.entry)

    def _leave(self) -> None:
        """Writes what waits before another document is shown."""
        if self._timer.isActive():
            self._timer.stop()
            self.write()

    def _tell_failure(self, error: str) -> None:
        self._notice.show_notice(tr("{error} Unsaved work is not kept: save it soon.", error=error))

    def _changed(self, change: Change) -> None:
        if change is Change.SELECTION:
            return
        if self._model.is_dirty:
            self._timer.start()
        else:
            self.forget(self._key)
