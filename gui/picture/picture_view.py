"""The picture on its checkerboard: zoom, hover, select."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFontMetricsF,
    QImage,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from gui.document.model import CREATURE
from gui.picture.outlines import mask_outline
from gui.picture.sketch import draw_sketch
from gui.picture.thumbnails import pixmap_of
from gui.style.theme import Look

_MARGIN = 20
_SQUARE = 8
"""Side of a checker square at 100 %."""
_FAINT = 0.45
"""Opacity of the checkerboard where there is no picture."""
_SMOOTH_UNTIL = 4.0
_ZOOM_STEP = 1.12
_ZOOMS = (0.5, 16.0)


class PictureView(QWidget):
    """Shows one picture and which of its parts is selected or under the pointer.

    Signals:
        hovered(str): id of the part under the pointer, empty for none.
        clicked(str): id of the part that was clicked, or `creature`.
        zoomed(float): screen pixels for one of the picture's.
    """

    hovered = Signal(str)
    clicked = Signal(str)
    zoomed = Signal(float)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        """Starts empty, with a construction sketch on a faint checkerboard."""
        super().__init__(parent)
        self._look = look
        self._pixmap: QPixmap | None = None
        self._part_map: NDArray[np.uint8] | None = None
        self._nodes: tuple[str, ...] = ()
        self._boxes: dict[str, tuple[float, float, float, float]] = {}
        self._outlines: dict[str, QPainterPath] = {}
        self._names: dict[str, str] = {}
        self._hover = ""
        self._selected = ""
        self._side = 256
        self._zoom = 0.0  # 0 fits the picture to the widget.
        self._offset = QPointF()
        self._pan_from: QPointF | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Picture")
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Room for the picture at 200 %."""
        return QSize(552, 552)

    def minimumSizeHint(self) -> QSize:
        """Room for the picture at 100 %."""
        return QSize(256 + 2 * _MARGIN, 256 + 2 * _MARGIN)

    def show_pixels(self, rgba: NDArray[np.uint8]) -> None:
        """Shows pixels [S, S, 4]; outlines stay those of the last parts."""
        self.show_pixmap(pixmap_of(rgba))

    def show_pixmap(self, pixmap: QPixmap) -> None:
        """Shows a square picture, such as the one in a file whose parts are not known yet."""
        self._pixmap = pixmap
        self._side = max(1, pixmap.width())
        self.update()

    def show_parts(
        self,
        part_map: NDArray[np.uint8],
        nodes: tuple[str, ...],
        boxes: dict[str, tuple[float, float, float, float]],
    ) -> None:
        """Tells where the parts are, for pointing at them.

        Args:
            part_map: [H, W] for each pixel the place of its part in `nodes`.
            nodes: ids of the parts.
            boxes: left, top, right, bottom of each part as shares of the side.
        """
        if self._part_map is not part_map:
            self._outlines.clear()
        self._part_map, self._nodes, self._boxes = part_map, nodes, boxes
        self.update()

    def show_names(self, names: dict[str, str]) -> None:
        """Tells what the parts are called, for the labels."""
        self._names = names

    def clear(self) -> None:
        """Shows the sketch of an empty document."""
        self._pixmap = self._part_map = None
        self._nodes, self._boxes = (), {}
        self._outlines.clear()
        self.update()

    def pixels(self) -> QPixmap | None:
        """Returns what is shown, at the picture's own size."""
        return self._pixmap

    def set_selected(self, node: str) -> None:
        """Outlines the selected part."""
        self._selected = node
        self.update()

    def set_hover(self, node: str) -> None:
        """Outlines the part that the pointer is over, here or elsewhere."""
        if node != self._hover:
            self._hover = node
            self.update()

    def fit(self) -> None:
        """Zooms so that the whole picture fills the widget."""
        self._zoom, self._offset = 0.0, QPointF()
        self.zoomed.emit(self.zoom)
        self.update()

    @property
    def zoom(self) -> float:
        """Screen pixels for one pixel of the picture."""
        room = min(self.width(), self.height()) - 2 * _MARGIN
        return self._zoom or max(_ZOOMS[0], room / self._side)

    def frame(self) -> QRectF:
        """Where the picture lies in the widget."""
        side = self.zoom * self._side
        corner = QPointF((self.width() - side) / 2, (self.height() - side) / 2) + self._offset
        return QRectF(corner.x(), corner.y(), side, side)

    def node_at(self, position: QPointF) -> str:
        """Returns the part that is visible at a point of the widget; empty for none."""
        if self._part_map is None:
            return ""
        frame = self.frame()
        height, width = self._part_map.shape
        x = int((position.x() - frame.left()) / frame.width() * width)
        y = int((position.y() - frame.top()) / frame.height() * height)
        if not (0 <= x < width and 0 <= y < height and frame.contains(position)):
            return ""
        place = int(self._part_map[y, x])
        return self._nodes[place] if place < len(self._nodes) else ""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pans with the middle button held, else says what lies under the pointer."""
        if self._pan_from is not None:
            self._offset += event.position() - self._pan_from
            self._pan_from = event.position()
            self.update()
            return
        node = self.node_at(event.position())
        if node != self._hover:
            self.set_hover(node)
            self.hovered.emit(node)

    def leaveEvent(self, event: object) -> None:
        """Forgets the part under the pointer."""
        self.set_hover("")
        self.hovered.emit("")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Selects with the left button, pans with the middle one."""
        if event.button() == Qt.MouseButton.MiddleButton:
            self._pan_from = event.position()
        elif event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(self.node_at(event.position()) or CREATURE)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ends panning."""
        self._pan_from = None

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zooms at the pointer; a touchpad's two fingers pan."""
        if not event.pixelDelta().isNull():
            self._offset += QPointF(event.pixelDelta())
        elif event.angleDelta().y():
            before, pointer = self.frame(), event.position()
            steps = event.angleDelta().y() / 120
            self._zoom = min(_ZOOMS[1], max(_ZOOMS[0], self.zoom * _ZOOM_STEP**steps))
            growth = self._zoom * self._side / before.width()
            middle = QPointF(self.width() / 2, self.height() / 2)
            self._offset = (before.center() - pointer) * growth + pointer - middle
            self.zoomed.emit(self.zoom)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tells the new zoom where it follows the widget."""
        self.zoomed.emit(self.zoom)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws checkerboard, picture, outlines and labels."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = self.frame()
        self._paint_checker(painter, frame)
        if self._pixmap is None:
            draw_sketch(painter, frame, self._look.tokens.softline)
            return
        smooth = self.zoom < _SMOOTH_UNTIL
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        painter.drawPixmap(frame, self._pixmap, QRectF(self._pixmap.rect()))
        if self._hover and self._hover != self._selected:
            self._paint_hover(painter, frame)
        if self._selected in self._boxes:
            self._paint_selected(painter, frame)

    def _paint_checker(self, painter: QPainter, frame: QRectF) -> None:
        t = self._look.tokens
        tile = QImage(2, 2, QImage.Format.Format_RGB32)
        for x, y in ((0, 0), (1, 0), (0, 1), (1, 1)):
            tile.setPixelColor(x, y, QColor(t.checker[(x + y) % 2]))
        square = _SQUARE * self.zoom
        brush = QBrush(tile)
        brush.setTransform(QTransform.fromScale(square, square))
        painter.fillRect(frame, QColor(t.checker[0]))
        painter.save()
        if self._pixmap is None:
            painter.setOpacity(_FAINT)
        painter.setBrushOrigin(frame.topLeft())
        painter.fillRect(frame, brush)
        painter.restore()
        painter.setPen(QPen(QColor(t.line), 1))
        painter.drawRect(frame)

    def _outline(self, node: str, frame: QRectF) -> QPainterPath:
        if node not in self._outlines and self._part_map is not None and node in self._nodes:
            self._outlines[node] = mask_outline(self._part_map == self._nodes.index(node))
        path = self._outlines.get(node, QPainterPath())
        transform = QTransform.fromTranslate(frame.left(), frame.top())
        return transform.scale(frame.width(), frame.height()).map(path)

    def _paint_hover(self, painter: QPainter, frame: QRectF) -> None:
        path = self._outline(self._hover, frame)
        if path.isEmpty():
            return
        painter.setPen(QPen(QColor("white"), 2.6))
        painter.drawPath(path)
        pen = QPen(QColor("black"), 1)
        pen.setDashPattern([3, 3])
        painter.setPen(pen)
        painter.drawPath(path)
        t = self._look.tokens
        self._paint_label(
            painter, path.boundingRect().topLeft(), -6, self._hover, t.raised, t.text, t.line2
        )

    def _paint_selected(self, painter: QPainter, frame: QRectF) -> None:
        t = self._look.tokens
        path = self._outline(self._selected, frame)
        painter.setPen(QPen(QColor("white"), 2.8))
        painter.drawPath(path)
        painter.setPen(QPen(QColor(t.fill), 1.4))
        painter.drawPath(path)
        left, top, right, bottom = self._boxes[self._selected]
        box = QRectF(
            frame.left() + left * frame.width(),
            frame.top() + top * frame.height(),
            (right - left) * frame.width(),
            (bottom - top) * frame.height(),
        )
        painter.setPen(QPen(QColor(t.fill), 1.5))
        painter.drawRect(box)
        size = f"{round((right - left) * 100)} × {round((bottom - top) * 100)} %"
        self._paint_label(
            painter, box.bottomLeft(), 6, self._selected, t.fill, t.on_fill, t.fill, size
        )

    def _paint_label(
        self,
        painter: QPainter,
        corner: QPointF,
        gap: float,
        node: str,
        ground: str,
        ink: str,
        border: str,
        more: str = "",
    ) -> None:
        """Draws a part's name below (`gap` > 0) or above a corner, kept inside the widget."""
        bold, plain = self._look.font(11, 600), self._look.font(11)
        name = self._names.get(node, node)
        name_width = QFontMetricsF(bold).horizontalAdvance(name)
        more_width = QFontMetricsF(plain).horizontalAdvance(" " + more) + 2 if more else 0.0
        width, height = name_width + more_width + 14, 18.0
        y = corner.y() + gap if gap > 0 else corner.y() + gap - height
        x = min(max(corner.x(), 2), self.width() - width - 2)
        place = QRectF(x, min(max(y, 2), self.height() - height - 2), width, height)
        painter.setPen(QPen(QColor(border), 1))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(place, 4, 4)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QColor(ink))
        painter.setFont(bold)
        inner = place.adjusted(7, 0, -7, 0)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, name)
        if more:
            painter.setFont(plain)
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(inner, side, more)
