"""The pictures of a grid of variations: click takes one, Shift+click stars it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from gui.picture.thumbnails import pixmap_of
from gui.style.grid_keys import grid_step
from gui.style.icons import draw_icon
from gui.style.theme import RADIUS_CARD, Look
from gui.style.translation import tr
from scenegan.rendering.picture import Picture

_LABEL = 20
_GAP = 8


class VariationCell(QAbstractButton):
    """One variation, painted or still to come.

    Signals:
        taken(): it shall become the document.
        starred(): it shall be kept in the gallery with a star.
    """

    taken = Signal()
    starred = Signal()

    def __init__(self, look: Look, label: str) -> None:
        """Waits for its picture."""
        super().__init__()
        self._look = look
        self._label = round(_LABEL * look.scale)
        self.label = label
        self.picture: Picture | None = None
        self.trouble = ""
        self.is_starred = self.is_present = False
        self._pixmap: QPixmap | None = None
        self.setMinimumSize(QSize(56, 56))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._say()
        look.changed.connect(self.update)

    def show_picture(self, picture: Picture, present: bool = False) -> None:
        """Shows the picture; the present one of the document is marked as such."""
        self.picture, self._pixmap = picture, pixmap_of(picture.rgba)
        self.is_present = present
        self._say()

    def show_trouble(self, message: str) -> None:
        """Says why there is no picture."""
        self.trouble = message
        self._say()

    def show_star(self, starred: bool) -> None:
        """Marks the picture as kept."""
        self.is_starred = starred
        self._say()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Takes the picture, or stars it with Shift."""
        inside = self.rect().contains(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and inside:
            self._act(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        self.setDown(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space take it, S and Shift+Enter star it."""
        keys = Qt.Key
        if event.key() == keys.Key_S:
            self._act(True)
        elif event.key() in (keys.Key_Return, keys.Key_Enter, keys.Key_Space):
            self._act(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            event.ignore()  # A button would take arrows for itself; the grid knows better.

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the card, its picture and its label."""
        t = self._look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        whole = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        strong = self.hasFocus() or self.is_present
        line = t.accent if strong else t.text2 if self.underMouse() else t.line2
        painter.setPen(QPen(QColor(line), 2 if strong else 1))
        painter.setBrush(QColor(t.surface if self.picture else t.canvas))
        painter.drawRoundedRect(whole, RADIUS_CARD, RADIUS_CARD)
        room = QRectF(4, 4, whole.width() - 6, whole.height() - self._label - 4)
        side = min(room.width(), room.height())
        square = QRectF(room.center().x() - side / 2, room.center().y() - side / 2, side, side)
        if self._pixmap is not None:
            painter.drawPixmap(square, self._pixmap, QRectF(self._pixmap.rect()))
        else:
            painter.setFont(self._look.font(11))
            painter.setPen(QColor(t.bad if self.trouble else t.text3))
            words = tr("Not painted") if self.trouble else tr("Waiting")
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)
        if self.is_starred:
            draw_icon(painter, "starred", t.warnline, QRectF(8, 8, 15, 15))
        self._paint_label(painter, whole)

    def _paint_label(self, painter: QPainter, whole: QRectF) -> None:
        t = self._look.tokens
        font = self._look.font(11, 600 if self.is_present else 400)
        painter.setFont(font)
        painter.setPen(QColor(t.text if self.is_present else t.text2))
        place = QRectF(6, whole.bottom() - self._label, whole.width() - 10, self._label - 3)
        words = QFontMetrics(font).elidedText(
            self.label, Qt.TextElideMode.ElideMiddle, int(place.width())
        )
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)

    def _act(self, star: bool) -> None:
        if self.picture is None:
            return
        if star:
            self.starred.emit()
        else:
            self.taken.emit()

    def _say(self) -> None:
        """Keeps tip, accessible name and look in step."""
        spoken = self.label
        if self.trouble:
            spoken = f"{self.label}: {self.trouble}"
        elif self.picture is None:
            spoken = tr("{name}: waiting", name=self.label)
        elif self.is_starred:
            spoken = tr("{name}, with a star", name=self.label)
        self.setAccessibleName(spoken)
        self.setToolTip(
            self.trouble or tr("{name}\nClick to take it, Shift+click to star it", name=self.label)
        )
        self.update()


class CellGrid(QWidget):
    """Cells in rows; arrows go from one to the next.

    Signals:
        taken(object): the cell whose picture shall become the document.
        starred(object): the cell whose picture shall be kept.
    """

    taken = Signal(object)
    starred = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        """Starts without cells."""
        super().__init__(parent)
        self._look = look
        self.cells: list[VariationCell] = []
        self._columns = 1
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)

    def show_labels(self, labels: Sequence[str], columns: int) -> None:
        """Shows empty cells, one a label."""
        for cell in self.cells:
            self._grid.removeWidget(cell)
            cell.hide()
            cell.deleteLater()
        self.cells = []
        self._columns = columns
        for place, label in enumerate(labels):
            cell = VariationCell(self._look, label)
            cell.taken.connect(lambda c=cell: self.taken.emit(c))
            cell.starred.connect(lambda c=cell: self.starred.emit(c))
            self._grid.addWidget(cell, place // columns, place % columns)
            self.cells.append(cell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Goes to another cell."""
        here = next((i for i, c in enumerate(self.cells) if c.hasFocus()), None)
        step = grid_step(event.key(), self._columns)
        if here is None or step is None:
            super().keyPressEvent(event)
        elif 0 <= here + step < len(self.cells):
            self.cells[here + step].setFocus(Qt.FocusReason.TabFocusReason)
