"""A held backslash shows the picture before, wherever one-letter keys work."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from gui.picture.comparison import Mode
from gui.picture.picture_view import PictureView


class HeldBefore(QObject):
    """Watches the key in some widgets; letting it go shows again what was seen."""

    def __init__(self, view: PictureView) -> None:
        """Hears the key in the picture itself."""
        super().__init__(view)
        self._view = view
        self._seen: Mode | None = None
        self.hear(view)

    def hear(self, *widgets: QWidget) -> None:
        """Hears the key in other widgets too."""
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follows the key; where the focus goes away meanwhile, its release is heard elsewhere."""
        if event.type() == QEvent.Type.FocusOut:
            self._let_go()
        elif isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Backslash:
            if event.type() == QEvent.Type.KeyPress and self._seen is None:
                self._seen = self._view.comparison.mode
                self._view.set_mode(Mode.BEFORE)
            elif event.type() == QEvent.Type.KeyRelease and not event.isAutoRepeat():
                self._let_go()
            return event.type() in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
        return False

    def _let_go(self) -> None:
        seen, self._seen = self._seen, None
        if seen is not None:
            self._view.set_mode(seen)
