"""The parts of the picture that is shown: what lies where, and their outlines and labels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QTransform

from gui.picture.outlines import mask_outline
from gui.style.icons import draw_icon
from gui.style.theme import Look

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Box = tuple[float, float, float, float]

_LABEL = 18.0


class PartMarks:
    """Knows the parts of one picture and draws what points them out."""

    def __init__(self, look: Look) -> None:
        """Starts without parts."""
        self._look = look
        self._part_map: NDArray[np.uint8] | None = None
        self._nodes: tuple[str, ...] = ()
        self._outlines: dict[str, QPainterPath] = {}
        self._depths: Mapping[str, float] = {}
        self.boxes: Mapping[str, Box] = {}
        self.names: Mapping[str, str] = {}
        self.locked: frozenset[str] = frozenset()

    def show(
        self,
        part_map: NDArray[np.uint8],
        nodes: tuple[str, ...],
        boxes: Mapping[str, Box],
        depths: Mapping[str, float],
    ) -> None:
        """Takes the parts of another picture.

        Args:
            part_map: [H, W] for each pixel the place of its part in `nodes`.
            nodes: ids of the parts.
            boxes: left, top, right, bottom of each part as shares of the side.
            depths: larger is nearer to the viewer.
        """
        if self._part_map is not part_map:
            self._outlines.clear()
        self._part_map, self._nodes = part_map, nodes
        self.boxes, self._depths = boxes, depths

    def clear(self) -> None:
        """Forgets all parts."""
        self._part_map = None
        self._nodes, self.boxes = (), {}
        self._outlines.clear()

    def visible_at(self, x: float, y: float) -> str:
        """Returns the part that is seen at a point in shares of the side; empty for none."""
        if self._part_map is None or not (0 <= x < 1 and 0 <= y < 1):
            return ""
        height, width = self._part_map.shape
        place = int(self._part_map[int(y * height), int(x * width)])
        return self._nodes[place] if place < len(self._nodes) else ""

    def all_at(self, x: float, y: float) -> list[str]:
        """Returns the part that is seen at a point, then those whose boxes lie below it."""
        seen = self.visible_at(x, y)
        below = [
            node
            for node, (left, top, right, bottom) in self.boxes.items()
            if node != seen and left <= x <= right and top <= y <= bottom
        ]
        below.sort(key=lambda node: -self._depths.get(node, 0.0))
        return [seen, *below] if seen else []

    def outline(self, node: str, frame: QRectF) -> QPainterPath:
        """Returns the border of a part's visible pixels in the widget; empty where it has none."""
        if node not in self._outlines and self._part_map is not None and node in self._nodes:
            self._outlines[node] = mask_outline(self._part_map == self._nodes.index(node))
        path = self._outlines.get(node, QPainterPath())
        transform = QTransform.fromTranslate(frame.left(), frame.top())
        return transform.scale(frame.width(), frame.height()).map(path)

    @property
    def _height(self) -> float:
        """Height of a label."""
        return round(_LABEL * self._look.scale)

    def paint_hover(self, painter: QPainter, node: str, frame: QRectF, room: QSizeF) -> None:
        """Outlines the part that is pointed at, and names it."""
        path = self.outline(node, frame)
        if path.isEmpty():
            return
        t = self._look.tokens
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor("white"), 2.6))
        painter.drawPath(path)
        pen = QPen(QColor("black"), 1)
        pen.setDashPattern([3, 3])
        painter.setPen(pen)
        painter.drawPath(path)
        corner = path.boundingRect().topLeft() - QPointF(0, 6 + self._height)
        colors = (t.raised, t.text, t.line2)
        self.paint_label(painter, corner, node, "", colors, room)

    def paint_selected(self, painter: QPainter, nodes: Iterable[str], frame: QRectF) -> None:
        """Outlines the selected parts."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for node in nodes:
            path = self.outline(node, frame)
            painter.setPen(QPen(QColor("white"), 2.8))
            painter.drawPath(path)
            painter.setPen(QPen(QColor(self._look.tokens.fill), 1.4))
            painter.drawPath(path)

    def paint_label(
        self,
        painter: QPainter,
        corner: QPointF,
        node: str,
        more: str,
        colors: tuple[str, str, str],
        room: QSizeF,
    ) -> None:
        """Draws a part's name, kept inside the widget.

        Args:
            painter: of the widget.
            corner: upper left corner of the label.
            node: the part.
            more: what stands behind the name, such as its size.
            colors: of ground, ink and border.
            room: size of the widget.
        """
        bold, plain = self._look.font(11, 600), self._look.font(11)
        name = self.names.get(node, node)
        name_width = QFontMetricsF(bold).horizontalAdvance(name)
        more_width = QFontMetricsF(plain).horizontalAdvance(" " + more) + 2 if more else 0.0
        lock = 15.0 if node in self.locked else 0.0
        width = lock + name_width + more_width + 14
        x = min(max(corner.x(), 2), room.width() - width - 2)
        y = min(max(corner.y(), 2), room.height() - self._height - 2)
        place = QRectF(round(x) + 0.5, round(y) + 0.5, round(width), self._height)
        ground, ink, border = colors
        painter.setPen(QPen(QColor(border), 1))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(place, 4, 4)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if lock:
            draw_icon(
                painter, "locked", ink, QRectF(place.left() + 5, place.center().y() - 6, 12, 12)
            )
        painter.setPen(QColor(ink))
        painter.setFont(bold)
        inner = place.adjusted(7 + lock, 0, -7, 0)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, name)
        if more:
            painter.setFont(plain)
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(inner, side, more)
