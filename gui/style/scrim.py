"""What lies over the whole window while a panel is open: it dims, and a click on it closes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from gui.style.shadow import shadow
from gui.style.theme import RADIUS_PALETTE, Look

_BLUR, _STRENGTH = 64, 0.13
_DIM = {False: 0.28, True: 0.5}
"""By whether the theme is dark."""


class Scrim(QWidget):
    """Holds one panel over a window; while it is open, keys go to the panel."""

    def __init__(self, look: Look, window: QWidget, panel: QFrame, top: float = 0.125) -> None:
        """Stays hidden until `open`.

        Args:
            look: theme.
            window: what is dimmed.
            panel: of a fixed size; becomes a child of this.
            top: place of the panel's upper edge, as a share of the window's height.
        """
        super().__init__(window)
        self._window = window
        self._look, self._panel, self._top = look, panel, top
        self._before: QWidget | None = None
        panel.setParent(self)
        self.hide()
        window.installEventFilter(self)
        look.changed.connect(self.update)

    def open(self, focus: QWidget) -> None:
        """Shows the panel and gives the focus to a widget in it."""
        self._before = QApplication.focusWidget()
        self._follow()
        self.show()
        self.raise_()
        focus.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_panel(self) -> None:
        """Hides the panel; the focus goes where it was."""
        if not self.isVisible():
            return
        before, self._before = self._before, None
        self.hide()
        if before is not None:
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keeps to the window's size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._follow()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the panel closes it."""
        if not self._panel.geometry().contains(event.position().toPoint()):
            self.close_panel()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keeps the focus inside."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dims what lies below, and draws the panel's shadow."""
        painter = QPainter(self)
        dim = QColor(Qt.GlobalColor.black)
        dim.setAlphaF(_DIM[self._look.tokens.dark])
        painter.fillRect(self.rect(), dim)
        place = self._panel.geometry()
        pixmap = shadow(place.width(), place.height(), RADIUS_PALETTE, _BLUR, _STRENGTH)
        painter.drawPixmap(place.left() - _BLUR, place.top() - _BLUR + 20, pixmap)

    def _follow(self) -> None:
        window = self._window
        self.setGeometry(window.rect())
        size = self._panel.size()
        x = (window.width() - size.width()) // 2
        y = min(round(window.height() * self._top), window.height() - size.height() - 12)
        self._panel.move(max(0, x), max(8, y))


def paint_panel(panel: QFrame, look: Look) -> None:
    """Draws the ground of a floating panel."""
    t = look.tokens
    painter = QPainter(panel)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(t.line2))
    painter.setBrush(QColor(t.raised))
    body = QRectF(panel.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(body, RADIUS_PALETTE, RADIUS_PALETTE)
