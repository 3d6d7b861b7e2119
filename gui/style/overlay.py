"""A pane that lies over other widgets and keeps to their place."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget


class Overlay(QFrame):
    """Covers one or several widgets of a window while it is open; Esc closes it.

    Signals:
        closed(): it was open, and is no longer.
    """

    closed = Signal()

    def __init__(self, targets: list[QWidget], parent: QWidget | None) -> None:
        """Stays hidden until `open`.

        Args:
            targets: what is covered, all of it inside `parent`.
            parent: lies under everything that is covered.
        """
        assert parent is not None
        super().__init__(parent)
        self._targets, self._ground = targets, parent
        self.setAutoFillBackground(True)
        self.hide()
        for target in targets:
            target.installEventFilter(self)

    @property
    def is_open(self) -> bool:
        """Whether it covers its targets."""
        return not self.isHidden()

    def open(self) -> None:
        """Covers the targets."""
        self.follow()
        self.show()
        self.raise_()

    def close_pane(self) -> None:
        """Shows again what lies below."""
        if self.is_open:
            self.hide()
            self.closed.emit()

    def follow(self) -> None:
        """Takes the place of the targets."""
        place = QRect()
        for target in self._targets:
            if target.isVisible():
                corner = target.mapTo(self._ground, QPoint(0, 0))
                place = place.united(QRect(corner, target.size()))
        self.setGeometry(self._ground.rect() if place.isEmpty() else place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follows the targets as they move."""
        kinds = QEvent.Type
        if event.type() in (kinds.Resize, kinds.Move, kinds.Show) and self.is_open:
            self.follow()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Closes on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_pane()
            return
        super().keyPressEvent(event)
