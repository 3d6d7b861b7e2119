"""The pipette: a loupe over 9x9 pixels of the picture that samples one of them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPen

from gui.style.theme import Look

SIDE = 9
"""Pixels that the loupe shows along each side."""

_CELL = 11.0
_GAP = 18.0
_NAME = 20.0


class Loupe:
    """Shows the pixels around the pointer; knows the one in the middle."""

    def __init__(self, look: Look) -> None:
        """Starts away from any picture."""
        self._look = look
        self._image = QImage()
        self._at: tuple[int, int] | None = None

    def open(self, image: QImage) -> None:
        """Looks at a picture."""
        self._image, self._at = image, None

    def look_at(self, x: float, y: float) -> None:
        """Looks at a point, in shares of the side."""
        side = self._image.width()
        inside = side > 0 and 0 <= x < 1 and 0 <= y < 1
        self._at = (int(x * side), int(y * side)) if inside else None

    def color(self) -> str:
        """Returns the hex value in the middle; empty where there is no colour."""
        return self._color_at(0, 0)

    def paint(self, painter: QPainter, pointer: QPointF, room: QSizeF) -> None:
        """Draws the loupe beside the pointer, kept inside the widget."""
        if self._at is None:
            return
        t = self._look.tokens
        side = SIDE * _CELL
        x = pointer.x() + _GAP
        x = x if x + side < room.width() else pointer.x() - _GAP - side
        y = min(max(pointer.y() - side / 2, 2), room.height() - side - _NAME - 4)
        frame = QRectF(round(x) + 0.5, round(y) + 0.5, side, side)
        painter.fillRect(frame, QColor(t.press))
        for row in range(SIDE):
            for column in range(SIDE):
                color = self._color_at(column - SIDE // 2, row - SIDE // 2)
                if color:
                    cell = QRectF(
                        frame.left() + column * _CELL, frame.top() + row * _CELL, _CELL, _CELL
                    )
                    painter.fillRect(cell, QColor(color))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        middle = frame.center()
        half = _CELL / 2
        for width, ink in ((3.0, "white"), (1.2, "black")):
            painter.setPen(QPen(QColor(ink), width))
            painter.drawRect(QRectF(middle.x() - half, middle.y() - half, _CELL, _CELL))
        painter.setPen(QPen(QColor(t.line2), 1))
        painter.drawRect(frame)
        self._paint_name(painter, frame)

    def _paint_name(self, painter: QPainter, frame: QRectF) -> None:
        t = self._look.tokens
        font = self._look.font(11, 500)
        name = self.color().upper() or "–"
        width = QFontMetricsF(font).horizontalAdvance(name) + 14
        place = QRectF(frame.left(), frame.bottom() + 3, width, _NAME)
        painter.setPen(QPen(QColor(t.line2), 1))
        painter.setBrush(QColor(t.raised))
        painter.drawRoundedRect(place, 4, 4)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QColor(t.text))
        painter.setFont(font)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, name)

    def _color_at(self, right: int, down: int) -> str:
        if self._at is None:
            return ""
        x, y = self._at[0] + right, self._at[1] + down
        if not self._image.valid(x, y):
            return ""
        color = self._image.pixelColor(x, y)
        return color.name() if color.alpha() > 127 else ""
