"""The ring around the widget in focus: shown after a key, never after a click."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QAbstractButton, QApplication

from gui.style.labels import refresh_style

_BY_KEY = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class FocusRing(QObject):
    """An event filter for the application that marks buttons reached by key."""

    def begin(self) -> None:
        """Watches all events from now on.

        Not before the first window is seen: Python hears of thousands of events while a window is
        made, and makes all of Qt's classes known when it meets an object that it did not make.
        """
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Sets the property `keyed`, which the style sheet asks for."""
        if isinstance(watched, QAbstractButton) and isinstance(event, QFocusEvent):
            keyed = event.gotFocus() and event.reason() in _BY_KEY
            if bool(watched.property("keyed")) != keyed:
                watched.setProperty("keyed", keyed)
                refresh_style(watched)
        return False
