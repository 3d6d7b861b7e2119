"""The box of the selected part on the picture: its handles, and a drag of it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gui.picture.box_drag import (
    HANDLES,
    Box,
    Dragged,
    Manner,
    dragged,
    snap_targets,
)
from gui.picture.viewport import Viewport
from gui.style.theme import Look

_HANDLE, _HIT = 8.0, 16.0
_START = 4.0
"""Pixels that the pointer moves before a press becomes a drag."""
_REACH = 6.0
"""Pixels within which a box snaps."""

_CURSORS = {
    "nw": Qt.CursorShape.SizeFDiagCursor,
    "se": Qt.CursorShape.SizeFDiagCursor,
    "ne": Qt.CursorShape.SizeBDiagCursor,
    "sw": Qt.CursorShape.SizeBDiagCursor,
    "n": Qt.CursorShape.SizeVerCursor,
    "s": Qt.CursorShape.SizeVerCursor,
    "e": Qt.CursorShape.SizeHorCursor,
    "w": Qt.CursorShape.SizeHorCursor,
    "": Qt.CursorShape.SizeAllCursor,
}


def manner_of(keys: Qt.KeyboardModifier) -> Manner:
    """What held keys say of a drag: Shift proportion, Alt from the centre, Ctrl free."""
    held = Qt.KeyboardModifier
    return Manner(
        proportion=bool(keys & held.ShiftModifier),
        centre=bool(keys & held.AltModifier),
        free=bool(keys & held.ControlModifier),
    )


class BoxTool:
    """Knows the one box with handles, and how far it was dragged."""

    def __init__(self, look: Look, viewport: Viewport) -> None:
        """Starts without a box."""
        self._look = look
        self._viewport = viewport
        self._box: Box | None = None
        self._neighbours: tuple[Box, ...] = ()
        self._pressed: QPointF | None = None
        self._handle = ""
        self._way: Dragged | None = None
        self._locked = False

    def show(
        self, node: str, boxes: Mapping[str, Box], locked: bool, moves_along: frozenset[str]
    ) -> None:
        """Shows the box of a part; empty for none. The box that is being dragged stays.

        Args:
            node: the part.
            boxes: those of all parts.
            locked: whether it cannot be dragged.
            moves_along: parts that hang on it, to which it does not snap.
        """
        if self._pressed is not None and node in boxes:
            return
        self._box = boxes.get(node)
        self._locked = locked
        self._neighbours = tuple(
            box for other, box in boxes.items() if other != node and other not in moves_along
        )

    @property
    def box(self) -> Box | None:
        """The box as it is seen, dragged or not."""
        return self._way.box if self._way is not None else self._box

    @property
    def is_dragging(self) -> bool:
        """Whether the box follows the pointer."""
        return self._way is not None

    @property
    def is_pressed(self) -> bool:
        """Whether a drag may begin."""
        return self._pressed is not None

    def hit(self, position: QPointF) -> str | None:
        """Returns the handle at a point, empty for the inside, None for neither."""
        if self._box is None or self._locked:
            return None
        rect = self._viewport.rect_of(self._box)
        spots = _handle_spots(rect)
        near = min(HANDLES, key=lambda h: (spots[h] - position).manhattanLength())
        away = spots[near] - position
        if max(abs(away.x()), abs(away.y())) <= _HIT / 2:
            return near
        return "" if rect.contains(position) else None

    def cursor(self, position: QPointF) -> Qt.CursorShape | None:
        """Returns the pointer's shape over the box."""
        handle = self.hit(position)
        return None if handle is None else _CURSORS[handle]

    def press(self, position: QPointF) -> bool:
        """Takes a press on the box; says whether it was one."""
        handle = self.hit(position)
        if handle is None:
            return False
        self._pressed, self._handle = position, handle
        return True

    def move(self, position: QPointF, keys: Qt.KeyboardModifier) -> Box | None:
        """Follows the pointer; returns the box once it is dragged."""
        if self._pressed is None or self._box is None:
            return None
        way = position - self._pressed
        if self._way is None and max(abs(way.x()), abs(way.y())) < _START:
            return None
        side = self._viewport.frame.width()
        targets = snap_targets(self._neighbours, _REACH / side)
        self._way = dragged(
            self._box, self._handle, way.x() / side, way.y() / side, manner_of(keys), targets
        )
        return self._way.box

    def release(self) -> Box | None:
        """Ends a drag; returns where it led, None where there was none."""
        box = self._way.box if self._way is not None else None
        if box is not None:
            self._box = box
        self._pressed = self._way = None
        return box

    def give_up(self) -> bool:
        """Puts the box back to where it was; says whether it was dragged."""
        was = self._way is not None
        self._pressed = self._way = None
        return was

    def paint(self, painter: QPainter) -> QRectF | None:
        """Draws guides, box and handles; returns where the box is."""
        box = self.box
        if box is None:
            return None
        t = self._look.tokens
        rect = self._viewport.rect_of(box)
        if self._way is not None:
            self._paint_guides(painter, self._way)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(t.edge if self._locked else t.fill), 1.5))
        painter.drawRect(rect)
        painter.setPen(QPen(QColor(t.edge if self._locked else t.fill), 1.4))
        if not self._locked:
            painter.setBrush(QColor("white"))
        for spot in _handle_spots(rect).values():
            half = _HANDLE / 2
            painter.drawRoundedRect(
                QRectF(spot.x() - half, spot.y() - half, _HANDLE, _HANDLE), 1.5, 1.5
            )
        painter.setBrush(Qt.BrushStyle.NoBrush)
        return rect

    def _paint_guides(self, painter: QPainter, way: Dragged) -> None:
        frame = self._viewport.frame
        painter.setPen(QPen(QColor(self._look.tokens.fill), 1))
        for x in way.x:
            at = frame.left() + x * frame.width()
            painter.drawLine(QPointF(at, frame.top()), QPointF(at, frame.bottom()))
        for y in way.y:
            at = frame.top() + y * frame.height()
            painter.drawLine(QPointF(frame.left(), at), QPointF(frame.right(), at))


def _handle_spots(rect: QRectF) -> dict[str, QPointF]:
    x = {"w": rect.left(), "": rect.center().x(), "e": rect.right()}
    y = {"n": rect.top(), "": rect.center().y(), "s": rect.bottom()}
    return {h: QPointF(x[h.strip("ns")], y[h.strip("we")]) for h in HANDLES}
