"""Short notes beside each other, with dots between them: how a sentence was read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gui.style.theme import Look

Note = tuple[str, str]
"""A sentence, and the words at its end that are said a little louder; they may be empty."""

_GAP, _DOT = 30.0, 3.0
_LEAST = 60


class NoteLine(QWidget):
    """Draws notes in one line; the last that fits is cut, and the tip has all of them."""

    def __init__(self, look: Look) -> None:
        """Starts without notes."""
        super().__init__()
        self._look = look
        self._notes: tuple[Note, ...] = ()
        look.changed.connect(self.update)

    def show_notes(self, notes: Sequence[Note], tip: str = "") -> None:
        """Shows other notes; the tip is the notes themselves unless it is given."""
        self._notes = tuple(notes)
        self.setAccessibleName(self.text())
        self.setToolTip(tip or self.text())
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """All notes as one text."""
        return "  ·  ".join(words for words, _ in self._notes)

    def sizeHint(self) -> QSize:
        """Room for all notes."""
        widths = [sum(m.horizontalAdvance(w) for w, m in self._runs(note)) for note in self._notes]
        width = sum(widths) + _GAP * max(0, len(widths) - 1)
        return QSize(round(width) + 2, round(18 * self._look.scale))

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters."""
        whole = self.sizeHint()
        return QSize(min(_LEAST, whole.width()), whole.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws note after note."""
        t = self._look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x, middle = 0.0, self.height() / 2
        for place, note in enumerate(self._notes):
            if place:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(t.line2))
                painter.drawEllipse(QPointF(x + _GAP / 2, middle), _DOT / 2, _DOT / 2)
                x += _GAP
            for loud, (words, metrics) in enumerate(self._runs(note)):
                painter.setFont(self._font(bool(loud)))
                painter.setPen(QColor(t.text if loud else t.text2))
                room = self.width() - x
                shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(0.0, room))
                line = QRectF(x, 0, max(0.0, room), self.height())
                painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, shown)
                x += metrics.horizontalAdvance(words)

    def _runs(self, note: Note) -> list[tuple[str, QFontMetricsF]]:
        """The quiet words of a note, and the loud ones after them."""
        words, loud = note
        quiet = words.removesuffix(loud) if loud else words
        runs = [(quiet, QFontMetricsF(self._font(False)))]
        if quiet != words:
            runs.append((loud, QFontMetricsF(self._font(True))))
        return runs

    def _font(self, loud: bool) -> QFont:
        return self._look.font(12.5, 500 if loud else 400)
