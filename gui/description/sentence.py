"""The field of the sentence: words wear the colours of the parts that they became."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from gui.style.theme import Look, word_tint

_LINE = 30
_MAX_LINES = 4
_PADDING = 4
"""Room around the text for the tints, which are larger than their words."""


@dataclass(frozen=True)
class Marked:
    """Some characters of the sentence and what they became.

    Attributes:
        start: first character.
        end: one past the last.
        node: part or creature that they belong to; empty for words that were not understood.
        color: hex value of the part's first colour, for the tint.
        style: `part`, `relation`, `mapped` or `unknown`.
    """

    start: int
    end: int
    node: str
    color: str
    style: str


class Sentence(QPlainTextEdit):
    """One to four lines of text without formats; undo is the document's, not the field's.

    Signals:
        edited(str): after each key that changed the text.
        entered(): Enter was pressed.
        word_clicked(str): id of the part whose words were clicked.
    """

    edited = Signal(str)
    entered = Signal()
    word_clicked = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        """Starts empty, with an example as the placeholder."""
        super().__init__(parent)
        self._look = look
        self._marks: tuple[Marked, ...] = ()
        self._marked_text = ""
        self._selected = ""
        self.setObjectName("sentence")
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setPlaceholderText(
            "Describe a creature, e.g. “a round white owl with gold eyes and short wings”"
        )
        self.setAccessibleName("Description")
        self.setAccessibleDescription("A sentence that says what the creature looks like")
        self.document().setDocumentMargin(_PADDING)
        self.textChanged.connect(self._text_changed)
        look.changed.connect(self.viewport().update)
        self._grow()

    def show_text(self, text: str) -> None:
        """Replaces the text without telling that it was edited."""
        if text == self.toPlainText():
            return
        self.blockSignals(True)
        self.setPlainText(text)
        self.blockSignals(False)
        self.moveCursor(QTextCursor.MoveOperation.End)
        self._grow()

    def show_marks(self, text: str, marks: Sequence[Marked]) -> None:
        """Shows what the words of `text` became; valid as far as the text is still the same."""
        self._marked_text, self._marks = text, tuple(marks)
        self.viewport().update()

    def set_selected(self, node: str) -> None:
        """Rings the words of the selected part."""
        self._selected = node
        self.viewport().update()

    def event(self, event: QEvent) -> bool:
        """Leaves undo and redo to the document."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            keys = QKeySequence.StandardKey
            if event.matches(keys.Undo) or event.matches(keys.Redo):
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter reads the sentence at once; a line break is never part of it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A plain click on words also selects their part."""
        super().mouseReleaseEvent(event)
        if self.textCursor().hasSelection() or event.button() != Qt.MouseButton.LeftButton:
            return
        at = self.textCursor().position()
        for mark in self._valid_marks():
            if mark.node and mark.start <= at <= mark.end:
                self.word_clicked.emit(mark.node)
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gives the text the lines that it needs."""
        super().resizeEvent(event)
        self._grow()

    def sizeHint(self) -> QSize:
        """As high as its lines."""
        return QSize(400, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws tints under the words, the text, and lines below what needs a look."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        marks = self._valid_marks()
        for mark in marks:
            if mark.style == "part":
                self._paint_tint(painter, mark)
        painter.end()
        super().paintEvent(event)
        painter.begin(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for mark in marks:
            if mark.style != "part":
                self._paint_underline(painter, mark)
        painter.end()

    def _valid_marks(self) -> list[Marked]:
        """Marks before the first difference between the text that was read and the one there."""
        text = self.toPlainText()
        if text == self._marked_text:
            return list(self._marks)
        same = 0
        for a, b in zip(text, self._marked_text, strict=False):
            if a != b:
                break
            same += 1
        return [m for m in self._marks if m.end <= same]

    def _paint_tint(self, painter: QPainter, mark: Marked) -> None:
        t = self._look.tokens
        tint = word_tint(t, mark.color) if mark.color else t.press
        for place in self._rects(mark):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tint))
            painter.drawRoundedRect(place.adjusted(-3, 1, 3, -1), 5, 5)
            if mark.node == self._selected:
                painter.setPen(QPen(QColor(t.accent), 1.6))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(place.adjusted(-3, 1, 3, -1), 5, 5)

    def _paint_underline(self, painter: QPainter, mark: Marked) -> None:
        t = self._look.tokens
        for place in self._rects(mark):
            y = place.bottom() - 1
            if mark.style == "unknown":
                path = QPainterPath(QPointF(place.left(), y))
                x, up = place.left(), True
                while x < place.right():
                    path.quadTo(QPointF(x + 2, y + (-2.4 if up else 2.4)), QPointF(x + 4, y))
                    x, up = x + 4, not up
                painter.setPen(QPen(QColor(t.warnline), 1.4))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawPath(path)
            else:
                pen = QPen(QColor(t.text2 if mark.style == "mapped" else t.edge), 1.2)
                pen.setDashPattern([1.5, 1.5])
                painter.setPen(pen)
                painter.drawLine(QPointF(place.left(), y), QPointF(place.right(), y))

    def _rects(self, mark: Marked) -> list[QRectF]:
        """Where the characters of a mark are, a rectangle for each line that they are on."""
        block = self.document().firstBlock()
        layout = block.layout()
        origin = self.blockBoundingGeometry(block).translated(self.contentOffset()).topLeft()
        metrics = QFontMetricsF(self.font())
        found = []
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            start = max(mark.start, line.textStart())
            end = min(mark.end, line.textStart() + line.textLength())
            if start >= end:
                continue
            left, right = _x(line.cursorToX(start)), _x(line.cursorToX(end))
            middle = line.y() + metrics.height() / 2 + 0.5
            height = metrics.height() + 4
            found.append(QRectF(left, middle - height / 2, right - left, height).translated(origin))
        return found

    def _text_changed(self) -> None:
        self._grow()
        self.edited.emit(self.toPlainText())

    def _grow(self) -> None:
        self.document().blockSignals(True)
        cursor = QTextCursor(self.document().firstBlock())
        form = QTextBlockFormat()
        height = round(_LINE * self._look.scale)
        form.setLineHeight(float(height), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        if cursor.blockFormat().lineHeight() != height:
            cursor.setBlockFormat(form)
        self.document().blockSignals(False)
        lines = max(1, self.document().firstBlock().layout().lineCount())
        self.setFixedHeight(height * min(_MAX_LINES, lines) + 2)


def _x(position: object) -> float:
    """Qt's `cursorToX` gives the place alone or with the cursor, depending on the binding."""
    first = position[0] if isinstance(position, tuple) else position
    return float(cast(float, first))
