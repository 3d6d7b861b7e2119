"""What opens for templates: all of them to choose from, and a field for the name of a new one."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QMenu,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.style.labels import role_label
from gui.style.theme import Look
from gui.style.translation import tr
from gui.templates.cards import CARD, GAP, TemplateGrid
from gui.templates.templates import Template, Templates

_COLUMNS = 4
_ROWS_SEEN = 2.6


class TemplatesPopup(QFrame):
    """All templates in a popup.

    Signals:
        chosen(object): a `Template` to start from.
        removed(object): one of the user's own shall go.
    """

    chosen = Signal(object)
    removed = Signal(object)

    def __init__(self, look: Look, parent: QWidget) -> None:
        """Stays hidden until `open_below`."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self.setAccessibleName(tr("Templates"))
        self.grid = TemplateGrid(look, _COLUMNS)
        self.grid.chosen.connect(self._choose)
        self.grid.menu_asked.connect(self._open_menu)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidgetResizable(True)
        area.setWidget(self.grid)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 6, 12)
        column.setSpacing(10)
        column.addWidget(role_label(tr("Start from a template"), "title"))
        column.addWidget(area, 1)
        width = _COLUMNS * (CARD.width() + GAP) + 26
        self.setFixedSize(width, round(_ROWS_SEEN * (CARD.height() + GAP)) + 60)

    def open_below(self, corner: QPoint, templates: Templates) -> None:
        """Opens with its right upper corner at a place of the screen."""
        self.grid.show_templates(templates.all)
        screen = self.screen().availableGeometry()
        x = max(screen.left(), corner.x() - self.width())
        y = min(corner.y(), screen.bottom() - self.height())
        self.move(x, max(screen.top(), y))
        self.show()
        self.grid.focus_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Closes on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _choose(self, template: Template) -> None:
        self.hide()
        self.chosen.emit(template)

    def _open_menu(self, template: Template, place: QPoint) -> None:
        if not template.own:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        remove = menu.addAction(tr("Remove this template"))
        remove.triggered.connect(lambda: self.removed.emit(template))
        menu.popup(place)
