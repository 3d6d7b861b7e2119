"""The blue-pencil construction sketch that an empty document shows."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QTransform


def draw_sketch(painter: QPainter, frame: QRectF, color: str) -> None:
    """Draws the sketch of a creature into a square frame."""
    place = QTransform.fromTranslate(frame.left(), frame.top())
    place.scale(frame.width() / 100, frame.height() / 100)
    pen = QPen(QColor(color), max(1.2, frame.width() / 320))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen)
    painter.drawPath(place.map(_solid_lines()))
    pen.setDashPattern([4, 3])
    painter.setPen(pen)
    painter.drawPath(place.map(_helping_lines()))


def _solid_lines() -> QPainterPath:
    path = QPainterPath()
    for x, y, rx, ry in (
        (33, 46, 19.5, 19.5),
        (23, 47, 5, 5),
        (41, 46, 6.5, 6.5),
        (58, 66, 21, 17),
        (44, 87, 8, 4),
        (68, 87, 8.5, 4),
    ):
        path.addEllipse(QPointF(x, y), rx, ry)
    _curve(path, (42, 71), (36, 78), (39, 80), (38, 84))
    _curve(path, (54, 72), (53, 78), (55, 80), (52, 84))
    _curve(path, (61, 72), (58, 78), (60, 80), (63, 84))
    _curve(path, (79, 72), (79, 78), (77, 80), (76, 84))
    _curve(path, (65, 55), (80, 55), (84, 44), (77, 31))
    _curve(path, (66, 75), (92, 76), (101, 46), (84, 30))
    return path


def _helping_lines() -> QPainterPath:
    path = QPainterPath()
    _curve(path, (29, 27), (23, 38), (25, 56), (30, 65))
    _curve(path, (14, 51), (24, 57), (42, 57), (52, 49))
    _curve(path, (77, 34), (66, 26), (71, 16), (76, 14))
    path.quadTo(QPointF(79, 16), QPointF(80, 19))
    _curve(path, (80, 19), (82, 14), (82, 11), (81, 8))
    _curve(path, (81, 8), (92, 16), (95, 29), (84, 34))
    path.moveTo(8, 91)
    path.lineTo(91, 91)
    return path


def _curve(path: QPainterPath, *points: tuple[float, float]) -> None:
    """A cubic curve through its ends, pulled by the two points between."""
    start, first, second, end = (QPointF(*p) for p in points)
    path.moveTo(start)
    path.cubicTo(first, second, end)
