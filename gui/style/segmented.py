"""A few choices side by side, one of which is taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QWidget

from gui.style.focus_ring import PushButton
from gui.style.labels import follow_icon
from gui.style.theme import CONTROL, Look

_PADDING, _ICON = 10, 20
_SIZE, _WEIGHT_TAKEN = 12.5, 500


class Segmented(QFrame):
    """Buttons in a trough.

    Signals:
        chosen(int): place of the choice that the user took.
    """

    chosen = Signal(int)

    def __init__(
        self,
        look: Look,
        name: str,
        choices: Sequence[str],
        icons: Mapping[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Shows choices, the first of which is taken.

        Args:
            look: the theme.
            name: what a screen reader calls them together.
            choices: their words, already translated.
            icons: names of icons by words.
            parent: owner in Qt's sense.
        """
        super().__init__(parent)
        self.setObjectName("segmented")
        self.setAccessibleName(name)
        self.setFixedHeight(round(CONTROL * look.scale))
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(0)
        for place, word in enumerate(choices):
            icon = (icons or {}).get(word, "")
            made = PushButton(f" {word}" if icon else word)
            if icon:
                follow_icon(made, look, icon, "text2", pressed="text")
            reserve_width(made, look)
            made.setAccessibleName(f"{name}: {word}")
            made.setCheckable(True)
            made.setChecked(place == 0)
            self._group.addButton(made, place)
            row.addWidget(made)
        self._group.idClicked.connect(self.chosen)

    def show_choice(self, place: int) -> None:
        """Shows which choice is taken; places outside take none."""
        made = self._group.button(place)
        if made is not None:
            made.setChecked(True)
            return
        self._group.setExclusive(False)
        for other in self._group.buttons():
            other.setChecked(False)
        self._group.setExclusive(True)

    def button(self, place: int) -> PushButton:
        """Returns the button of a choice."""
        made = self._group.button(place)
        assert isinstance(made, PushButton)
        return made

    def refuse(self, place: int, reason: str) -> None:
        """Says in the tip why a choice cannot be taken; an empty reason allows it."""
        made = self.button(place)
        made.setEnabled(not reason)
        made.setToolTip(reason)


def reserve_width(segment: PushButton, look: Look) -> None:
    """Gives a segment the room that its words need when it is taken, and they are heavier."""
    words = QFontMetricsF(look.font(_SIZE, _WEIGHT_TAKEN)).horizontalAdvance(segment.text())
    icon = 0 if segment.icon().isNull() else _ICON
    segment.setMinimumWidth(ceil(words) + 2 * _PADDING + icon + 1)
