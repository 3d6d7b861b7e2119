"""A small popup that asks for a name."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gui.style.labels import button, role_label
from gui.style.translation import tr


class NamePopup(QFrame):
    """A field for a name, and a button that takes it."""

    def __init__(self, parent: QWidget) -> None:
        """Stays hidden until `ask`."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self.field = QLineEdit()
        self.field.setMinimumWidth(260)
        self._title = role_label("", "section")
        self._named: Callable[[str], object] = lambda name: None
        save = button(tr("Save"), role="primary", tip=tr("Take this name (Enter)"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(save)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addLayout(row)
        self.field.returnPressed.connect(self._enter)
        save.clicked.connect(self._enter)

    def ask(
        self, title: str, suggestion: str, place: QPoint, named: Callable[[str], object]
    ) -> None:
        """Opens at a place of the screen.

        Args:
            title: what is named.
            suggestion: the name so far.
            place: of the left upper corner.
            named: told the name once it is entered; an empty one is none.
        """
        self._named = named
        self._title.setText(title)
        self.field.setAccessibleName(title)
        self.field.setText(suggestion)
        self.field.selectAll()
        self.adjustSize()
        self.move(place)
        self.show()
        self.field.setFocus()

    def _enter(self) -> None:
        name = self.field.text().strip()
        if name:
            self.hide()
            self._named(name)
