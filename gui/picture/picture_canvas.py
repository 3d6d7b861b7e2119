"""The picture on its ground with all that is drawn over it; no mouse, no keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from gui.picture.box_tool import BoxTool
from gui.picture.box_wording import size_label
from gui.picture.comparison import Comparison, Mode
from gui.picture.ground import CHECKER, paint_ground
from gui.picture.loupe import Loupe
from gui.picture.part_marks import PartMarks
from gui.picture.sketch import draw_sketch
from gui.picture.thumbnails import pixmap_of
from gui.picture.viewport import MARGIN, ZOOM_STEP, Viewport
from gui.style.theme import Look, mixed
from gui.style.translation import tr
from scenegan.rendering.picture import Picture

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FADE_MS = 80
"""From one stage to the next."""

_SMOOTH_UNTIL = 4.0
_HEAT_OPACITY = 0.75
_PENCIL = 0.6
"""Strength of the blue pencil on the empty ground."""


class PictureCanvas(QWidget):
    """Shows one picture, its outlines, the box of the selected part, and what it is compared with.

    Signals:
        zoomed(float): screen pixels for one of the picture's.
    """

    zoomed = Signal(float)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        """Starts empty, with a construction sketch on a faint checkerboard."""
        super().__init__(parent)
        self._look = look
        self.viewport = Viewport()
        self.marks = PartMarks(look)
        self.box = BoxTool(look, self.viewport)
        self.comparison = Comparison(look)
        self._loupe = Loupe(look)
        self._sampled: Callable[[str], object] | None = None
        self._pixmap: QPixmap | None = None
        self._fading: QPixmap | None = None
        self._heat: QPixmap | None = None
        self._ground = CHECKER
        self._hover = ""
        self._selected: tuple[str, ...] = ()
        self._moves_along: frozenset[str] = frozenset()
        self._pointer = QPointF()
        self._fade = QVariantAnimation(self)
        self._fade.setStartValue(1.0)
        self._fade.setEndValue(0.0)
        self._fade.valueChanged.connect(self.update)
        self._fade.finished.connect(self._faded)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Picture"))
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Room for the picture at 200 %."""
        return QSize(512 + 2 * MARGIN, 512 + 2 * MARGIN)

    def minimumSizeHint(self) -> QSize:
        """Room for the picture at 100 %."""
        return QSize(256 + 2 * MARGIN, 256 + 2 * MARGIN)

    # What is shown

    def show_picture(self, picture: Picture, fade_ms: int = 0) -> None:
        """Shows a picture and its parts; over `fade_ms` in place of the one before."""
        self._fade.stop()
        self._fading = self._pixmap if fade_ms and self._look.moves else None
        self.marks.show(
            picture.part_map,
            picture.nodes,
            picture.boxes,
            {node: place.depth for node, place in picture.document.layout.items()},
        )
        self._heat = None
        self.show_pixels(picture.rgba)
        if self._fading is not None:
            self._fade.setDuration(fade_ms)
            self._fade.start()

    def show_pixels(self, rgba: NDArray[np.uint8]) -> None:
        """Shows pixels [S, S, 4]; outlines stay those of the last parts."""
        self.show_pixmap(pixmap_of(rgba))

    def show_pixmap(self, pixmap: QPixmap) -> None:
        """Shows a square picture, such as the one in a file whose parts are not known yet."""
        self._pixmap = pixmap
        self.viewport.side = max(1, pixmap.width())
        self._show_box()

    def show_names(self, names: dict[str, str], locked: frozenset[str] = frozenset()) -> None:
        """Tells what the parts are called, for the labels, and which are locked."""
        self.marks.names, self.marks.locked = names, locked
        self._show_box()

    def show_ground(self, color: str) -> None:
        """Lays another colour behind the picture; `CHECKER` for none."""
        self._ground = color
        self.update()

    def show_heat(self, heat: QPixmap | None) -> None:
        """Lays a map over the picture, such as what a node attends to; None takes it away."""
        self._heat = heat
        self.update()

    def clear(self) -> None:
        """Shows the sketch of an empty document."""
        self._pixmap = self._heat = self._fading = None
        self.comparison.earlier = None
        self.marks.clear()
        self._show_box()

    def pixels(self) -> QPixmap | None:
        """Returns what is shown, at the picture's own size."""
        return self._pixmap

    def set_selected(self, nodes: Sequence[str], moves_along: frozenset[str] = frozenset()) -> None:
        """Outlines the selected parts; one alone gets a box with handles."""
        self._selected = tuple(nodes)
        self._moves_along = moves_along
        self._show_box()

    def set_hover(self, node: str) -> None:
        """Outlines the part that the pointer is over, here or elsewhere."""
        if node != self._hover:
            self._hover = node
            self.update()

    def _show_box(self) -> None:
        alone = self._selected[0] if len(self._selected) == 1 else ""
        locked = alone in self.marks.locked
        self.box.show(alone, self.marks.boxes, locked, self._moves_along)
        self.update()

    def _faded(self) -> None:
        self._fading = None
        self.update()

    # How it is looked at

    def fit(self) -> None:
        """Zooms so that the whole picture fills the widget."""
        self.viewport.fit()
        self._looked_otherwise()

    def fit_selection(self) -> None:
        """Zooms to the selected part, or to the whole."""
        box = self.marks.boxes.get(self._selected[0]) if self._selected else None
        if box is None:
            self.viewport.fit()
        else:
            self.viewport.fit_box(box)
        self._looked_otherwise()

    def set_zoom(self, zoom: float) -> None:
        """Shows so many screen pixels for one of the picture's."""
        self.viewport.set_zoom(zoom)
        self._looked_otherwise()

    def zoom_by(self, steps: int) -> None:
        """Zooms in by so many notches of the wheel, or out where it is below 0."""
        self.set_zoom(self.zoom * ZOOM_STEP**steps)

    @property
    def zoom(self) -> float:
        """Screen pixels for one pixel of the picture."""
        return self.viewport.zoom

    def frame(self) -> QRectF:
        """Where the picture lies in the widget."""
        return self.viewport.frame

    def node_at(self, position: QPointF) -> str:
        """Returns the part that is visible at a point of the widget; empty for none."""
        return self.marks.visible_at(*self.viewport.share_at(position))

    def _looked_otherwise(self) -> None:
        self.zoomed.emit(self.zoom)
        self.update()

    # Painting

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tells the new zoom where it follows the widget."""
        self.viewport.size = QSizeF(self.size())
        self.zoomed.emit(self.zoom)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws ground, picture, outlines, box and labels."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame, t = self.frame(), self._look.tokens
        paint_ground(painter, t, frame, self.zoom, self._ground, self._pixmap is None)
        if self._pixmap is None:
            draw_sketch(painter, frame, mixed(t.accent, t.panel, _PENCIL))
            return
        smooth = self.zoom < _SMOOTH_UNTIL
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        self.comparison.paint(painter, self._pixmap, frame)
        if self._fading is not None and self.comparison.seen is Mode.NOW:
            painter.setOpacity(float(self._fade.currentValue()))
            painter.drawPixmap(frame, self._fading, QRectF(self._fading.rect()))
            painter.setOpacity(1.0)
        if self.comparison.seen is Mode.NOW:
            self._paint_marks(painter, frame)
        self.comparison.paint_over(painter, frame, QSizeF(self.size()))
        if self._sampled is not None:
            self._loupe.paint(painter, self._pointer, QSizeF(self.size()))

    def _paint_marks(self, painter: QPainter, frame: QRectF) -> None:
        t, room = self._look.tokens, QSizeF(self.size())
        if self._heat is not None:
            painter.setOpacity(_HEAT_OPACITY)
            painter.drawPixmap(frame, self._heat, QRectF(self._heat.rect()))
            painter.setOpacity(1.0)
        if self._hover and self._hover not in self._selected and not self.box.is_dragging:
            self.marks.paint_hover(painter, self._hover, frame, room)
        self.marks.paint_selected(painter, self._selected, frame)
        rect = self.box.paint(painter)
        box = self.box.box
        if rect is not None and box is not None:
            corner = rect.bottomLeft() + QPointF(0, 7)
            colors = (t.fill, t.on_fill, t.fill)
            self.marks.paint_label(
                painter, corner, self._selected[0], size_label(box), colors, room
            )
