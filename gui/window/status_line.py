"""The status line: stages of the running job, what happened, saved, model, language, notices."""

from __future__ import annotations

import time

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from gui.style.focus_ring import leave_focus, refresh_style
from gui.style.labels import ElidedLabel, button, icon_label, role_label, tool
from gui.style.theme import STATUS_BAR, Look
from gui.style.translation import LANGUAGES, language, tr
from gui.style.wording import duration

STAGES = 3
_SIDES = (64, 128, 256)
_PATIENCE_MS = 120
"""A job that is done sooner shows no sign of work."""


class StatusLine(QFrame):
    """Says in few words what is going on.

    Signals:
        cancelled(): the running job shall stop.
    """

    cancelled = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        """Starts with the model being loaded."""
        super().__init__(parent)
        self.setObjectName("statusLine")
        self.setFixedHeight(round(STATUS_BAR * look.scale))
        self._stage = 0
        self._bars = _StageBars(look)
        self._job = ElidedLabel("secondary")
        self._check = icon_label(look, "check", "ok")
        self._check.hide()
        self._change = ElidedLabel("secondary")
        self._cancel = button(tr("Cancel"), role="link", tip=tr("Stop painting (Esc twice)"))
        leave_focus(self._cancel)
        self._cancel.hide()
        self._saved = role_label("", "secondary")
        self._model = role_label("", "secondary")
        self.language = button(LANGUAGES[language()], role="quiet", tip=tr("Change the language"))
        self.bell = tool(look, "bell", tr("Notices"), role="quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 8, 0)
        row.setSpacing(14)
        row.addWidget(self._bars)
        row.addWidget(self._job)
        row.addWidget(self._cancel)
        done = QHBoxLayout()
        done.setSpacing(6)
        done.addWidget(self._check)
        done.addWidget(self._change)
        row.addLayout(done)
        row.addStretch(1)
        row.addWidget(self._saved)
        row.addWidget(self._model)
        row.addWidget(self.language)
        row.addWidget(self.bell)
        self._waits = self._unpainted = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(self._show_work)
        self._cancel.clicked.connect(self.cancelled)
        self.setAccessibleName(tr("Status"))

    @property
    def message(self) -> str:
        """What the line says about the last job."""
        return self._job.text()

    @property
    def change(self) -> str:
        """What the line says that the last edit changed."""
        return self._change.text()

    def show_message(self, text: str) -> None:
        """Says something about the job, such as that the model is being loaded."""
        self._patience.stop()
        self._job.show_text(text)
        self.show_change("")

    def start_job(self) -> None:
        """Shows that a job runs, if it takes longer than a blink."""
        self._stage = 0
        self._bars.show_done(0)
        self.show_change("")
        if self._model.text():
            self._patience.start()
        else:
            self._waits = True  # The line goes on saying that the model is being loaded.

    def leave_document(self, painting: bool) -> None:
        """Forgets what was said of a document that is no longer shown.

        Args:
            painting: whether the one that is shown now is being painted.
        """
        self.show_change("")
        self.show_saved("")
        if not painting:
            self._rest()
            self._bars.show_done(0)
        if self._model.text():
            self._job.show_text(tr("Ready"))

    def show_stage(self, stage: int) -> None:
        """Shows that a stage, counted from 0, is painted."""
        self._stage = stage + 1
        self._bars.show_done(stage + 1)
        if self._cancel.isVisible():
            self._show_work()

    def finish_job(self, seconds: float, first: float) -> None:
        """Says how long the job took, and after what time its first pixels came."""
        self._rest()
        self._unpainted = False
        self._bars.show_done(STAGES)
        self._job.show_text(
            tr(
                "{time}, first pixels after {first}",
                time=duration(seconds),
                first=duration(first),
            ),
            loud=duration(seconds),
        )

    def fail_job(self) -> None:
        """Stops the signs of work."""
        self._rest()
        self._bars.show_done(0)
        self._job.show_text(tr("Not painted"))
        self._unpainted = True

    def show_picture(self, there: bool) -> None:
        """Shows that another step is seen, which needs no job.

        A job that ran until then is given up, and what was said of one no longer matters.

        Args:
            there: whether the step has a picture; an empty one has none.
        """
        if self._unpainted or self._patience.isActive() or not self._cancel.isHidden():
            self._job.show_text(tr("Ready"))
        self._unpainted = False
        self._rest()
        self._bars.show_done(STAGES if there else 0)

    def stop_job(self) -> None:
        """Says that the user stopped the job."""
        self._rest()
        self._bars.show_done(0)
        self._job.show_text(tr("Stopped"))
        self._unpainted = True

    def show_change(self, text: str) -> None:
        """Says what the last edit changed."""
        self._change.show_text(text)
        self._check.setVisible(bool(text))

    def show_saved(self, text: str) -> None:
        """Says where and when something was saved or copied."""
        self._saved.setText(text)
        self._saved.setToolTip(time.strftime("%H:%M:%S"))

    def show_model(self, name: str) -> None:
        """Names the model, which is there now: a job that waited for it begins."""
        self._model.setText(name)
        if self._waits:
            self._waits = False
            self._patience.start()

    def show_notices(self, unseen: int) -> None:
        """Marks the bell where there are failures that nobody has looked at."""
        self.bell.setProperty("role", "alarm" if unseen else "quiet")
        name = tr("Notices: {number} new", number=unseen) if unseen else tr("Notices")
        self.bell.setToolTip(name)
        self.bell.setAccessibleName(name)
        refresh_style(self.bell)

    def _show_work(self) -> None:
        side = _SIDES[min(self._stage, STAGES - 1)]
        self._job.show_text(tr("Painting {side}", side=side))
        self._cancel.show()

    def _rest(self) -> None:
        self._patience.stop()
        self._cancel.hide()


class _StageBars(QWidget):
    """Three short bars, one for each stage of the cascade."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._done = 0
        self.setFixedSize(QSize(72, 6))
        self.setAccessibleName(tr("Stages painted"))
        look.changed.connect(self.update)

    def show_done(self, done: int) -> None:
        self._done = done
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        finished = t.ok if self._done == STAGES else t.accent
        for i in range(STAGES):
            painter.setBrush(QColor(finished if i < self._done else t.line2))
            painter.drawRoundedRect(QRectF(i * 25, 1.5, 22, 3), 1.5, 1.5)
