"""The view of the graph: pan, zoom, drag and keys; what they mean is told by signals."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsView

from gui.document.model import CREATURE
from gui.graph.drag import AttachDrag, BandDrag, CardDrag, PanDrag
from gui.graph.keys import ARROWS, alias, key_text, nearest_card
from gui.graph.part_card import PartCard
from gui.graph.scene import GraphScene
from gui.style.ground import DOT, dotted
from gui.style.theme import Look
from gui.style.translation import tr

_ZOOMS = (0.25, 2.0)
_ZOOM_STEP = 1.12
_ROOM = 4000.0
"""How far beyond the cards one can pan, in pixels of the scene."""
_DOT_STEP = 20
_NUDGE = 20.0


class GraphCanvas(QGraphicsView):
    """Shows a `GraphScene` on dotted ground.

    Signals:
        selected(str): id of the part whose card was chosen, or `creature`.
        hovered(str): id of the part whose card the pointer is over; empty for none.
        card_moved(str, object): a card was put elsewhere by hand: its node, its place (x, y).
        attach_asked(str, str): the card of the first node shall hang on that of the second.
        refused(str): why a card cannot be attached there.
        add_asked(object, str): a part shall be added: place of the screen, what it hangs on.
        menu_asked(object, str): a menu at a place of the screen, of a `part`, the
            `creature` or the `ground`.
        action_asked(str): name of an action whose key was pressed, or that a double click means.
        several_asked(object): ids of the parts that shall be selected together.
        looked(): zoom or section have changed.
        resized(): the room for the cards has changed.
    """

    selected = Signal(str)
    hovered = Signal(str)
    card_moved = Signal(str, object)
    attach_asked = Signal(str, str)
    refused = Signal(str)
    add_asked = Signal(object, str)
    menu_asked = Signal(object, str)
    action_asked = Signal(str)
    several_asked = Signal(object)
    looked = Signal()
    resized = Signal()

    def __init__(self, look: Look, scene: GraphScene) -> None:
        """Shows a scene at 100 %."""
        super().__init__(scene)
        self._look = look
        self.cards = scene
        self._drag: CardDrag | AttachDrag | PanDrag | BandDrag | None = None
        self._space = self._space_used = False
        self._hover = ""
        self.follows_fit = True
        self.action_of: Callable[[str], str] = lambda key: ""  # The action that a key starts.
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Graph of parts"))
        self.setMinimumSize(320, 240)
        self.setSceneRect(-_ROOM, -_ROOM, 2 * _ROOM, 2 * _ROOM)
        look.changed.connect(self.viewport().update)

    # Zoom and section

    @property
    def zoom(self) -> float:
        """Screen pixels for one of the scene."""
        return self.transform().m11()

    def set_zoom(self, zoom: float, around: QPointF | None = None) -> None:
        """Zooms, and keeps a point of the viewport (its middle unless given) where it is."""
        point = around if around is not None else QRectF(self.viewport().rect()).center()
        before = self.to_scene(point)
        zoom = min(_ZOOMS[1], max(_ZOOMS[0], zoom))
        self.resetTransform()
        self.scale(zoom, zoom)
        self._shift(self._from_scene(before) - point)
        self.looked.emit()

    def show_section(self, around: QRectF, most: float, margins: tuple[int, int, int, int]) -> None:
        """Zooms and pans so that a rectangle is seen between margins left, top, right, bottom."""
        left, top, right, bottom = margins
        room = QRectF(self.viewport().rect()).adjusted(left, top, -right, -bottom)
        if around.isEmpty() or room.isEmpty():
            return
        zoom = min(room.width() / around.width(), room.height() / around.height(), most)
        self.set_zoom(zoom)
        self._shift(self._from_scene(around.center()) - room.center())
        self.looked.emit()

    def section(self) -> QRectF:
        """The part of the scene that is seen."""
        return self.mapToScene(self.viewport().rect()).boundingRect()

    def pan(self, by: QPointF) -> None:
        """Moves the section by pixels of the screen, as a user does."""
        self.follows_fit = False
        self._shift(by)
        self.looked.emit()

    def center_at(self, place: QPointF) -> None:
        """Brings a point of the scene into the middle."""
        self.pan(self._from_scene(place) - QRectF(self.viewport().rect()).center())

    def reveal(self, card: PartCard) -> None:
        """Pans just as far as is needed to see a card."""
        place = self._from_scene(QPointF(*self.cards.places()[card.facts.node]))
        half = QPointF(card.body().width(), card.body().height()) * (self.zoom / 2)
        room = QRectF(self.viewport().rect()).adjusted(8, 8, -8, -8)
        by = QPointF()
        for low, high, axis in (
            (place.x() - half.x() - room.left(), place.x() + half.x() - room.right(), "x"),
            (place.y() - half.y() - room.top(), place.y() + half.y() - room.bottom(), "y"),
        ):
            step = low if low < 0 else max(0.0, high)
            by += QPointF(step, 0) if axis == "x" else QPointF(0, step)
        if not by.isNull():
            self._shift(by)
            self.looked.emit()

    def to_scene(self, place: QPointF) -> QPointF:
        """Maps a point of the viewport, without rounding."""
        return self.viewportTransform().inverted()[0].map(place)

    def _from_scene(self, place: QPointF) -> QPointF:
        return self.viewportTransform().map(place)

    def _shift(self, by: QPointF) -> None:
        for bar, step in ((self.horizontalScrollBar(), by.x()), (self.verticalScrollBar(), by.y())):
            bar.setValue(bar.value() + round(step))

    # Pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begins what the pointer does: select and move, attach, or pan."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        at = event.position()
        button = event.button()
        if button == Qt.MouseButton.MiddleButton or self._space:
            self._space_used = True
            self._begin(PanDrag(self, at))
        elif button == Qt.MouseButton.LeftButton:
            self._press(self.to_scene(at), at, event.modifiers())
        event.accept()

    def _press(self, place: QPointF, at: QPointF, keys: Qt.KeyboardModifier) -> None:
        held = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
        handle = self.cards.handle_at(place)
        dot = None if handle else self.cards.dot_at(place)
        card = self.cards.card_at(place)
        if handle is not None:
            self._begin(AttachDrag(self, holder=handle, moved=None, at=place))
        elif dot is not None:
            self._begin(AttachDrag(self, holder=dot.parent, moved=dot.child, at=place))
        elif card is not None and keys & held:
            self._select_too(card, toggle=bool(keys & Qt.KeyboardModifier.ControlModifier))
        elif card is not None:
            if not card.selected:
                self.selected.emit(card.facts.node)
            self._begin(CardDrag(self, card, place))
        else:
            if not keys & held:
                self.selected.emit(CREATURE)
            self._begin(BandDrag(self, place))

    def _select_too(self, card: PartCard, toggle: bool) -> None:
        """Adds a card to those that are selected, or takes it from them."""
        chosen = [c for c in self.cards.cards.values() if c.selected and c is not card]
        if not (toggle and card.selected):
            chosen.insert(0, card)
        self.select_cards(chosen)

    def select_cards(self, cards: Iterable[PartCard]) -> None:
        """Asks for the parts of cards to be selected together."""
        nodes = [n for c in cards for n in c.facts.nodes if n != CREATURE]
        self.several_asked.emit(nodes)

    def _begin(self, drag: CardDrag | AttachDrag | PanDrag | BandDrag) -> None:
        self._drag = drag
        if isinstance(drag, PanDrag):
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Goes on with a drag, else says what lies under the pointer."""
        at = event.position()
        if self._drag is not None:
            self._drag.move(at, event.modifiers())
            return
        place = self.to_scene(at)
        card = self.cards.card_at(place)
        self._point_at(card.facts.node if card else "")
        grabs = self.cards.handle_at(place) or self.cards.dot_at(place)
        shape = Qt.CursorShape.ArrowCursor
        if self._space:
            shape = Qt.CursorShape.OpenHandCursor
        elif grabs:
            shape = Qt.CursorShape.CrossCursor
        self.viewport().setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ends a drag, and tells what came of it."""
        drag, self._drag = self._drag, None
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        if drag is not None:
            drag.end(event.position())
        self.viewport().update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """On a card: to its fields. On the ground: add one there."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        card = self.cards.card_at(self.to_scene(event.position()))
        if card is None:
            self.add_asked.emit(event.globalPosition().toPoint(), "")
        else:
            self.action_asked.emit("part.inspect")

    def leaveEvent(self, event: QEvent) -> None:
        """Forgets the card under the pointer."""
        super().leaveEvent(event)
        self._point_at("")

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Asks for the menu of the card under the pointer."""
        card = self.cards.card_at(self.to_scene(QPointF(event.pos())))
        if card is not None and not card.selected:
            self.selected.emit(card.facts.node)
        of_part = card is not None and card.facts.node != CREATURE
        kind = "part" if of_part else "creature" if card is not None else "ground"
        self.menu_asked.emit(event.globalPos(), kind)

    def _point_at(self, node: str) -> None:
        if node != self._hover:
            self._hover = node
            self.cards.set_hover(node)
            self.hovered.emit(node)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zooms at the pointer; Shift goes sideways; a touchpad's two fingers pan."""
        turn = event.angleDelta()
        if not event.pixelDelta().isNull():
            self.pan(-QPointF(event.pixelDelta()))
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.pan(QPointF(-(turn.y() or turn.x()) / 2, 0))
        elif turn.y():
            self.follows_fit = False
            self.set_zoom(self.zoom * _ZOOM_STEP ** (turn.y() / 120), event.position())
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        """Zooms by a pinch."""
        if isinstance(event, QNativeGestureEvent) and (
            event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture
        ):
            self.follows_fit = False
            self.set_zoom(self.zoom * (1 + event.value()), event.position())
            return True
        return super().viewportEvent(event)

    # Keys

    def event(self, event: QEvent) -> bool:
        """Takes its own keys before the menus' letters do."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if self._own_key(event):
                event.accept()
                return True
        return super().event(event)

    def _own_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        return key in ARROWS or key == Qt.Key.Key_Space or bool(self._action(event))

    def _action(self, event: QKeyEvent) -> str:
        """The action that a key starts here; keys with Ctrl are the window's."""
        held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        if event.modifiers() & held or Qt.Key(event.key()) == Qt.Key.Key_Escape:
            return ""
        return self.action_of(key_text(event)) or alias(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the nearest card that way; with Shift they move the card."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and self._drag is not None:
            self._drag.cancel()
            self._drag = None
            self.viewport().update()
        elif key == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self._space, self._space_used = True, False
        elif key in ARROWS and self._drag is None:
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self._nudge(ARROWS[key])
            else:
                self._go(ARROWS[key])
        elif self._action(event):
            self.action_asked.emit(self._action(event))
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Space alone, without a drag, adds a part."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            used, self._space = self._space_used, False
            if not used and self.action_of("Space"):
                self.action_asked.emit(self.action_of("Space"))
        else:
            super().keyReleaseEvent(event)

    def chosen(self) -> PartCard | None:
        """The card that is selected."""
        return next((c for c in self.cards.cards.values() if c.selected), None)

    def _go(self, way: tuple[int, int]) -> None:
        here = self.chosen()
        goal = nearest_card(here, list(self.cards.cards.values()), way) if here else None
        if goal is not None:
            self.selected.emit(goal.facts.node)
            self.reveal(goal)

    def _nudge(self, way: tuple[int, int]) -> None:
        card = self.chosen()
        if card is not None:
            place = card.pos() + QPointF(*way) * _NUDGE
            self.cards.move_card(card, place)
            self.card_moved.emit(card.facts.node, (place.x(), place.y()))

    def tell(self, words: str) -> None:
        """Says the selected card to a screen reader."""
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)
            from PySide6.QtGui import QAccessible, QAccessibleEvent

            changed = QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
            QAccessible.updateAccessibility(changed)

    # Painting

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tells that there is other room."""
        super().resizeEvent(event)
        self.resized.emit()

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Draws the ground with a dot every 20 pixels of the scene."""
        step = _DOT_STEP * (1 if self.zoom >= 0.6 else 2)
        side = max(4, round(step * self.zoom * self.devicePixelRatioF()))
        t = self._look.tokens
        brush = QBrush(dotted(side, t.canvas, t.dot, DOT * self.devicePixelRatioF()))
        brush.setTransform(
            QTransform.fromTranslate(-step / 2, -step / 2).scale(step / side, step / side)
        )
        painter.fillRect(QRectF(rect), brush)

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Draws the line that is being dragged."""
        if isinstance(self._drag, (AttachDrag, BandDrag)):
            self._drag.paint(painter, self._look.tokens)
