"""Fields for one word: out of a list, or typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QSizePolicy, QWidget

from gui.style.icons import draw_icon
from gui.style.theme import Look
from gui.style.translation import tr_word
from gui.style.wording import titled


class ChoiceField(QComboBox):
    """A list of words, and first of all none of them.

    Signals:
        asked(object): another word that the user chose, or None.
    """

    asked = Signal(object)

    def __init__(
        self,
        look: Look,
        name: str,
        words: Sequence[str],
        value: str | None,
        free: str = "",
        icons: Mapping[str, QIcon] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Shows a value; one that is not in the list is listed too.

        Args:
            look: the theme.
            name: what a screen reader says.
            words: what can be chosen.
            value: what is chosen; None for nothing.
            free: what the entry for nothing is called; empty leaves it out.
            icons: pictures for words.
            parent: owner in Qt's sense.
        """
        super().__init__(parent)
        self._look = look
        self.setAccessibleName(name)
        self.setMinimumContentsLength(6)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        listed = [*words] if value is None or value in words else [value, *words]
        if free:
            self.addItem(free, None)
        for word in listed:
            self.addItem(titled(tr_word(word)), word)
            if icons and word in icons:
                self.setItemIcon(self.count() - 1, icons[word])
        self.setCurrentIndex(self.findData(value))
        self._value = self.currentData()
        self.activated.connect(self._choose)

    def _choose(self, index: int) -> None:
        if self.itemData(index) != self._value:  # Choosing what is there already is no edit.
            self._value = self.itemData(index)
            self.asked.emit(self._value)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leaves the wheel to the area that scrolls."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the box, and the arrow in the theme's colour."""
        super().paintEvent(event)
        painter = QPainter(self)
        place = QRectF(self.width() - 21, self.height() / 2 - 6.5, 13, 13)
        draw_icon(painter, "down", self._look.tokens.text2, place)


class TextField(QLineEdit):
    """A word that is typed.

    Signals:
        asked(str): the new word, once it is entered.
    """

    asked = Signal(str)

    def __init__(self, name: str, value: str, parent: QWidget | None = None) -> None:
        """Shows `value`; `name` is what a screen reader says."""
        super().__init__(value, parent)
        self._value = value
        self.setAccessibleName(name)
        self.editingFinished.connect(self._entered)

    def _entered(self) -> None:
        word = self.text().strip()
        if word != self._value:
            self._value = word
            self.asked.emit(word)
