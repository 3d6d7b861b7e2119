"""Templates as cards in a grid: picture on its tint, name, a few words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QEnterEvent,
    QFontMetrics,
    QImage,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QWidget

from gui.style.grid_keys import ARROWS, grid_step
from gui.style.theme import Look, mixed, visible
from gui.templates.templates import Template

RADIUS = 12
CARD = QSize(163, 171)
LEAST_WIDTH = 110
GAP = 12
_WORDS = 51
"""Height of name and note, below the picture's ground."""
_AIR = 8
"""Between the picture and the edges of its ground."""


class TemplateCard(QAbstractButton):
    """One template.

    Signals:
        pointed(bool): the pointer or the focus came, or went.
        menu_asked(object): a menu at a place of the screen.
    """

    pointed = Signal(bool)
    menu_asked = Signal(object)

    def __init__(self, look: Look, template: Template) -> None:
        """Reads the template's picture when it is drawn first."""
        super().__init__()
        self.template = template
        self._look = look
        self._pixmap: QPixmap | None = None
        self._color = ""
        self.set_width(CARD.width())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setText(template.title)
        self.setAccessibleName(template.title)
        self.setAccessibleDescription(template.subtitle)
        look.changed.connect(self.update)

    def set_width(self, width: int) -> None:
        """Makes the card and its picture larger or smaller; the words stay as they are."""
        self._well = CARD.height() - _WORDS + width - CARD.width()
        self.setFixedSize(width, self._well + round(_WORDS * self._look.scale))

    def pixmap(self) -> QPixmap:
        """Returns the template's picture at its own size."""
        if self._pixmap is None:
            image = QImage(str(self.template.path))
            self._color = _mean_color(image)
            self._pixmap = QPixmap.fromImage(image)
        return self._pixmap

    def enterEvent(self, event: QEnterEvent) -> None:
        """Tells that the pointer came."""
        self.update()
        self.pointed.emit(True)

    def leaveEvent(self, event: QEvent) -> None:
        """Tells that the pointer went."""
        self.update()
        self.pointed.emit(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leaves arrows to the grid, which knows what is above and below."""
        if event.key() in ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Asks for a menu."""
        self.menu_asked.emit(event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws ground, picture, name and note."""
        t, pixmap = self._look.tokens, self.pixmap()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        whole = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        path = QPainterPath()
        path.addRoundedRect(whole, RADIUS, RADIUS)
        painter.fillPath(path, QColor(t.surface))
        painter.save()
        painter.setClipPath(path)
        tint = mixed(visible(self._color), t.surface, 0.26 if t.dark else 0.15)
        well = self._well
        painter.fillRect(QRectF(0, 0, self.width(), well), QColor(tint))
        side = well - 2 * _AIR
        place = QRectF((self.width() - side) / 2, _AIR, side, side)
        painter.drawPixmap(place, pixmap, QRectF(pixmap.rect()))
        painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        ringed = self.hasFocus()
        border = t.accent if ringed else t.text2 if self.underMouse() else t.line
        painter.setPen(QPen(QColor(border), 2 if ringed else 1))
        painter.drawRoundedRect(whole, RADIUS, RADIUS)
        self._paint_words(painter)

    def _paint_words(self, painter: QPainter) -> None:
        t = self._look.tokens
        width, scale = self.width() - 24, self._look.scale
        for text, size, weight, color, top in (
            (self.template.title, 13, 600, t.text, 7),
            (self.template.subtitle, 11, 400, t.text2, 25),
        ):
            font = self._look.font(size, weight)
            painter.setFont(font)
            painter.setPen(QColor(color))
            shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
            place = QRect(12, self._well + round(top * scale), width, round(18 * scale))
            align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(place, align, shown)


class TemplateGrid(QWidget):
    """Cards in rows; arrows go from one to the next.

    Signals:
        chosen(object): the `Template` that was clicked or entered.
        pointed(object): the card that the pointer is over, or None.
        menu_asked(object, object): a menu for a template at a place of the screen.
        left(): an arrow led up and out of the first row.
    """

    chosen = Signal(object)
    pointed = Signal(object)
    menu_asked = Signal(object, object)
    left = Signal()

    def __init__(self, look: Look, columns: int, parent: QWidget | None = None) -> None:
        """Starts without cards."""
        super().__init__(parent)
        self._look, self._columns = look, columns
        self.cards: list[TemplateCard] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)

    def show_templates(self, templates: Sequence[Template]) -> None:
        """Shows other templates."""
        for card in self.cards:
            self._grid.removeWidget(card)
            card.deleteLater()
        self.cards = []
        for place, template in enumerate(templates):
            card = TemplateCard(self._look, template)
            card.clicked.connect(lambda _=False, t=template: self.chosen.emit(t))
            card.pointed.connect(lambda here, c=card: self.pointed.emit(c if here else None))
            card.menu_asked.connect(lambda at, t=template: self._ask_menu(t, at))
            self._grid.addWidget(card, place // self._columns, place % self._columns)
            self.cards.append(card)

    def fit_width(self, width: int) -> None:
        """Makes the cards smaller, where a row of them would not fit into a width."""
        room = (width - (self._columns - 1) * GAP) // self._columns
        side = min(CARD.width(), max(LEAST_WIDTH, room))
        for card in self.cards:
            card.set_width(side)

    def focus_first(self) -> None:
        """Enters the grid from the keyboard."""
        if self.cards:
            self.cards[0].setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Goes to another card with the arrows, and opens with Enter."""
        here = next((i for i, c in enumerate(self.cards) if c.hasFocus()), None)
        keys = Qt.Key
        step = grid_step(event.key(), self._columns)
        if here is not None and event.key() in (keys.Key_Return, keys.Key_Enter):
            self.cards[here].click()
        elif here is None or step is None:
            super().keyPressEvent(event)
        elif here + step < 0 and event.key() == keys.Key_Up:
            self.left.emit()
        elif 0 <= here + step < len(self.cards):
            self.cards[here + step].setFocus(Qt.FocusReason.TabFocusReason)

    def _ask_menu(self, template: Template, place: QPoint) -> None:
        self.menu_asked.emit(template, place)


def _mean_color(image: QImage) -> str:
    """The mean colour of what can be seen."""
    if image.isNull():
        return ""
    small = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied).scaled(
        1, 1, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    color = small.pixelColor(0, 0)
    return QColor(color.red(), color.green(), color.blue()).name()
