"""The sections below each other: kept while they show the same, made a few at a time."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import delete

from gui.side.sections import Planned

_KEPT = 48
"""Sections that are out of sight but ready; going back to a part makes none anew."""
_AT_ONCE = 2
"""So many new sections are made on the spot, as after most edits; each takes 4 to 14 ms."""

_UNTIL_SEEN_MS = 100
"""A column without room is never painted, and goes on after this time."""

Kept = tuple[object, QWidget]
"""What a section shows, and the section."""


class SectionColumn(QWidget):
    """Shows sections as they are planned.

    Where many are new, the first is made on the spot, and each of the others in a turn of the
    event loop of its own: all of them together would hold up the window for longer than one can
    overlook. While the column is hidden, all of them wait until it is painted.

    Signals:
        grown(): another section is there.
    """

    grown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Starts without sections."""
        super().__init__(parent)
        self._planned: list[Planned] = []
        self._shown: list[Kept] = []
        self._hidden: list[Kept] = []
        self._turns = QTimer(self)
        self._turns.timeout.connect(self._take_turn)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)

    @property
    def sections(self) -> list[QWidget]:
        """Those that are there, from the top on."""
        return [section for _, section in self._shown]

    @property
    def is_whole(self) -> bool:
        """Whether all that is planned is there."""
        return len(self._shown) == len(self._planned)

    def show_planned(self, planned: list[Planned], at_once: bool = False) -> None:
        """Makes those sections that would show something else, and keeps the others.

        Args:
            planned: the sections, from the top on.
            at_once: whether none is left for later, however many are new.
        """
        there = [shown for shown, _ in (*self._shown, *self._hidden)]
        new = sum(shown not in there for shown, _ in planned)
        self._planned = planned
        first = 1 if self.isVisible() else 0
        self._put(new if at_once or new <= _AT_ONCE else first)

    def finish(self) -> None:
        """Makes at once what is still to come."""
        if not self.is_whole:
            self._put(len(self._planned))
            self.grown.emit()

    def clear(self) -> None:
        """Lets all sections go, those that are kept for later too."""
        self.show_planned([])
        for _, gone in self._hidden:
            delete(gone)  # At once: a style sheet that comes now would reach it otherwise.
        self._hidden = []

    def showEvent(self, event: QShowEvent) -> None:
        """Goes on with what was left for later, once the window is seen."""
        super().showEvent(event)
        if not self.is_whole:
            self._turns.start(_UNTIL_SEEN_MS)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Goes on at once: the window is seen."""
        super().paintEvent(event)
        if not self.is_whole:
            self._turns.start(0)

    def hideEvent(self, event: QHideEvent) -> None:
        """Leaves the rest for when it can be seen."""
        super().hideEvent(event)
        self._turns.stop()

    def _take_turn(self) -> None:
        self._put(1)
        self.grown.emit()

    def _put(self, most: int) -> None:
        """Shows what is ready, with so many more sections in the places where one is missing."""
        there = [*self._shown, *self._hidden]
        sections: list[Kept] = []
        for shown, make in self._planned:
            place = next((k for k, (old, _) in enumerate(there) if old == shown), None)
            if place is not None:
                sections.append(there.pop(place))
            elif most > 0:
                sections.append((shown, make()))
                most -= 1
        self._put_away(there)
        for place, (_, section) in enumerate(sections):
            if self._column.indexOf(section) != place:
                self._column.insertWidget(place, section)
                section.show()
        self._shown = sections
        if self.is_whole:
            self._turns.stop()
        elif self.isVisible():
            self._turns.start(0)

    def _put_away(self, gone: list[Kept]) -> None:
        """Hides sections; the latest ones are kept for later."""
        for _, section in gone:
            if section.isVisibleTo(self):
                self._column.removeWidget(section)
                section.hide()
        # A section that was worked in may show what was typed, and is made anew the next time.
        idle = [kept for kept in gone if kept[1].focusWidget() is None]
        worked_in = [kept for kept in gone if kept[1].focusWidget() is not None]
        self._hidden = idle[:_KEPT]
        for _, section in [*worked_in, *idle[_KEPT:]]:
            section.deleteLater()  # It may be the sender of the signal that led here.
