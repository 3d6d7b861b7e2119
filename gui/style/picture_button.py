"""A small picture in a frame with a word below it: a step, or a picture that was kept."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractButton

from gui.style.focus_ring import came_by_key, press_by_enter
from gui.style.icons import draw_icon
from gui.style.theme import RADIUS_CONTROL, Look

WIDTH, PICTURE = 82, 58
_TOP, _WORDS = 8, 18
_PALE = 0.45
_STAR = 11.0

Source = Callable[[], QPixmap | None]
"""Gives the picture; called when it is drawn first, so that hundreds of buttons cost nothing."""


class PictureButton(QAbstractButton):
    """Draws frame, picture, word, and a star in the corner."""

    def __init__(self, look: Look) -> None:
        """Starts without a picture."""
        super().__init__()
        self._look = look
        self._source: Source = lambda: None
        self._pixmap: QPixmap | None = None
        self._key: object = None
        self.current = self.pale = self.starred = False
        self._keyed = False
        self._words = round(_WORDS * look.scale)
        self.setFixedSize(QSize(WIDTH, _TOP + PICTURE + self._words + 6))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        look.changed.connect(self.update)

    def show_picture(self, key: object, source: Source) -> None:
        """Shows a picture; nothing happens where `key` is that of the picture shown."""
        if key != self._key:
            self._key, self._source, self._pixmap = key, source, None
            self.update()

    def show_state(self, current: bool = False, pale: bool = False, starred: bool = False) -> None:
        """Rings the current one, fades what is undone, and marks what has a star."""
        if (current, pale, starred) != (self.current, self.pale, self.starred):
            self.current, self.pale, self.starred = current, pale, starred
            self.update()

    def show_words(self, words: str, tip: str, spoken: str) -> None:
        """Changes the word below, the tip, and what a screen reader says."""
        if words != self.text() or spoken != self.accessibleName():
            self.setText(words)
            self.setAccessibleName(spoken)
        self.setToolTip(tip)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Shows the ring after a key."""
        self._keyed = came_by_key(event)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Takes the ring away."""
        self._keyed = False
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, as Space does."""
        if not press_by_enter(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws all of it."""
        t = self._look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setOpacity(_PALE if self.pale else 1.0)
        frame = QRectF((WIDTH - PICTURE) / 2, _TOP, PICTURE, PICTURE)
        ringed = self.current or self._keyed
        border = t.accent if ringed else t.line2 if self.underMouse() else t.line
        painter.setPen(QPen(QColor(border), 2 if ringed else 1))
        painter.setBrush(QColor(t.surface))
        painter.drawRoundedRect(frame, RADIUS_CONTROL, RADIUS_CONTROL)
        inner = frame.adjusted(3, 3, -3, -3)
        self.paint_inside(painter, inner)
        if self.starred:
            corner = frame.topLeft()
            draw_icon(
                painter, "starred", t.warnline, QRectF(corner.x() + 2, corner.y() + 2, _STAR, _STAR)
            )
        font = self._look.font(11, 600 if self.current else 400)
        painter.setFont(font)
        painter.setPen(QColor(t.text if self.current else t.text2))
        text = QFontMetrics(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, WIDTH - 2)
        place = QRect(0, _TOP + PICTURE + 3, WIDTH, self._words)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    def paint_inside(self, painter: QPainter, inner: QRectF) -> None:
        """Draws the picture into its frame."""
        if self._pixmap is None:
            found = self._source()
            if found is None:
                return
            side = round(PICTURE * self.devicePixelRatioF())
            self._pixmap = found.scaled(
                side,
                side,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        painter.drawPixmap(inner, self._pixmap, QRectF(self._pixmap.rect()))
