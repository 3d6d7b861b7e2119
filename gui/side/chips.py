"""Words as small labels that can be taken away and added: attributes, types, denied parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QSizePolicy, QWidget

from gui.style.flow_layout import FlowLayout
from gui.style.focus_ring import ToolButton
from gui.style.labels import button, follow_icon
from gui.style.theme import Look
from gui.style.translation import tr, tr_word
from gui.style.wording import titled

_HEIGHT = 24

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
        label = QLabel(tr_word(word))
        font = label.font()
        font.setStrikeOut(struck)
        label.setFont(font)
        cross = ToolButton()
        follow_icon(cross, look, "cross")
        cross.setIconSize(QSize(10, 10))
        cross.setAccessibleName(tr("Remove {word}", word=tr_word(word)))
        cross.setToolTip(tr("Remove “{word}”", word=tr_word(word)))
        cross.clicked.connect(lambda: self.removed.emit(self._word))
        row = QHBoxLayout(self)
        row.setContentsMargins(7, 0, 4, 0)
        row.setSpacing(3)
        self.setFixedHeight(round(_HEIGHT * look.scale))
        row.addWidget(label)
        row.addWidget(cross)


class ChipList(QWidget):
    """Chips in rows, and after them words that could be added.

    Signals:
        changed(list): the words that shall be there.
    """

    changed = Signal(list)

    def __init__(
        self,
        look: Look,
        words: Sequence[str],
        struck: bool = False,
        offered: Sequence[str] = (),
    ) -> None:
        """Shows words.

        Args:
            look: the theme.
            words: what is there.
            struck: whether a line is drawn through them.
            offered: what could be there too.
        """
        super().__init__()
        self._words = list(words)
        flow = FlowLayout(self, gap=4)
        for word in words:
            chip = Chip(word, look, struck)
            chip.removed.connect(self._without)
            flow.addWidget(chip)
        for word in offered:
            add = button(f"+ {tr_word(word)}", role="offered")
            add.setAccessibleName(tr("Add {word}", word=tr_word(word)))
            add.setToolTip(tr("Often said of such parts"))
            add.clicked.connect(lambda _=False, w=word: self.changed.emit([*self._words, w]))
            flow.addWidget(add)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _without(self, word: str) -> None:
        self.changed.emit([w for w in self._words if w != word])


def word_menu(parent: QWidget, choices: Choices, taken: Sequence[str]) -> QMenu:
    """Returns a menu of words with a check at those that are taken; `action.data()` is the word."""
    menu = QMenu(parent)
    for title, words in choices.items():
        target = menu.addMenu(titled(tr_word(title))) if title else menu
        for word in words:
            action = target.addAction(tr_word(word))
            action.setData(word)
            action.setCheckable(True)
            action.setChecked(word in taken)
    return menu
