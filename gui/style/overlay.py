"""A pane that lies over other widgets and keeps to their place."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget


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
        self._guest: QWidget | None = None
        self._home: QBoxLayout | None = None
        self.setAutoFillBackground(True)
        self.hide()
        for target in targets:
            target.installEventFilter(self)

    def host(self, guest: QWidget) -> None:
        """Shows a strip at its upper edge while it is open, which it would cover otherwise.

        Args:
            guest: of a box layout of what is covered, where it goes back to.
        """
        self._guest = guest

    @property
    def is_open(self) -> bool:
        """Whether it covers its targets."""
        return not self.isHidden()

    def open(self) -> None:
        """Covers the targets."""
        self._invite()
        self.follow()
        self.show()
        self.raise_()

    def close_pane(self) -> None:
        """Shows again what lies below."""
        if self.is_open:
            if self._guest is not None and self._home is not None:
                _put_first(self._guest, self._home)
            self.hide()
            self.closed.emit()

    def _invite(self) -> None:
        column, guest = self.layout(), self._guest
        if guest is None or self.is_open or not isinstance(column, QBoxLayout):
            return
        parent = guest.parentWidget()
        home = parent.layout() if parent is not None else None
        self._home = home if isinstance(home, QBoxLayout) else None
        _put_first(guest, column)

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


def _put_first(guest: QWidget, column: QBoxLayout) -> None:
    hidden = guest.isHidden()
    column.insertWidget(0, guest)  # Another parent hides it.
    guest.setHidden(hidden)
