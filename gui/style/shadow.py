"""The shadow under popups, painted once for each size and kept."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

_LAYERS = 24


@lru_cache(maxsize=24)
def shadow(width: int, height: int, radius: int, blur: int, strength: float) -> QPixmap:
    """Returns a soft shadow of a rounded rectangle, `blur` pixels larger on each side.

    Args:
        width: of the rectangle.
        height: of the rectangle.
        radius: of its corners.
        blur: how far the shadow reaches.
        strength: opacity where it is darkest, 0 to 1.
    """
    pixmap = QPixmap(width + 2 * blur, height + 2 * blur)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    layer = QColor(Qt.GlobalColor.black)
    layer.setAlphaF(strength / _LAYERS * 1.6)
    painter.setBrush(layer)
    for step in range(_LAYERS):
        grow = blur * (1 - (step / _LAYERS) ** 0.5)
        body = QRectF(blur - grow, blur - grow, width + 2 * grow, height + 2 * grow)
        painter.drawRoundedRect(body, radius + grow, radius + grow)
    painter.end()
    return pixmap
