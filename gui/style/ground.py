"""The dotted ground of the graph, and of what covers it."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

DOT = 1.9
"""Diameter of a dot, in logical pixels."""


@lru_cache(maxsize=8)
def dotted(side: int, ground: str, dot: str, width: float) -> QPixmap:
    """One tile of the ground: drawn as a texture, it costs a frame next to nothing."""
    tile = QPixmap(side, side)
    tile.fill(QColor(ground))
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(dot))
    painter.drawEllipse(QPointF(side / 2, side / 2), width / 2, width / 2)
    painter.end()
    return tile
