"""A thin scroll bar that lies over what it scrolls, so that nothing gets narrower by it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar

_WIDTH = 10


class OverlayBar(QScrollBar):
    """Stands at the right edge of an area, while there is more than can be seen."""

    def __init__(self, area: QAbstractScrollArea) -> None:
        """Takes the place of the area's own upright bar."""
        super().__init__(Qt.Orientation.Vertical, area)
        self._area, self._own = area, area.verticalScrollBar()
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._own.valueChanged.connect(self.setValue)
        self._own.rangeChanged.connect(self._follow)
        self.valueChanged.connect(self._own.setValue)
        area.installEventFilter(self)
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keeps to the right edge."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._follow()
        return super().eventFilter(watched, event)

    def _follow(self, *_: object) -> None:
        own = self._own
        self.setRange(own.minimum(), own.maximum())
        self.setPageStep(own.pageStep())
        self.setSingleStep(own.singleStep())
        self.setValue(own.value())
        self.setGeometry(self._area.width() - _WIDTH, 0, _WIDTH, self._area.height())
        self.setVisible(own.maximum() > own.minimum())
        self.raise_()


def overlay_bar(area: QAbstractScrollArea) -> None:
    """Gives an area a bar that takes no room."""
    OverlayBar(area)
