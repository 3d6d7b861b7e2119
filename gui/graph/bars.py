"""What floats over the graph: add and arrange, suggestions, zoom, and the map of the whole."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QMouseEvent,
    QMoveEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from gui.graph.canvas import GraphCanvas
from gui.style.focus_ring import leave_focus
from gui.style.key_caps import KeyCaps
from gui.style.labels import button, role_label, tool
from gui.style.shadow import shadow
from gui.style.theme import RADIUS_FLOATING, Look, card_tint, mixed, visible
from gui.style.translation import tr
from gui.style.wording import suggested_note

_BAR_HEIGHT = 34
_SHADOW_BLUR, _SHADOW_DROP = 18, 6
_SHADOW_STRENGTH = {False: 0.045, True: 0.16}
"""By whether the theme is dark."""
_MARGIN = 12
"""Between a bar and the edges of the pane."""
_MAP_SIZE = (112, 78)
_MAP_ROOM = 10


class FloatingBar(QFrame):
    """A raised bar over the ground of the graph."""

    def __init__(self, look: Look, name: str, parent: QWidget) -> None:
        """Takes its place from whoever made it."""
        super().__init__(parent)
        self.setObjectName("floatingBar")
        self.setAccessibleName(name)
        self.row = QHBoxLayout(self)
        self.setFixedHeight(round(_BAR_HEIGHT * look.scale))
        self.row.setContentsMargins(3, 0, 3, 0)
        self.row.setSpacing(2)
        self._shadow = _Shadow(look, parent)
        self._shadow.lower()

    def moveEvent(self, event: QMoveEvent) -> None:
        """Takes its shadow along."""
        super().moveEvent(event)
        self._cast()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Casts another shadow."""
        super().resizeEvent(event)
        self._cast()

    def showEvent(self, event: QShowEvent) -> None:
        """Shows its shadow too."""
        super().showEvent(event)
        self._cast()

    def hideEvent(self, event: QHideEvent) -> None:
        """Hides its shadow too."""
        super().hideEvent(event)
        self._shadow.hide()

    def _cast(self) -> None:
        blur = _SHADOW_BLUR
        around = self.geometry().translated(0, _SHADOW_DROP).adjusted(-blur, -blur, blur, blur)
        self._shadow.setGeometry(around)
        self._shadow.setVisible(not self.isHidden())
        self._shadow.stackUnder(self)


