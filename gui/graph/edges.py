"""Lines of the graph: what hangs on what, and what else the text says of two parts."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPainterPathStroker, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gui.graph.cards import Link
from gui.graph.part_card import PartCard
from gui.style.theme import Look

DOT = 6.0
"""Diameter of the open dot where a line meets the card that holds."""

_LABEL_HEIGHT = 19.0
_LABEL_SHARES = (0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78, 0.15, 0.85)
"""Where on a line its words are, the first of them where nothing is in the way."""
_TWIN_STEP = 4.0
_ENDS = (0.12, 0.88)
"""Between which shares of a side a line may be moved to run straight."""
_BEND = 0.5
"""How far the bend of a line reaches, as a share of the way to the other card."""


class Side(Enum):
    """A side of a card, with its direction outwards."""

    LEFT = (-1, 0)
    RIGHT = (1, 0)
    TOP = (0, -1)
    BOTTOM = (0, 1)

    @property
    def opposite(self) -> Side:
        """The side across."""
        return Side((-self.value[0], -self.value[1]))


_UPRIGHT = (Side.TOP, Side.BOTTOM)


def facing_side(start: PartCard, end: PartCard) -> Side:
    """Returns the side of a card that faces another one best."""
    a, b = start.body().translated(start.pos()), end.body().translated(end.pos())
    across = max(b.left() - a.right(), a.left() - b.right())
    along = max(b.top() - a.bottom(), a.top() - b.bottom())
    if along >= across:
        return Side.BOTTOM if b.center().y() > a.center().y() else Side.TOP
    return Side.RIGHT if b.center().x() > a.center().x() else Side.LEFT


def point_on(card: PartCard, side: Side, share: float) -> QPointF:
    """Returns the point of a card's side at a share of its length, in the scene."""
    body = card.body().translated(card.pos())
    dx, dy = side.value
    if dx:
        x = body.left() if dx < 0 else body.right()
        return QPointF(x, body.top() + share * body.height())
    y = body.top() if dy < 0 else body.bottom()
    return QPointF(body.left() + share * body.width(), y)


def share_towards(card: PartCard, side: Side, place: QPointF) -> float | None:
    """Returns the share of a side that lies straight across from a point; None beyond its ends."""
    body = card.body().translated(card.pos())
    if side.value[0]:
        share = (place.y() - body.top()) / body.height()
    else:
        share = (place.x() - body.left()) / body.width()
    return share if _ENDS[0] <= share <= _ENDS[1] else None


def bent_line(start: QPointF, out: Side, end: QPointF, into: Side) -> QPainterPath:
    """Returns a curve that leaves and meets two sides squarely; straight where it can be."""
    path = QPainterPath(start)
    aligned = abs(start.x() - end.x()) < 1 if out in _UPRIGHT else abs(start.y() - end.y()) < 1
    if aligned and into is out.opposite:
        path.lineTo(end)
        return path
    way = end - start
    ahead = abs(way.x() if out.value[0] else way.y())
    reach = max(12.0, min(ahead * _BEND, 120.0))
    first = start + QPointF(*out.value) * reach
    second = end + QPointF(*into.value) * reach
    path.cubicTo(first, second, end)
    return path


class GraphEdge(QGraphicsItem):
    """One line between two cards; ends are set by the scene, which sees all lines at once."""

    def __init__(self, look: Look, link: Link, child: PartCard, parent: PartCard) -> None:
        """Starts without a path."""
        super().__init__()
        self._look = look
        self.link, self.child, self.parent = link, child, parent
        self.active = self.hovered = False
        self._path = QPainterPath()
        self._dot = QPointF()
        self._label_share = 0.5
        self.setZValue(1)

    def show_link(self, link: Link) -> None:
        """Shows what the line says now."""
        if link != self.link:
            self.prepareGeometryChange()
            self.link = link
            self.update()

    def lay(self, side: Side, share: float, into: Side, into_share: float) -> None:
        """Lets the line leave the parent's side and meet the child's, at shares of their length."""
        self.prepareGeometryChange()
        start = point_on(self.parent, side, share)
        end = point_on(self.child, into, into_share)
        self._path = bent_line(start, side, end, into)
        self._dot = start
        self.update()

    def set_state(self, active: bool, hovered: bool) -> None:
        """Sets whether the line belongs to the selected card, or is pointed at."""
        if (active, hovered) != (self.active, self.hovered):
            self.active, self.hovered = active, hovered
            self.update()

    @property
    def dot(self) -> QPointF:
        """Where the line meets the card that holds, in the scene."""
        return self._dot

    def line_place(self, share: float = 0.5) -> QPointF:
        """Returns a point of the line."""
        return self._path.pointAtPercent(share)

    def label_place(self) -> QRectF:
        """Where the words of a relation are; empty where there are none."""
        if not self.link.label:
            return QRectF()
        metrics = QFontMetricsF(self._look.font(11, 500))
        width = metrics.horizontalAdvance(self.link.label) + 16
        height = _LABEL_HEIGHT * self._look.scale
        middle = self.line_place(self._label_share)
        return QRectF(middle.x() - width / 2, middle.y() - height / 2, width, height)

    def keep_label_clear(self, bodies: Iterable[QRectF]) -> None:
        """Moves the words along the line to where no card lies over them, if there is room."""
        if not self.link.label:
            return
        self.prepareGeometryChange()
        taken = list(bodies)
        for self._label_share in _LABEL_SHARES:
            place = self.label_place().adjusted(-3, -3, 3, 3)
            if not any(place.intersects(body) for body in taken):
                return
        self._label_share = _LABEL_SHARES[0]

    def boundingRect(self) -> QRectF:
        """The line with dot and label."""
        around = self._path.boundingRect().adjusted(-9, -9, 9, 9)
        return around.united(self.label_place().adjusted(-2, -2, 2, 2))

    def shape(self) -> QPainterPath:
        """A band along the line, wide enough to be pointed at."""
        stroker = QPainterPathStroker()
        stroker.setWidth(10)
        shape = stroker.createStroke(self._path)
        shape.addRect(self.label_place())
        return shape

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draws line, dot and label."""
        t = self._look.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = QColor(t.accent if self.active else t.text2 if self.hovered else t.edge)
        pen = QPen(color, 2.0 if self.active else 1.5)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        if not self.link.attached:
            pen.setDashPattern([4, 3])
        elif self.link.suggested:
            pen.setDashPattern([1.2, 2.6])
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen)
        painter.drawPath(self._path)
        if self.link.twins and not self.link.suggested:
            painter.setOpacity(0.55)
            painter.drawPath(self._path.translated(_TWIN_STEP, 0))
            painter.setOpacity(1.0)
        if self.link.attached:
            painter.setPen(QPen(color, 1.5))
            painter.setBrush(QColor(t.canvas))
            painter.drawEllipse(self._dot, DOT / 2, DOT / 2)
        if self.link.label:
            self._paint_label(painter)

    def _paint_label(self, painter: QPainter) -> None:
        t, place = self._look.tokens, self.label_place()
        border = t.accent if self.active else t.line2
        painter.setPen(QPen(QColor(border), 1))
        painter.setBrush(QColor(t.soft if self.active and t.dark else t.raised))
        painter.drawRoundedRect(place, 5, 5)
        painter.setFont(self._look.font(11, 500))
        painter.setPen(QColor(t.accent if self.active else t.text2))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self.link.label)
