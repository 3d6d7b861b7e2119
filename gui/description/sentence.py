"""The field of the sentence: words wear the colours of the parts that they became."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QEvent, QMimeData, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QToolTip, QWidget

from gui.description.marks import Marked
from gui.style.theme import Look, mixed, word_tint
from gui.style.translation import tr

_LINE = 30
_MAX_LINES = 4
_PADDING = 4
"""Room around the text for the tints, which are larger than their words."""
_WORD_GAP = 0.7
"""More room between words, in pixels, since tints reach into it."""
_LINE_BREAK = "\u2028"
"""Begins another line of the same block; `toPlainText` gives a line feed for it."""
_DARKER = 0.12
"""Share of the text's colour in the tint of words that are pointed at."""


class Sentence(QPlainTextEdit):
    """One to four lines of text without formats; undo is the document's, not the field's.

    Signals:
        edited(str): after each key that changed the text.
        entered(): Enter was pressed.
        word_clicked(str): id of the part whose words were clicked.
        hovered(str): id of the part whose words the pointer is over; empty for none.
    """

    edited = Signal(str)
    entered = Signal()
    word_clicked = Signal(str)
    hovered = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        """Starts empty, with an example as the placeholder."""
        super().__init__(parent)
        self._look = look
        self._marks: tuple[Marked, ...] = ()
        self._marked_text = ""
        self._selected: tuple[str, ...] = ()
        self._hover = ""
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setObjectName("sentence")
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setPlaceholderText(
            tr("Describe a creature, e.g. “a round white owl with gold eyes and short wings”")
        )
        self.setAccessibleName(tr("Description"))
        self.setAccessibleDescription(tr("A sentence that says what the creature looks like"))
        self.document().setDocumentMargin(_PADDING)
        spaced = self.font()
        spaced.setWordSpacing(_WORD_GAP)
        self.setFont(spaced)
        self.textChanged.connect(self._text_changed)
        look.changed.connect(self._fade)
        self._grow()

    def show_text(self, text: str) -> None:
        """Replaces the text without telling that it was edited."""
        if text == self.toPlainText():
            return
        self.blockSignals(True)
        self.setPlainText(_one_block(text))
        self.blockSignals(False)
        self.moveCursor(QTextCursor.MoveOperation.End)
        self._grow()

    def show_marks(self, text: str, marks: Sequence[Marked]) -> None:
        """Shows what the words of `text` became; valid as far as the text is still the same."""
        self._marked_text, self._marks = text, tuple(marks)
        self._fade()

    def set_selected(self, nodes: Sequence[str]) -> None:
        """Rings the words of the selected parts."""
        self._selected = tuple(nodes)
        self.viewport().update()

    def set_hover(self, node: str) -> None:
        """Darkens the words of the part that the pointer is over elsewhere."""
        if node != self._hover:
            self._hover = node
            self.viewport().update()

    def _fade(self) -> None:
        """Takes the strength from words that the graph no longer says."""
        form = QTextCharFormat()
        form.setForeground(QColor(self._look.tokens.text3))
        faded = []
        for mark in self._valid_marks():
            if mark.style == "faded":
                selection = QTextEdit.ExtraSelection()
                cursor = QTextCursor(self.document())
                cursor.setPosition(mark.start)
                cursor.setPosition(mark.end, QTextCursor.MoveMode.KeepAnchor)
                selection.cursor, selection.format = cursor, form
                faded.append(selection)
        self.setExtraSelections(faded)
        self.viewport().update()

    def event(self, event: QEvent) -> bool:
        """Leaves undo and redo to the document, and says what there is to say of a word."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            marks = self._marks_at(QPointF(self.viewport().mapFromGlobal(event.globalPos())))
            tips = dict.fromkeys(m.tip for m in marks if m.tip)
            QToolTip.showText(event.globalPos(), "\n".join(tips), self)
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            keys = QKeySequence.StandardKey
            if event.matches(keys.Undo) or event.matches(keys.Redo):
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter reads the text at once; with Shift it begins another line."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.insertPlainText(_LINE_BREAK)
            else:
                self.entered.emit()
            return
        super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Takes text alone, its lines in the one block that marks count places in."""
        if source.hasText():
            self.insertPlainText(_one_block(source.text()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A plain click on words also selects their part."""
        super().mouseReleaseEvent(event)
        if self.textCursor().hasSelection() or event.button() != Qt.MouseButton.LeftButton:
            return
        at = self.textCursor().position()
        for mark in self._valid_marks():
            if mark.nodes and mark.start <= at <= mark.end:
                self.word_clicked.emit(mark.nodes[0])
                return

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Says which part's words are under the pointer."""
        super().mouseMoveEvent(event)
        nodes = [n for mark in self._marks_at(event.position()) for n in mark.nodes]
        self._point(nodes[0] if nodes else "")

    def leaveEvent(self, event: QEvent) -> None:
        """Forgets the part under the pointer."""
        super().leaveEvent(event)
        self._point("")

    def _point(self, node: str) -> None:
        if node != self._hover:
            self.set_hover(node)
            self.hovered.emit(node)

    def _marks_at(self, position: QPointF) -> list[Marked]:
        """The marks whose words lie at a point of the viewport."""
        return [
            mark
            for mark in self._valid_marks()
            if any(place.adjusted(-3, 0, 3, 0).contains(position) for place in self._rects(mark))
        ]

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
            if mark.style not in ("part", "faded"):
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
        if self._hover in mark.nodes:
            tint = mixed(t.text, tint, _DARKER)
        for place in self._rects(mark):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tint))
            painter.drawRoundedRect(place.adjusted(-2.5, -0.5, 2.5, 0.5), 6, 6)
            if any(node in self._selected for node in mark.nodes):
                painter.setPen(QPen(QColor(t.accent), 1.6))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(place.adjusted(-3, -1, 3, 1), 6.5, 6.5)

    def _paint_underline(self, painter: QPainter, mark: Marked) -> None:
        t = self._look.tokens
        for place in self._rects(mark):
            y = place.bottom() - 1
            if mark.style == "unknown":
                path = QPainterPath(QPointF(place.left(), y))
                x, up = place.left(), True
                while x < place.right():
                    path.quadTo(QPointF(x + 2.5, y + (-4 if up else 4)), QPointF(x + 5, y))
                    x, up = x + 5, not up
                painter.setPen(QPen(QColor(t.warnline), 1.4))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawPath(path)
            else:
                pen = QPen(QColor(t.text2 if mark.style == "mapped" else t.edge), 1.5)
                pen.setCapStyle(Qt.PenCapStyle.RoundCap)
                pen.setDashPattern([0.01, 2.0])
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
            height = metrics.height() + (4 if layout.lineCount() == 1 else -1)
            found.append(QRectF(left, middle - height / 2, right - left, height).translated(origin))
        return found

    def _text_changed(self) -> None:
        self._grow()
        self.edited.emit(self.toPlainText())

    def _grow(self) -> None:
        height = round(_LINE * self._look.scale)
        block = self.document().firstBlock()
        # Breaks the text into lines, if nothing did yet.
        text = self.blockBoundingGeometry(block).height()
        lines = max(1, block.layout().lineCount())
        room = height * min(_MAX_LINES, lines) + 2
        if lines <= _MAX_LINES:  # Chinese fonts have higher lines; no bar to scroll a whole text.
            room = max(room, math.ceil(text) + _PADDING + 2 + 2 * self.frameWidth())
        self.setFixedHeight(room)


def _one_block(text: str) -> str:
    return _LINE_BREAK.join(text.splitlines())


def _x(position: object) -> float:
    """Qt's `cursorToX` gives the place alone or with the cursor, depending on the binding."""
    first = position[0] if isinstance(position, tuple) else position
    return float(cast(float, first))
