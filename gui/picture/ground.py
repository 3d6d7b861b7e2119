"""What lies behind a transparent picture: a checkerboard, or one colour."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen, QTransform

from gui.style.theme import Tokens

CHECKER = ""
"""The ground that is no colour."""

_SQUARE = 8
"""Side of a checker square at 100 %."""
_RADIUS = 4.0
_FAINT = 0.45
"""Opacity of the checkerboard where there is no picture."""


def paint_ground(
    painter: QPainter, tokens: Tokens, frame: QRectF, zoom: float, color: str, faint: bool
) -> None:
    """Draws the ground with its border.

    Args:
        painter: of the widget.
        tokens: the theme.
        frame: where the picture lies.
        zoom: screen pixels for one of the picture's.
        color: hex value, or `CHECKER`.
        faint: whether there is no picture.
    """
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    if color == CHECKER:
        painter.setBrush(QColor(tokens.checker[0]))
        painter.drawRoundedRect(frame, _RADIUS, _RADIUS)
        if faint:
            painter.setOpacity(_FAINT)
        painter.setBrushOrigin(frame.topLeft())
        painter.setBrush(_checker(tokens, _SQUARE * zoom))
    else:
        painter.setBrush(QColor(color))
    painter.drawRoundedRect(frame, _RADIUS, _RADIUS)
    painter.restore()
    painter.setPen(QPen(QColor(tokens.line), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(frame.adjusted(-0.5, -0.5, 0.5, 0.5), _RADIUS, _RADIUS)


def _checker(tokens: Tokens, square: float) -> QBrush:
    tile = QImage(2, 2, QImage.Format.Format_RGB32)
    for x, y in ((0, 0), (1, 0), (0, 1), (1, 1)):
        tile.setPixelColor(x, y, QColor(tokens.checker[(x + y) % 2]))
    brush = QBrush(tile)
    brush.setTransform(QTransform.fromScale(square, square))
    return brush
