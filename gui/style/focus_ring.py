"""Buttons with a ring while they are in focus: after a key, never after a click.

They hear of focus themselves. A filter of all events of the program would do the same for any
button, but then each event waits for Python's lock, which torch holds for long while it is loaded.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

_BY_KEY = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class PushButton(QPushButton):
    """A button with words."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Shows the ring after a key."""
        show_ring(self, event.reason() in _BY_KEY)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Takes the ring away."""
        show_ring(self, False)
        super().focusOutEvent(event)


class ToolButton(QToolButton):
    """A button with an icon alone."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Shows the ring after a key."""
        show_ring(self, event.reason() in _BY_KEY)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Takes the ring away."""
        show_ring(self, False)
        super().focusOutEvent(event)


def show_ring(button: QWidget, keyed: bool) -> None:
    """Sets the property `keyed`, which the style sheet asks for."""
    if bool(button.property("keyed")) != keyed:
        button.setProperty("keyed", keyed)
        refresh_style(button)


def refresh_style(widget: QWidget) -> None:
    """Applies the style sheet again after a property that it asks for has changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
