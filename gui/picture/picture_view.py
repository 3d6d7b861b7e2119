"""The picture as one works on it: point, select, drag the box of a part, compare, sample."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from gui.document.model import CREATURE
from gui.picture.box_drag import Box, nudged
from gui.picture.comparison import Mode
from gui.picture.picture_canvas import PictureCanvas
from gui.picture.viewport import ZOOM_STEP
from gui.style.theme import Look

_NUDGE, _NUDGE_FAR = 0.01, 0.05
_SAME_SPOT = 3.0

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class PictureView(PictureCanvas):
    """Answers mouse and keys over the picture.

    Signals:
        hovered(str): id of the part under the pointer, empty for none.
        clicked(str, str): id of the part that was clicked, or `creature`; `add`, `toggle` or
            nothing for the keys that were held.
        box_dragged(str, object): a part's box follows the pointer.
        box_chosen(str, object, bool): where a part shall be; whether by arrow keys.
        box_given_up(): a drag was taken back.
        compared(object): the `Mode` that is seen now.
        menu_asked(QPoint, str): a menu for `part` or `picture` at a place of the screen.
        action_asked(str): name of an action whose key was let go.
    """

    hovered = Signal(str)
    clicked = Signal(str, str)
    box_dragged = Signal(str, object)
    box_chosen = Signal(str, object, bool)
    box_given_up = Signal()
    compared = Signal(object)
    menu_asked = Signal(object, str)
    action_asked = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        """Starts empty."""
        super().__init__(look, parent)
        self._pan_from: QPointF | None = None
        self._clicked_at: QPointF | None = None
        self._space = self._space_used = False
        self.action_of: Callable[[str], str] = lambda key: ""  # The action that a key starts.
        self.setMouseTracking(True)

    def set_selected(self, nodes: Sequence[str], moves_along: frozenset[str] = frozenset()) -> None:
        """Outlines the selected parts; a drag of another one is given up."""
        if tuple(nodes) != self._selected:
            self._give_up()
        super().set_selected(nodes, moves_along)

    def set_mode(self, mode: Mode) -> None:
        """Shows the picture of now, the earlier one, or both."""
        self._give_up()
        self.comparison.mode = mode
        self.update()
        self.compared.emit(mode)

    def sample(self, sampled: Callable[[str], object]) -> None:
        """Lets the user take a colour out of the picture; `sampled` is told its hex value."""
        if self._pixmap is not None:
            self._sampled = sampled
            self._loupe.open(self._pixmap.toImage().convertToFormat(QImage.Format.Format_ARGB32))
            self.setCursor(Qt.CursorShape.CrossCursor)
            self.setFocus()

    # Mouse

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pans, drags, slides or samples what is held, else says what lies under the pointer."""
        position = self._pointer = event.position()
        if self._pan_from is not None:
            self.viewport.pan(position - self._pan_from)
            self._pan_from = position
            self.update()
        elif self._sampled is not None:
            self._loupe.look_at(*self.viewport.share_at(position))
            self.update()
        elif self.comparison.move(position, self.frame()):
            self.update()
        elif self.box.is_pressed:
            box = self.box.move(position, event.modifiers())
            if box is not None:
                self.update()
                self.box_dragged.emit(self._selected[0], box)
        else:
            self._point(position)

    def _show_hand(self) -> None:
        if self._space:
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.unsetCursor()

    def _point(self, position: QPointF) -> None:
        if self._space:
            return
        if self.comparison.is_over(position, self.frame()):
            self.setCursor(Qt.CursorShape.SplitHCursor)
        else:
            cursor = self.box.cursor(position) if self.comparison.seen is Mode.NOW else None
            self.setCursor(cursor or Qt.CursorShape.ArrowCursor)
        node = self.node_at(position)
        if node != self._hover:
            self.set_hover(node)
            self.hovered.emit(node)

    def leaveEvent(self, event: QEvent) -> None:
        """Forgets the part under the pointer."""
        self.set_hover("")
        self.hovered.emit("")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Selects or takes hold with the left button; pans with the middle one, or with Space."""
        position = event.position()
        if event.button() == Qt.MouseButton.MiddleButton or self._space:
            self._pan_from = position
            self._space_used = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif event.button() == Qt.MouseButton.LeftButton:
            if self._sampled is not None:
                self._take_sample(position)
            elif self.comparison.press(position, self.frame()):
                return
            elif not self._takes_box(event):
                self._click(position, event.modifiers())

    def _takes_box(self, event: QMouseEvent) -> bool:
        held = Qt.KeyboardModifier
        handle = self.box.hit(event.position())
        if handle is None or self.comparison.seen is not Mode.NOW:
            return False
        if not handle and event.modifiers() & (held.ControlModifier | held.ShiftModifier):
            return False
        return self.box.press(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ends panning and dragging; a press that did not move is a click."""
        if self._pan_from is not None:
            self._pan_from = None
            self._show_hand()
            return
        self.comparison.release()
        if event.button() != Qt.MouseButton.LeftButton or not self.box.is_pressed:
            return
        box = self.box.release()
        if box is not None:
            self.box_chosen.emit(self._selected[0], box, False)
        else:
            self._click(event.position(), event.modifiers())
        self.update()

    def _click(self, position: QPointF, keys: Qt.KeyboardModifier) -> None:
        """Selects what is seen; on the same spot again, or with Alt, the next part below it."""
        held = Qt.KeyboardModifier
        here = self.marks.all_at(*self.viewport.share_at(position))
        last, self._clicked_at = self._clicked_at, position
        again = last is not None and (last - position).manhattanLength() <= _SAME_SPOT
        node = here[0] if here else CREATURE
        if (again or keys & held.AltModifier) and len(self._selected) == 1:
            if self._selected[0] in here:
                node = here[(here.index(self._selected[0]) + 1) % len(here)]
        how = "toggle" if keys & held.ControlModifier else ""
        self.clicked.emit(node, "add" if keys & held.ShiftModifier else how)

    def _take_sample(self, position: QPointF) -> None:
        self._loupe.look_at(*self.viewport.share_at(position))
        sampled, color = self._sampled, self._loupe.color()
        self._end_sampling()
        if sampled is not None and color:
            sampled(color)

    def _end_sampling(self) -> None:
        self._sampled = None
        self.unsetCursor()
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zooms at the pointer, sideways with Shift; a touchpad's two fingers pan."""
        fingers = event.phase() != Qt.ScrollPhase.NoScrollPhase
        if not event.pixelDelta().isNull() or fingers:
            self.viewport.pan(QPointF(event.pixelDelta()))
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            way = event.angleDelta()
            self.viewport.pan(QPointF((way.x() or way.y()) / 4, 0))
        elif event.angleDelta().y():
            steps = event.angleDelta().y() / 120
            self.viewport.set_zoom(self.zoom * ZOOM_STEP**steps, event.position())
        self._looked_otherwise()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Asks for a menu of the part that is seen there, or of the picture."""
        node = self.node_at(QPointF(event.pos()))
        if node and node not in self._selected:
            self.clicked.emit(node, "")
        self.menu_asked.emit(event.globalPos(), "part" if node else "picture")

    # Keys and other events

    def event(self, event: QEvent) -> bool:
        """Zooms by a pinch; takes Space before the menus do, for it may be held to pan."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if event.key() == Qt.Key.Key_Space and not event.modifiers():
                event.accept()
                return True
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self.viewport.set_zoom(self.zoom * (1 + event.value()), event.position())
                self._looked_otherwise()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows nudge the box or slide the line; Esc gives up."""
        key, alone = Qt.Key(event.key()), not event.isAutoRepeat()
        if key == Qt.Key.Key_Escape and (self._sampled is not None or self.box.is_pressed):
            self._give_up()
        elif key in _ARROWS and self.comparison.seen is Mode.SPLIT:
            self.comparison.slide(_ARROWS[key][0] * _NUDGE_FAR)
            self.update()
        elif key in _ARROWS and self._nudge(_ARROWS[key], event.modifiers()):
            return
        elif key == Qt.Key.Key_Space:
            if alone:
                self._space, self._space_used = True, False
                self._show_hand()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Space alone, without a drag, adds a part."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            used, self._space = self._space_used, False
            self._show_hand()
            if not used and self.action_of("Space"):
                self.action_asked.emit(self.action_of("Space"))
        else:
            super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Lets go of Space, whose release another widget sees."""
        super().focusOutEvent(event)
        self._space = False
        self._show_hand()

    def _nudge(self, way: tuple[int, int], keys: Qt.KeyboardModifier) -> bool:
        box = self.box.box
        if box is None or self._selected[0] in self.marks.locked:
            return False
        step = _NUDGE_FAR if keys & Qt.KeyboardModifier.ShiftModifier else _NUDGE
        resize = bool(keys & Qt.KeyboardModifier.AltModifier)
        there: Box = nudged(box, way[0] * step, way[1] * step, resize)
        self.box_chosen.emit(self._selected[0], there, True)
        return True

    def _give_up(self) -> None:
        if self._sampled is not None:
            self._end_sampling()
        if self.box.give_up():
            self.box_given_up.emit()
        self.update()
