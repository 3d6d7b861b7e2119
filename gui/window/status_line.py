"""The status line: stages of the running job, what happened, saved, model."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from gui.style.labels import ElidedLabel, role_label
from gui.style.theme import STATUS_BAR, Look
from gui.style.wording import duration

STAGES = 3
_PATIENCE_MS = 120
"""A job that is done sooner shows no sign of work."""


class StatusLine(QFrame):
    """Says in few words what is going on."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        """Starts with the model being loaded."""
        super().__init__(parent)
        self.setObjectName("statusLine")
        self.setFixedHeight(STATUS_BAR)
        self._bars = _StageBars(look)
        self._job = ElidedLabel("secondary")
        self._change = ElidedLabel("ok")
        self._saved = role_label("", "secondary")
        self._model = role_label("", "secondary")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(12)
        row.addWidget(self._bars)
        row.addWidget(self._job)
        row.addWidget(self._change)
        row.addStretch(1)
        row.addWidget(self._saved)
        row.addWidget(self._model)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(lambda: self._job.show_text("Painting"))
        self.setAccessibleName("Status")

    @property
    def message(self) -> str:
        """What the line says about the last job."""
        return self._job.text()

    def show_message(self, text: str) -> None:
        """Says something about the job, such as that the model is being loaded."""
        self._patience.stop()
        self._job.show_text(text)
        self._change.show_text("")

    def start_job(self) -> None:
        """Shows that a job runs, if it takes longer than a blink."""
        self._bars.show_done(0)
        self._change.show_text("")
        self._patience.start()

    def show_stage(self, stage: int) -> None:
        """Shows that a stage, counted from 0, is painted."""
        self._bars.show_done(stage + 1)

    def finish_job(self, seconds: float, first: float) -> None:
        """Says how long the job took, and after what time its first pixels came."""
        self._patience.stop()
        self._bars.show_done(STAGES)
        self._job.show_text(f"{duration(seconds)}, first pixels after {duration(first)}")

    def fail_job(self) -> None:
        """Stops the signs of work."""
        self._patience.stop()
        self._bars.show_done(0)
        self._job.show_text("Not painted")

    def show_change(self, text: str) -> None:
        """Says what the last edit changed."""
        self._change.show_text(f"✓  {text}" if text else "")

    def show_saved(self, text: str) -> None:
        """Says where and when the document was saved."""
        self._saved.setText(text)

    def show_model(self, name: str) -> None:
        """Names the model."""
        self._model.setText(name)


class _StageBars(QWidget):
    """Three short bars, one for each stage of the cascade."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._done = 0
        self.setFixedSize(QSize(72, 6))
        self.setAccessibleName("Stages painted")
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
