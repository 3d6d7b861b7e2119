"""The tour: five notes, each beside the thing that it is about; Esc ends it for good."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui.style.labels import button, role_label
from gui.style.theme import RADIUS_CARD, Look
from gui.style.translation import tr

_WIDTH = 296
_AWAY = 12
"""Pixels between a note and its thing."""
_EDGE = 8
"""Pixels that a note keeps from the window's edge."""


@dataclass(frozen=True)
class Note:
    """One stop of the tour.

    Attributes:
        target: what it is about.
        title: in the language in use.
        text: in the language in use.
    """

    target: QWidget
    title: str
    text: str


class Tour(QObject):
    """Goes from note to note over a window that can be used all the while.

    Signals:
        ended(): it is over, and need not be offered again.
    """

    ended = Signal()

    def __init__(self, look: Look, window: QWidget, notes: Sequence[Note]) -> None:
        """Shows nothing until `start`."""
        super().__init__(window)
        self._window, self._notes, self._at = window, list(notes), -1
        self.ring = _Ring(look, window)
        self.note = _NoteFrame(window)
        self.note.next.clicked.connect(self.go_on)
        self.note.back.clicked.connect(self.go_back)
        self.note.skip.clicked.connect(self.end)

    @property
    def at(self) -> int:
        """Which note is shown, from 0; -1 for none."""
        return self._at

    def start(self) -> None:
        """Shows the first note."""
        app = QApplication.instance()
        if self._at < 0 and app is not None:
            app.installEventFilter(self)
        self._show(0)

    def go_on(self) -> None:
        """Shows the next note; after the last one the tour is over."""
        if self._at + 1 < len(self._notes):
            self._show(self._at + 1)
        else:
            self.end()

    def go_back(self) -> None:
        """Shows the note before."""
        self._show(max(0, self._at - 1))

    def end(self) -> None:
        """Ends the tour."""
        if self._at < 0:
            return
        self._at = -1
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self.ring.hide()
        self.note.hide()
        self.ended.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc ends it, whatever has the focus; notes follow the window's size."""
        kinds = QEvent.Type
        if event.type() == kinds.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape and isinstance(watched, QWidget):
                self.end()
                return True
        elif event.type() == kinds.Resize and self._at >= 0:
            if watched in (self._window, self._notes[self._at].target):
                self._place()
        return False

    def _show(self, at: int) -> None:
        self._at = at
        note = self._notes[at]
        last = at + 1 == len(self._notes)
        self.note.show_note(
            note.title,
            note.text,
            tr("{number} of {whole}", number=at + 1, whole=len(self._notes)),
            first=at == 0,
            last=last,
        )
        self._place()
        for widget in (self.ring, self.note):
            widget.show()
            widget.raise_()
        self.note.next.setFocus()

    def _place(self) -> None:
        target, window = self._notes[self._at].target, self._window
        if target.isVisible():
            corner = target.mapTo(window, QPoint(0, 0))
            there = QRect(corner, target.size()).intersected(window.rect())
        else:
            there = QRect(window.rect().center(), window.rect().center())
        self.ring.setGeometry(there)
        self.note.adjustSize()
        self.note.setFixedHeight(self.note.heightForWidth(_WIDTH))
        size = self.note.size()
        self.note.move(_beside(there, QRect(QPoint(0, 0), size), window.rect()))


class _NoteFrame(QFrame):
    """One note with its buttons."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("tourNote")
        self.setFixedWidth(_WIDTH)
        self._title = role_label("", "section")
        self._text = QLabel()
        self._text.setProperty("role", "secondary")
        self._text.setWordWrap(True)
        self._count = role_label("", "hint")
        self.skip = button(tr("End the tour"), role="link", tip=tr("End the tour (Esc)"))
        self.back = button(tr("Back"), role="outlined")
        self.next = button(tr("Next"), role="primary")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._count)
        row.addWidget(self.skip)
        row.addStretch(1)
        row.addWidget(self.back)
        row.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addLayout(row)
        self.hide()

    def show_note(self, title: str, text: str, count: str, first: bool, last: bool) -> None:
        self._title.setText(title)
        self._text.setText(text)
        self._count.setText(count)
        self.back.setVisible(not first)
        self.skip.setVisible(not last)
        self.next.setText(tr("Done") if last else tr("Next"))
        self.next.setAccessibleName(self.next.text())
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)


class _Ring(QWidget):
    """An accent ring around a thing, which can be used through it."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._look.tokens.accent), 2))
        place = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        painter.drawRoundedRect(place, RADIUS_CARD, RADIUS_CARD)


def _beside(target: QRect, note: QRect, window: QRect) -> QPoint:
    """A place for a note beside its target: right, left, below or above, else inside it."""
    middle = target.center() - note.center()
    places = (
        QPoint(target.right() + _AWAY, middle.y()),
        QPoint(target.left() - _AWAY - note.width(), middle.y()),
        QPoint(middle.x(), target.bottom() + _AWAY),
        QPoint(middle.x(), target.top() - _AWAY - note.height()),
    )
    room = window.adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
    for place in places:
        moved = QPoint(
            min(max(place.x(), room.left()), room.right() - note.width()),
            min(max(place.y(), room.top()), room.bottom() - note.height()),
        )
        if not QRect(moved, note.size()).intersects(target):
            return moved
    return QPoint(target.right() - note.width() - 24, target.top() + 24)
