"""One card of the graph: a part, twins, or the creature, in the colour of its part."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFontMetricsF,
    QPainter,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gui.document.model import CREATURE
from gui.graph.arrangement import Block
from gui.graph.cards import CardFacts
from gui.picture.thumbnails import thumbnail
from gui.style.icons import draw_icon
from gui.style.theme import (
    CARD_SIZE,
    CREATURE_SIZE,
    RADIUS_CARD,
    RADIUS_CHIP,
    RADIUS_CREATURE,
    Look,
    card_border,
    card_tint,
    swatch_border,
    well_tint,
)
from gui.style.translation import tr

HANDLE = 20.0
"""Diameter of the handle that adds and attaches."""

_MARGIN = 16.0
"""Room around a card for its ring, its twin and its handle."""
_WELL, _CREATURE_WELL = 42.0, 56.0
_CHIPS = 2
_COUNT_GAP = 2.0
_FULL_FROM, _NAMES_FROM = 0.6, 0.4
"""Zooms below which chips go, and below which only well and name are left."""
_SUGGESTED_THUMBNAIL = 0.6


class PartCard(QGraphicsItem):
    """Draws `facts`; what happens to it is the canvas's business."""

    def __init__(self, look: Look, facts: CardFacts) -> None:
        """Makes a card at the origin; its place is that of its centre."""
        super().__init__()
        self._look = look
        self.facts = facts
        self.selected = self.hovered = self.focused = self.target = self.refused = False
        self.alone = False  # Selected, and no other card with it.
        self.handle_left = False
        self._picture: QPixmap | None = None
        self._well: QPixmap | None = None
        self._well_key: object = None
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        self.setZValue(2)

    @property
    def block(self) -> Block:
        """The card as the layout sees it."""
        width, height = self.size()
        return Block(self.facts.node, self.facts.parent, width, height)

    def size(self) -> tuple[float, float]:
        """Width and height at the user's scale of text."""
        width, height = CREATURE_SIZE if self.facts.node == CREATURE else CARD_SIZE
        return width * self._look.scale, height * self._look.scale

    def body(self) -> QRectF:
        """The card itself, around its own origin."""
        width, height = self.size()
        return QRectF(-width / 2, -height / 2, width, height)

    def handle(self) -> QRectF:
        """Where the handle of a selected card is, on the side away from its parent."""
        body = self.body()
        x = body.left() if self.handle_left else body.right()
        return QRectF(x - HANDLE / 2, -HANDLE / 2, HANDLE, HANDLE)

    def boundingRect(self) -> QRectF:
        """The card with its ring and its handle."""
        return self.body().adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)

    def show_facts(self, facts: CardFacts) -> None:
        """Shows the part as it is now."""
        if facts != self.facts:
            self.prepareGeometryChange()
            self.facts = facts
            self.update()

    def show_picture(self, picture: QPixmap | None) -> None:
        """Shows the part's own pixels; None leaves what was there."""
        if picture is not None:
            self._picture = picture
            self._well_key = None
            self.update()

    def set_state(self, **states: bool) -> None:
        """Sets `selected`, `alone`, `hovered`, `focused`, `target`, `refused`, `handle_left`."""
        for name, value in states.items():
            if getattr(self, name) != value:
                setattr(self, name, value)
                self.update()

    def refresh(self) -> None:
        """Draws again in another theme or scale."""
        self.prepareGeometryChange()
        self._well_key = None
        self.update()

    # Painting

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draws ground, ring, thumbnail and words, the less of them the smaller they are."""
        zoom = option.levelOfDetailFromTransform(painter.worldTransform())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        body = self.body()
        if self.facts.count and not self.facts.suggested:
            self._ground(painter, body.translated(4, -4), behind=True)
        self._ground(painter, body)
        self._ring(painter, body)
        well = self._well_place(body)
        self._paint_well(painter, well, zoom)
        self._words(painter, body, well, zoom)
        if self.facts.locked:
            self._badge(painter, well)
        if self.selected and self.alone:
            self._paint_handle(painter)

    @property
    def _radius(self) -> float:
        radius = RADIUS_CREATURE if self.facts.node == CREATURE else RADIUS_CARD
        return radius * self._look.scale

    def _ground(self, painter: QPainter, body: QRectF, behind: bool = False) -> None:
        t, facts = self._look.tokens, self.facts
        if facts.suggested:
            pen = QPen(QColor(t.text2 if self.hovered else t.line2), 1.2)
            pen.setDashPattern([3, 3])
            painter.setPen(pen)
            painter.setBrush(QColor(t.canvas))
        else:
            border = card_border(t, facts.tint)
            loud = self.hovered and not behind
            painter.setPen(QPen(QColor(t.text2 if loud else border), 2 if loud else 1))
            painter.setBrush(QColor(card_tint(t, facts.tint)))
        painter.drawRoundedRect(body, self._radius, self._radius)

    def _ring(self, painter: QPainter, body: QRectF) -> None:
        t = self._look.tokens
        if not (self.selected or self.target or self.refused or self.focused):
            return
        pen = QPen(QColor(t.accent), 2)
        if self.refused:
            pen.setColor(QColor(t.bad))
        elif self.focused and not (self.selected or self.target):
            pen.setColor(QColor(t.text))
            pen.setDashPattern([2, 2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        out = 2.5
        radius = self._radius + out
        painter.drawRoundedRect(body.adjusted(-out, -out, out, out), radius, radius)

    def _well_place(self, body: QRectF) -> QRectF:
        side = (_CREATURE_WELL if self.facts.node == CREATURE else _WELL) * self._look.scale
        inset = (body.height() - side) / 2
        return QRectF(body.left() + inset, body.top() + inset, side, side)

    def _paint_well(self, painter: QPainter, well: QRectF, zoom: float) -> None:
        t, facts = self._look.tokens, self.facts
        ratio = min(3.0, max(1.0, zoom))
        ground = well_tint(t, facts.tint) if facts.tint and not facts.suggested else t.press
        key = (ground, round(well.width()), round(ratio * 4))
        if key != self._well_key:
            side = round(well.width())
            self._well = thumbnail(self._picture, ground, side, round(ratio * 4) / 4)
            self._well_key = key
        painter.save()
        if facts.suggested:
            painter.setOpacity(_SUGGESTED_THUMBNAIL)
        if self._well is not None:
            painter.drawPixmap(well, self._well, QRectF(self._well.rect()))
        painter.restore()

    def paint_well(self, painter: QPainter, place: QRectF) -> None:
        """Draws the part's picture on its ground somewhere else, as in a list."""
        t, facts = self._look.tokens, self.facts
        ground = well_tint(t, facts.tint) if facts.tint and not facts.suggested else t.press
        shown = thumbnail(self._picture, ground, round(place.width()), 2.0)
        painter.drawPixmap(place, shown, QRectF(shown.rect()))

    def _words(self, painter: QPainter, body: QRectF, well: QRectF, zoom: float) -> None:
        t, facts, look = self._look.tokens, self.facts, self._look
        left = well.right() + 8 * look.scale
        right = body.right() - 9 * look.scale
        large = facts.node == CREATURE
        lower = bool(self._second_line()) and zoom >= _FULL_FROM
        line = 19 * look.scale
        top = body.center().y() - (line if lower else line / 2) - (1 if lower else 0)
        if zoom >= _NAMES_FROM and not facts.suggested:
            right = self._swatches(painter, right, top + line / 2)
        font = look.font(15 if large else 13, 400 if facts.suggested else 600)
        metrics = QFontMetricsF(font)
        count = f" {facts.count}" if facts.count else ""
        plain = look.font(12.5)
        beside = _COUNT_GAP + QFontMetricsF(plain).horizontalAdvance(count) if count else 0.0
        room = right - left - beside
        name = metrics.elidedText(facts.name, Qt.TextElideMode.ElideMiddle, max(20.0, room))
        painter.setFont(font)
        painter.setPen(QColor(t.text2 if facts.suggested else t.text))
        place = QRectF(left, top, right - left, line)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, name)
        if count:
            painter.setFont(plain)
            painter.setPen(QColor(t.text2))
            after = place.adjusted(metrics.horizontalAdvance(name) + _COUNT_GAP, 0, 0, 0)
            painter.drawText(after, Qt.AlignmentFlag.AlignVCenter, count)
        if lower:
            self._lower_line(painter, QPointF(left, top + line + 2), body.right() - 7 - left)

    def _second_line(self) -> tuple[str, ...]:
        """Chips, or the word `suggested`."""
        if self.facts.suggested:
            return (tr("suggested"),)
        return (*self.facts.chips, *self.facts.struck)

    def _lower_line(self, painter: QPainter, at: QPointF, room: float) -> None:
        t, facts, look = self._look.tokens, self.facts, self._look
        font = look.font(11)
        painter.setFont(font)
        if facts.suggested:
            painter.setPen(QColor(t.text2))
            place = QRectF(at.x(), at.y(), room, 16 * look.scale)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, tr("suggested"))
            return
        metrics, x = QFontMetricsF(font), at.x()
        words = self._second_line()
        for index, word in enumerate(words):
            rest = len(words) - index
            more = f"+{rest}"
            last = index + 1 == len(words)
            width = metrics.horizontalAdvance(word) + 10
            spare = 0 if last else metrics.horizontalAdvance(f"+{rest - 1}") + 14
            if index == _CHIPS or (index and x + width + spare > at.x() + room):
                word, width = more, metrics.horizontalAdvance(more) + 10
                self._chip(painter, QRectF(x, at.y(), width, 17 * look.scale), word, False)
                return
            width = min(width, room - spare)
            shown = metrics.elidedText(word, Qt.TextElideMode.ElideMiddle, width - 9)
            struck = index >= len(facts.chips)
            self._chip(painter, QRectF(x, at.y(), width, 17 * look.scale), shown, struck)
            x += width + 4

    def _chip(self, painter: QPainter, place: QRectF, word: str, struck: bool) -> None:
        t = self._look.tokens
        ground = QColor(t.text)
        ground.setAlphaF(0.10)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(ground))
        painter.drawRoundedRect(place, RADIUS_CHIP, RADIUS_CHIP)
        painter.setPen(QColor(t.text2))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, word)
        if struck:
            y = place.center().y() + 0.5
            painter.drawLine(QPointF(place.left() + 4, y), QPointF(place.right() - 4, y))

    def _swatches(self, painter: QPainter, right: float, middle: float) -> float:
        """Draws up to two overlapping dots; returns where the room for the name ends."""
        t, colors = self._look.tokens, self.facts.colors[:2]
        side = 11.0 * self._look.scale
        x = right - side
        for color in reversed(colors):
            painter.setPen(QPen(QColor(swatch_border(t, color)), 1))
            painter.setBrush(QColor(color))
            painter.drawEllipse(QRectF(x, middle - side / 2, side, side))
            x -= side * 0.64
        return x + side * 0.64 - 5 if colors else right

    def _badge(self, painter: QPainter, well: QRectF) -> None:
        t, side = self._look.tokens, 18.0 * self._look.scale
        place = QRectF(well.right() - side * 0.7, well.bottom() - side * 0.7, side, side)
        painter.setPen(QPen(QColor(t.line2), 1))
        painter.setBrush(QColor(t.surface))
        painter.drawEllipse(place)
        draw_icon(painter, "locked", t.text2, place.adjusted(3.5, 3.5, -3.5, -3.5))

    def _paint_handle(self, painter: QPainter) -> None:
        t, place = self._look.tokens, self.handle()
        locked = self.facts.locked
        painter.setPen(QPen(QColor(t.edge if locked else t.canvas), 1.5))
        painter.setBrush(QColor(t.canvas if locked else t.fill))
        painter.drawEllipse(place)
        ink = t.text2 if locked else t.on_fill
        draw_icon(painter, "plus", ink, place.adjusted(4, 4, -4, -4))
