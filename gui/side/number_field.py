"""A number behind its letter: typed, calculated, stepped, or dragged sideways on the letter."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from gui.side.arithmetic import calculated
from gui.style.focus_ring import refresh_style
from gui.style.labels import role_label
from gui.style.translation import tr

_PIXELS = 3.0
"""Sideways pixels for a step of one."""


class NumberField(QFrame):
    """Shows a whole number and asks for others.

    Signals:
        asked(float): the number that the user wants.
        dragged(float): the number that a drag has reached; `asked` follows when it ends.
        given_up(): Esc ended the drag.
    """

    asked = Signal(float)
    dragged = Signal(float)
    given_up = Signal()

    def __init__(
        self,
        letter: str,
        name: str,
        value: float,
        least: float = 0,
        most: float = 100,
        parent: QWidget | None = None,
    ) -> None:
        """Shows `value`; `name` is what a screen reader says."""
        super().__init__(parent)
        self.setObjectName("numberField")
        self._value, self._least, self._most = value, least, most
        self._from: QPointF | None = None
        self._reached = value
        self.letter: QLabel = role_label(letter, "hint")
        self.letter.setCursor(Qt.CursorShape.SizeHorCursor)
        self.letter.setToolTip(tr("{name}: drag sideways", name=name))
        self.field = QLineEdit(_text(value))
        self.field.setAccessibleName(name)
        self.field.setMinimumWidth(22)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 1, 0)
        row.setSpacing(3)
        row.addWidget(self.letter)
        row.addWidget(self.field, 1)
        self.letter.installEventFilter(self)
        self.field.installEventFilter(self)
        self.field.editingFinished.connect(self._typed)

    def show_value(self, value: float) -> None:
        """Shows a number."""
        self._value = value
        self.field.setText(_text(value))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follows drags of the letter, arrows in the field, and the focus for the border."""
        if watched is self.letter and isinstance(event, QMouseEvent):
            return self._drag(event)
        if watched is self.field:
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                return self._key(event)
            if isinstance(event, QWheelEvent):
                event.ignore()
                return True
            if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
                self.setProperty("focused", event.type() == QEvent.Type.FocusIn)
                refresh_style(self)
        return super().eventFilter(watched, event)

    def _drag(self, event: QMouseEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress:
            self._from, self._reached = event.globalPosition(), self._value
        elif event.type() == QEvent.Type.MouseMove and self._from is not None:
            way = event.globalPosition().x() - self._from.x()
            step = 10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            reached = self._limited(self._value + round(way / _PIXELS) * step)
            if reached != self._reached:
                self._reached = reached
                self.field.setText(_text(reached))
                self.dragged.emit(reached)
        elif event.type() == QEvent.Type.MouseButtonRelease and self._from is not None:
            self._from = None
            self._ask(self._reached)
        else:
            return False
        return True

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            self._ask(self._limited(self._value + (step if key == Qt.Key.Key_Up else -step)))
            return True
        if key == Qt.Key.Key_Escape:
            was = self._from is not None
            self._from = None
            self.show_value(self._value)
            if was:
                self.given_up.emit()
            return was
        return False

    def _typed(self) -> None:
        value = calculated(self.field.text())
        self.field.setToolTip("" if value is not None else tr("Write a number, or a sum: 26+5"))
        self.setProperty("wrong", value is None)
        refresh_style(self)
        if value is not None:
            self._ask(self._limited(value))

    def _limited(self, value: float) -> float:
        return min(self._most, max(self._least, value))

    def _ask(self, value: float) -> None:
        changed = round(value, 2) != round(self._value, 2)
        self.show_value(value)
        if changed:
            self.asked.emit(value)


def _text(value: float) -> str:
    return f"{value:.0f}"
