"""A whole number between a minus and a plus."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QRegularExpressionValidator, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QWidget

from gui.style.labels import tool
from gui.style.theme import CONTROL, Look
from gui.style.translation import tr


class Stepper(QFrame):
    """Shows a number and asks for others.

    Signals:
        asked(object): the number (an int of any size) that the user wants.
    """

    asked = Signal(object)

    def __init__(
        self,
        look: Look,
        name: str,
        lowest: int,
        highest: int,
        width: int = 44,
        parent: QWidget | None = None,
    ) -> None:
        """Shows `lowest` until told; `name` is what a screen reader says."""
        super().__init__(parent)
        self.setObjectName("stepper")
        self.setFixedHeight(round(CONTROL * look.scale))
        self._value, self._lowest, self._highest = lowest, lowest, highest
        self._name = name
        self._field = QLineEdit(str(lowest))
        self._field.setAccessibleName(name)
        self._field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._field.setFixedWidth(round(width * look.scale))
        if highest < 2**31:
            self._field.setValidator(QIntValidator(lowest, highest, self))
        else:
            self._field.setValidator(QRegularExpressionValidator(r"[0-9  ]{0,24}", self))
        self._less = tool(look, "minus", tr("{name}: one less", name=name))
        self._more = tool(look, "plus", tr("{name}: one more", name=name))
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        for part in (self._less, self._field, self._more):
            row.addWidget(part)
            part.setFixedHeight(round(CONTROL * look.scale) - 2)
        self._less.clicked.connect(lambda: self._ask(self._value - 1))
        self._more.clicked.connect(lambda: self._ask(self._value + 1))
        self._field.editingFinished.connect(self._typed)
        self.show_value(lowest)

    @property
    def field(self) -> QLineEdit:
        """The field between the buttons."""
        return self._field

    def show_value(self, value: int) -> None:
        """Shows a number, with its thousands apart."""
        self._value = value
        self._field.setText(f"{value:,}".replace(",", " "))
        self._less.setEnabled(value > self._lowest)
        self._more.setEnabled(value < self._highest)
        limit = tr("{name}: {least} is the least", name=self._name, least=self._lowest)
        less = tr("{name}: one less", name=self._name)
        self._less.setToolTip(limit if value <= self._lowest else less)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leaves the wheel to what is around: a number never changes by scrolling past it."""
        event.ignore()

    def _typed(self) -> None:
        digits = "".join(self._field.text().split())
        self._ask(int(digits) if digits else self._value)

    def _ask(self, value: int) -> None:
        value = min(self._highest, max(self._lowest, value))
        if value != self._value:
            self.asked.emit(value)
        else:
            self.show_value(value)
