"""Where a square picture lies in a widget: zoom, place, and the way back from screen to picture."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF

MARGIN = 12
ZOOMS = (0.5, 16.0)
ZOOM_STEP = 1.12
"""Growth by one notch of the wheel."""

_WHOLE = 0.02
"""A fitted zoom this near to a whole number is that number, so that pixels stay even."""
_AROUND_PART = 0.6
"""Share of the widget that a part fills when it is fitted."""

Box = tuple[float, float, float, float]


class Viewport:
    """Zoom and place of a picture; zoom 0 fits it to the widget."""

    def __init__(self) -> None:
        """Starts fitted, with a picture of 256 pixels."""
        self.side = 256
        self.size = QSizeF(552, 552)
        self._zoom = 0.0
        self._offset = QPointF()

    @property
    def is_fitted(self) -> bool:
        """Whether the zoom follows the widget."""
        return not self._zoom

    @property
    def zoom(self) -> float:
        """Screen pixels for one pixel of the picture."""
        if self._zoom:
            return self._zoom
        room = min(self.size.width(), self.size.height()) - 2 * MARGIN
        fitted = max(ZOOMS[0], room / self.side)
        return round(fitted) if abs(fitted - round(fitted)) < _WHOLE else fitted

    @property
    def frame(self) -> QRectF:
        """Where the picture lies in the widget."""
        side = self.zoom * self.side
        left = (self.size.width() - side) / 2 + self._offset.x()
        top = (self.size.height() - side) / 2 + self._offset.y()
        return QRectF(round(left), round(top), side, side)

    def fit(self) -> None:
        """Shows the whole picture, and goes on to."""
        self._zoom, self._offset = 0.0, QPointF()

    def pan(self, by: QPointF) -> None:
        """Moves the picture."""
        self._offset += by

    def set_zoom(self, zoom: float, pointer: QPointF | None = None) -> None:
        """Zooms; what lies at the pointer (or in the middle) stays there."""
        before = self.frame
        middle = QPointF(self.size.width() / 2, self.size.height() / 2)
        fixed = middle if pointer is None else pointer
        self._zoom = min(ZOOMS[1], max(ZOOMS[0], zoom))
        growth = self._zoom * self.side / before.width()
        self._offset = (before.center() - fixed) * growth + fixed - middle

    def fit_box(self, box: Box) -> None:
        """Shows a part as large as there is room."""
        left, top, right, bottom = box
        extent = max(right - left, bottom - top, 0.05) * self.side
        room = min(self.size.width(), self.size.height()) * _AROUND_PART
        self._zoom = min(ZOOMS[1], max(ZOOMS[0], room / extent))
        side = self._zoom * self.side
        self._offset = QPointF(0.5 - (left + right) / 2, 0.5 - (top + bottom) / 2) * side

    def share_at(self, position: QPointF) -> tuple[float, float]:
        """Returns a point of the widget as shares of the picture's side."""
        frame = self.frame
        return (
            (position.x() - frame.left()) / frame.width(),
            (position.y() - frame.top()) / frame.height(),
        )

    def rect_of(self, box: Box) -> QRectF:
        """Returns where a box of the picture lies in the widget."""
        frame = self.frame
        left, top, right, bottom = box
        return QRectF(
            frame.left() + left * frame.width(),
            frame.top() + top * frame.height(),
            (right - left) * frame.width(),
            (bottom - top) * frame.height(),
        )
