"""Words as small labels that can be taken away and added: attributes, types, denied parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QWidget

from gui.style.flow_layout import FlowLayout
from gui.style.labels import follow_icon
from gui.style.theme import Look
from gui.style.wording import titled

Choices = Mapping[str, Sequence[str]]
"""Title of a submenu -> the words in it; the title "" puts words into the menu itself."""


class Chip(QFrame):
    """One word with a cross.

    Signals:
        removed(str): the word whose cross was clicked.
    """

    removed = Signal(str)

    def __init__(self, word: str, look: Look, struck: bool = False) -> None:
        """Shows a word; `struck` draws a line through it."""
        super().__init__()
        self.setObjectName("chip")
        self._word = word
        label = QLabel(word)
        font = look.font(11)
        font.setStrikeOut(struck)
        label.setFont(font)
        cross = QToolButton()
        follow_icon(cross, look, "cross")
        cross.setIconSize(QSize(10, 10))
        cross.setAccessibleName(f"Remove {word}")
        cross.setToolTip(f"Remove “{word}”")
        cross.clicked.connect(lambda: self.removed.emit(self._word))
        row = QHBoxLayout(self)
        row.setContentsMargins(7, 2, 3, 2)
        row.setSpacing(3)
        row.addWidget(label)
        row.addWidget(cross)


class ChipList(QWidget):
    """Chips in rows.

    Signals:
        changed(list): the words that are left.
    """

    changed = Signal(list)

    def __init__(self, look: Look, words: Sequence[str], struck: bool = False) -> None:
        """Shows words; those in which a line is drawn through are `struck`."""
        super().__init__()
        self._words = list(words)
        flow = FlowLayout(self)
        for word in words:
            chip = Chip(word, look, struck)
            chip.removed.connect(self._without)
            flow.addWidget(chip)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _without(self, word: str) -> None:
        self.changed.emit([w for w in self._words if w != word])


def word_menu(parent: QWidget, choices: Choices, taken: Sequence[str]) -> QMenu:
    """Returns a menu of words with a check at those that are taken; `action.data()` is the word."""
    menu = QMenu(parent)
    for title, words in choices.items():
        target = menu.addMenu(titled(title)) if title else menu
        for word in words:
            action = target.addAction(word)
            action.setData(word)
            action.setCheckable(True)
            action.setChecked(word in taken)
    return menu
