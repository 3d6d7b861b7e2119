"""Buttons with a ring while they are in focus: after a key, never after a click; Enter presses.

They hear of focus themselves. A filter of all events of the program would do the same for any
button, but then each event waits for Python's lock, which torch holds for long while it is loaded.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QToolButton, QWidget

_BY_KEY = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class PushButton(QPushButton):
    """A button with words."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Shows the ring after a key."""
        show_ring(self, came_by_key(event))
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Takes the ring away."""
        show_ring(self, False)
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, as Space does."""
        if not press_by_enter(self, event):
            super().keyPressEvent(event)


class ToolButton(QToolButton):
    """A button with an icon alone."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Shows the ring after a key."""
        show_ring(self, came_by_key(event))
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Takes the ring away."""
        show_ring(self, False)
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, as Space does."""
        if not press_by_enter(self, event):
            super().keyPressEvent(event)


def came_by_key(event: QFocusEvent) -> bool:
    """Whether a key brought the focus."""
    return event.reason() in _BY_KEY


def leave_focus(*buttons: QWidget) -> None:
    """Lets clicks leave the focus where it is, for buttons that go away when they are clicked.

    Qt would give it to whatever comes next in the window, and keys would be meant for that.
    """
    for button in buttons:
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)


def press_by_enter(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Presses a button where the key is Enter, which Qt does in dialogs alone."""
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.isAutoRepeat():
        return False
    button.click()
    return True


def show_ring(button: QWidget, keyed: bool) -> None:
    """Sets the property `keyed`, which the style sheet asks for."""
    if bool(button.property("keyed")) != keyed:
        button.setProperty("keyed", keyed)
        refresh_style(button)


def refresh_style(widget: QWidget) -> None:
    """Applies the style sheet again after a property that it asks for has changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