class _Shadow(QWidget):
    """Lies below a bar, and lets the pointer through."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        width, height = (side - 2 * _SHADOW_BLUR for side in (self.width(), self.height()))
        if width > 0 and height > 0:
            strength = _SHADOW_STRENGTH[self._look.tokens.dark]
            made = shadow(width, height, RADIUS_FLOATING, _SHADOW_BLUR, strength)
            QPainter(self).drawPixmap(0, 0, made)


class ArrangeBar(FloatingBar):
    """Add a part; cards as in the body or as a tree.

    Signals:
        arranged(str): `body` or `tree`, also where it is that already.
    """

    arranged = Signal(str)

    def __init__(self, look: Look, parent: QWidget) -> None:
        """Shows cards as in the body."""
        super().__init__(look, tr("Add and arrange"), parent)
        self.add = button(tr("Add part"), look, "plus", tip=tr("Add a part") + " (Space)")
        self.body = button(
            tr("Body"), look, "body", tip=tr("Cards as in the picture; again: tidy up")
        )
        self.tree = tool(look, "tree", tr("Cards as a tree; again: tidy up"), "Shift+L")
        self.row.addWidget(self.add)
        self.row.addWidget(KeyCaps(look, "Space"))
        line = QFrame()
        line.setProperty("role", "rule")
        line.setFixedSize(1, round(16 * look.scale))
        self.row.addSpacing(9)
        self.row.addWidget(line)
        self.row.addSpacing(3)
        for made, word in ((self.body, "body"), (self.tree, "tree")):
            made.setCheckable(True)
            made.clicked.connect(lambda _=False, w=word: self.arranged.emit(w))
            self.row.addWidget(made)
        self.show_arrangement("body")

    def show_arrangement(self, word: str) -> None:
        """Presses the button of the arrangement in use."""
        self.body.setChecked(word == "body")
        self.tree.setChecked(word == "tree")


class SuggestionBar(FloatingBar):
    """How many parts are suggested, and a link that keeps them all."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        """Stays hidden without suggestions."""
        super().__init__(look, tr("Suggestions"), parent)
        self.row.setContentsMargins(11, 0, 9, 0)
        self.row.setSpacing(8)
        self._words = role_label("", "secondary")
        self.keep = button(tr("Keep all"), role="link", tip=tr("Make all suggested parts yours"))
        leave_focus(self.keep)
        self.row.addWidget(self._words)
        self.row.addWidget(self.keep)

    def show_number(self, number: int) -> None:
        """Shows how many parts are suggested."""
        self._words.setText(suggested_note(number))
        self.setVisible(number > 0)


class ZoomBar(FloatingBar):
    """Smaller, the zoom in use, larger, fit."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        """Shows 100 %."""
        super().__init__(look, tr("Zoom of the graph"), parent)
        self.smaller = tool(look, "minus", tr("Graph smaller"), "-")
        self.larger = tool(look, "plus", tr("Graph larger"), "+")
        self.fit = tool(look, "fit", tr("Fit the graph"), "F")
        self._zoom = role_label("100 %", "secondary")
        self._zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._zoom.setMinimumWidth(round(46 * look.scale))
        for widget in (self.smaller, self._zoom, self.larger, self.fit):
            self.row.addWidget(widget)

    def show_zoom(self, zoom: float) -> None:
        """Shows a zoom."""
        self._zoom.setText(f"{round(zoom * 100)} %")


class GraphMap(QWidget):
    """All cards in small, and the section that is seen; a press goes there."""

    def __init__(self, look: Look, canvas: GraphCanvas, parent: QWidget) -> None:
        """Follows a canvas."""
        super().__init__(parent)
        self._look, self._canvas = look, canvas
        self.setFixedSize(*_MAP_SIZE)
        self.setAccessibleName(tr("Map of the graph"))
        self.setToolTip(tr("Map of the graph: press to go there"))
        canvas.looked.connect(self.follow)
        canvas.cards.changed.connect(self.follow)

    def follow(self, *_: object) -> None:
        """Shows where the section is; hides while all is seen."""
        self.setVisible(not self._canvas.section().contains(self._canvas.cards.bounds()))
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Goes to the point that was pressed."""
        self._go(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Goes on with the pointer."""
        self._go(event.position())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws cards as small bars, and the frame of the section."""
        t = self._look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(t.line), 1))
        painter.setBrush(QColor(t.raised))
        whole = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(whole, RADIUS_FLOATING, RADIUS_FLOATING)
        scale, origin = self._mapping()
        for card in self._canvas.cards.cards.values():
            body = card.body().translated(card.pos())
            tint = card.facts.tint
            small = QRectF((body.topLeft() - origin) * scale, body.size() * scale)
            loud = mixed(visible(tint), t.raised, 0.8) if tint else t.line2
            plain = card.facts.suggested
            painter.setPen(QPen(QColor(t.line2), 1) if plain else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(card_tint(t, "") if plain else loud))
            painter.drawRoundedRect(small, 1.5, 1.5)
        seen = self._canvas.section()
        frame = QRectF((seen.topLeft() - origin) * scale, seen.size() * scale)
        painter.setClipRect(whole.adjusted(2, 2, -2, -2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(t.accent), 1))
        painter.drawRoundedRect(frame, 2, 2)

    def _mapping(self) -> tuple[float, QPointF]:
        """Scale of the map, and the point of the scene in its corner."""
        around = self._canvas.cards.bounds().united(self._canvas.section())
        room = (self.width() - 2 * _MAP_ROOM, self.height() - 2 * _MAP_ROOM)
        scale = min(room[0] / max(1.0, around.width()), room[1] / max(1.0, around.height()))
        corner = QPointF(self.width(), self.height()) / (2 * scale)
        return scale, around.center() - corner

    def _go(self, at: QPointF) -> None:
        scale, origin = self._mapping()
        self._canvas.center_at(origin + at / scale)


def place_bars(
    arrange: ArrangeBar, suggestions: SuggestionBar, zoom: ZoomBar, minimap: GraphMap
) -> int:
    """Puts bars and map into the corners of their pane; returns where the upper bars end."""
    pane = arrange.parentWidget()
    assert pane is not None
    width, height, m = pane.width(), pane.height(), _MARGIN
    for bar in (arrange, suggestions, zoom):
        bar.adjustSize()
    arrange.move(m, m)
    right = width - suggestions.width() - m
    below = arrange.geometry().right() + m > right
    suggestions.move(right, m + (arrange.height() + 6) * below)
    zoom.move(m, height - zoom.height() - m)
    minimap.move(width - minimap.width() - m, height - minimap.height() - m)
    lowest = arrange if suggestions.isHidden() else suggestions
    return lowest.y() + lowest.height()
