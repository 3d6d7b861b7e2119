"""Before and after: one picture, the other, or both with a line between them that slides."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPixmap

from gui.style.icons import draw_icon
from gui.style.theme import LIGHT, Look
from gui.style.translation import tr

_KNOB = 32.0
_GRAB = 14.0
_LABEL = 20.0


class Mode(Enum):
    """What is seen."""

    NOW = "now"
    SPLIT = "split"
    BEFORE = "before"


class Comparison:
    """The earlier picture, and where the line between the two is."""

    def __init__(self, look: Look) -> None:
        """Starts with the picture of now."""
        self._look = look
        self.mode = Mode.NOW
        self.earlier: QPixmap | None = None
        self.notes = ("", "")
        self.share = 0.5
        self.flipped = False
        self._held = False

    @property
    def seen(self) -> Mode:
        """What is seen; without an earlier picture that is the one of now."""
        return self.mode if self.earlier is not None else Mode.NOW

    def line(self, frame: QRectF) -> float:
        """Where the line is in the widget."""
        return frame.left() + self.share * frame.width()

    def press(self, position: QPointF, frame: QRectF) -> bool:
        """Takes hold of the line; says whether it was there."""
        near = abs(position.x() - self.line(frame)) <= _GRAB
        self._held = self.seen is Mode.SPLIT and near
        return self._held

    def move(self, position: QPointF, frame: QRectF) -> bool:
        """Slides the line; says whether it is held."""
        if self._held:
            self.share = min(1.0, max(0.0, (position.x() - frame.left()) / frame.width()))
        return self._held

    def release(self) -> None:
        """Lets the line go."""
        self._held = False

    def slide(self, by: float) -> None:
        """Moves the line by a share of the side, as arrow keys do."""
        self.share = min(1.0, max(0.0, self.share + by))

    def is_over(self, position: QPointF, frame: QRectF) -> bool:
        """Whether the line lies at a point."""
        return self.seen is Mode.SPLIT and abs(position.x() - self.line(frame)) <= _GRAB

    def paint(self, painter: QPainter, now: QPixmap, frame: QRectF) -> None:
        """Draws the picture or the pictures."""
        if self.seen is Mode.NOW or self.earlier is None:
            _draw(painter, now, frame)
        elif self.seen is Mode.BEFORE:
            _draw(painter, self.earlier, frame)
        else:
            left, right = self.earlier, now
            if self.flipped:
                left, right = right, left
            at = self.line(frame)
            painter.save()
            painter.setClipRect(
                QRectF(frame.left(), frame.top(), at - frame.left(), frame.height())
            )
            _draw(painter, left, frame)
            painter.setClipRect(QRectF(at, frame.top(), frame.right() - at, frame.height()))
            _draw(painter, right, frame)
            painter.restore()

    def paint_over(self, painter: QPainter, frame: QRectF, room: QSizeF) -> None:
        """Draws the line with its knob, and says which side is which."""
        if self.seen is Mode.NOW:
            return
        before, now = (tr("Before"), self.notes[0]), (tr("Now"), self.notes[1])
        left, right = (now, before) if self.flipped and self.seen is Mode.SPLIT else (before, now)
        inside = frame.intersected(QRectF(QPointF(), room))
        self._paint_label(painter, inside, *left, at_right=False)
        if self.seen is Mode.SPLIT:
            self._paint_label(painter, inside, *right, at_right=True)
            self._paint_line(painter, frame, inside)

    def _paint_line(self, painter: QPainter, frame: QRectF, inside: QRectF) -> None:
        at = self.line(frame)
        painter.setPen(QPen(QColor(0, 0, 0, 60), 4))
        painter.drawLine(QPointF(at, frame.top()), QPointF(at, frame.bottom()))
        painter.setPen(QPen(QColor("white"), 2))
        painter.drawLine(QPointF(at, frame.top()), QPointF(at, frame.bottom()))
        painter.setPen(QPen(QColor(0, 0, 0, 50), 1))
        painter.setBrush(QColor("white"))
        middle = QPointF(at, inside.center().y())
        painter.drawEllipse(middle, _KNOB / 2, _KNOB / 2)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        place = QRectF(middle.x() - 9, middle.y() - 9, 18, 18)
        draw_icon(painter, "slider", LIGHT.text, place)

    def _paint_label(
        self, painter: QPainter, inside: QRectF, word: str, note: str, at_right: bool
    ) -> None:
        t = self._look.tokens
        bold, plain = self._look.font(11, 600), self._look.font(11)
        note = QFontMetricsF(plain).elidedText(note, Qt.TextElideMode.ElideRight, 150)
        word_width = QFontMetricsF(bold).horizontalAdvance(word)
        note_width = QFontMetricsF(plain).horizontalAdvance(note) + 5 if note else 0.0
        width = round(word_width + note_width + 14)
        x = inside.right() - width - 10 if at_right else inside.left() + 10
        height = _LABEL * self._look.scale
        place = QRectF(round(x) + 0.5, round(inside.top()) + 10.5, width, height)
        painter.setPen(QPen(QColor(t.line2), 1))
        painter.setBrush(QColor(t.raised))
        painter.drawRoundedRect(place, 5, 5)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inner = place.adjusted(7, 0, -7, 0)
        painter.setPen(QColor(t.text))
        painter.setFont(bold)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, word)
        painter.setPen(QColor(t.text2))
        painter.setFont(plain)
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(inner, side, note)


def _draw(painter: QPainter, pixmap: QPixmap, frame: QRectF) -> None:
    painter.drawPixmap(frame, pixmap, QRectF(pixmap.rect()))
