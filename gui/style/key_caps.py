"""A key as the caps that one presses: `Ctrl` `K`."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gui.style.theme import Look

_SIGNS = {"Return": "↵", "Up": "↑", "Down": "↓", "Left": "←", "Right": "→", "Tab": "Tab"}
_GAP = 3.0
_HEIGHT = 17.0


def caps_of(key: str) -> list[str]:
    """Returns what is written on the caps of a key such as `Ctrl+Shift+V`."""
    if not key:
        return []
    front, last = (key[:-2], "+") if key.endswith("++") else (key.rpartition("+")[0::2])
    held = [k for k in front.split("+") if k]
    return [*held, _SIGNS.get(last, last) or "+"]


def caps_width(look: Look, key: str) -> float:
    """Returns how wide the caps of a key are drawn."""
    metrics = QFontMetricsF(look.font(11))
    caps = caps_of(key)
    return sum(_width(metrics, c) for c in caps) + _GAP * max(0, len(caps) - 1)


def draw_caps(painter: QPainter, look: Look, key: str, right: float, middle: float) -> None:
    """Draws the caps of a key to the left of a place."""
    t = look.tokens
    font = look.font(11)
    metrics = QFontMetricsF(font)
    height = _HEIGHT * look.scale
    x = right - caps_width(look, key)
    painter.setFont(font)
    for cap in caps_of(key):
        place = QRectF(x + 0.5, middle - height / 2 + 0.5, _width(metrics, cap) - 1, height - 1)
        painter.setPen(QPen(QColor(t.line2), 1))
        painter.setBrush(QColor(t.field))
        painter.drawRoundedRect(place, 4, 4)
        painter.setPen(QColor(t.text2))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, cap)
        x += _width(metrics, cap) + _GAP


def _width(metrics: QFontMetricsF, cap: str) -> float:
    return max(18.0, metrics.horizontalAdvance(cap) + 9)


class KeyCaps(QWidget):
    """Shows the caps of one key."""

    def __init__(self, look: Look, key: str) -> None:
        """Shows a key such as `Ctrl+K`."""
        super().__init__()
        self._look, self._key = look, key
        self.show_key(key)
        look.changed.connect(self.update)

    def show_key(self, key: str) -> None:
        """Shows another key; none takes no room."""
        self._key = key
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as its caps."""
        return QSize(round(caps_width(self._look, self._key)), round(_HEIGHT * self._look.scale))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the caps."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_caps(painter, self._look, self._key, float(self.width()), self.height() / 2)
