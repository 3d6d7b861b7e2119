"""A pane that lies over other widgets and keeps to their place."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QFrame, QWidget
from shiboken6 import isValid


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
        self._before: QWidget | None = None
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
        if not self.is_open:
            self._before = QApplication.focusWidget()
        self.follow()
        self.show()
        self.raise_()

    def close_pane(self) -> None:
        """Shows again what lies below; the focus goes where it was."""
        if self.is_open:
            focus = QApplication.focusWidget()
            left = focus is not None and self.isAncestorOf(focus) or focus is self
            before, self._before = self._before, None
            guest, home = self._guest, self._home
            if guest is not None and home is not None and guest.parentWidget() is self:
                put_at(guest, home, 0)
            self.hide()
            if left and before is not None and isValid(before) and before.isVisible():
                before.setFocus()
            self.closed.emit()

    def _invite(self) -> None:
        column, guest = self.layout(), self._guest
        if guest is None or not isinstance(column, QBoxLayout):
            return
        if any(target.isAncestorOf(guest) for target in self._targets):
            self._home = column_of(guest)
            put_at(guest, column, 0)

    def follow(self) -> None:
        """Takes the place of the targets, and the strip that it would cover."""
        self._invite()
        place = QRect()
        for target in self._targets:
            if target.isVisible():
                corner = target.mapTo(self._ground, QPoint(0, 0))
                place = place.united(QRect(corner, target.size()))
        self.setGeometry(self._ground.rect() if place.isEmpty() else place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follows the targets as they move, and goes with them, as with the pane of another tab."""
        kinds = QEvent.Type
        if event.type() in (kinds.Resize, kinds.Move, kinds.Show) and self.is_open:
            self.follow()
        elif event.type() == kinds.HideToParent and all(t.isHidden() for t in self._targets):
            self.close_pane()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Closes on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_pane()
            return
        super().keyPressEvent(event)


def column_of(widget: QWidget) -> QBoxLayout | None:
    """Returns the box layout that a widget stands in."""
    parent = widget.parentWidget()
    found = parent.layout() if parent is not None else None
    return found if isinstance(found, QBoxLayout) else None


def put_at(widget: QWidget, column: QBoxLayout, place: int) -> None:
    """Moves a widget to a place in another layout; it stays as hidden as it was."""
    hidden = widget.isHidden()
    column.insertWidget(place, widget)  # Another parent hides it.
    widget.setHidden(hidden)
