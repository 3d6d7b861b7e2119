"""Search-to-add: a list of parts that narrows while one types."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from gui.document.tables import tables_are_read
from gui.document.usual_parts import usual_parts
from gui.style.translation import tr, tr_word
from gui.style.wording import titled
from scenegan.graph.vocabulary import PartWord, vocabulary


class PartSearch(QFrame):
    """A popup with a field and the parts that match it.

    Signals:
        chosen(str): the part that shall be added.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        """Stays hidden until `open_at`."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("Add a part: wing, horn, flame …"))
        self.field.setAccessibleName(tr("Search for a part"))
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Parts that match"))
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addWidget(self.field)
        column.addWidget(self.list)
        self.setFixedSize(320, 340)
        self._usual: Mapping[str, float] = {}
        self.field.textChanged.connect(self._filter)
        self.field.returnPressed.connect(self._choose_current)
        self.list.itemClicked.connect(self._choose)
        self.list.itemActivated.connect(self._choose)
        self.field.installEventFilter(self)

    def open_at(self, place: QPoint, holder: str | None = None) -> None:
        """Opens below a place of the screen, with all parts listed.

        Args:
            place: its upper left corner.
            holder: word of the part that the new one would hang on; what is usual there is first.
        """
        self._usual = usual_parts(holder) if tables_are_read() else {}
        screen = self.screen().availableGeometry()
        x = min(place.x(), screen.right() - self.width())
        y = min(place.y(), screen.bottom() - self.height())
        self.move(max(screen.left(), x), max(screen.top(), y))
        self.field.clear()
        self._filter("")
        self.show()
        self.field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows in the field move through the list; no key of the pane below is taken here."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step:
                row = self.list.currentRow() + step
                self.list.setCurrentRow(min(max(row, 0), self.list.count() - 1))
                return True
        return super().eventFilter(watched, event)

    def _filter(self, text: str) -> None:
        self.list.clear()
        for word in matching_parts(text, self._usual):
            item = QListWidgetItem(titled(tr_word(word.name)))
            item.setData(Qt.ItemDataRole.UserRole, word.name)
            item.setToolTip(word.meaning)
            self.list.addItem(item)
        if not self.list.count():
            nothing = QListWidgetItem(tr("No part is called “{word}”.", word=text.strip()))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(nothing)
        self.list.setCurrentRow(0)

    def _choose_current(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self._choose(item)

    def _choose(self, item: QListWidgetItem) -> None:
        word = item.data(Qt.ItemDataRole.UserRole)
        if word:
            self.hide()
            self.chosen.emit(word)


def matching_parts(text: str, usual: Mapping[str, float] | None = None) -> list[PartWord]:
    """Returns the parts that match what was typed, the best first.

    A part matches by its name or a synonym: one that starts so comes before one that has it
    inside, then the more usual comes first, then the alphabet decides. With nothing typed all
    parts match.

    Args:
        text: what was typed.
        usual: how usual parts are, by their words.
    """
    wanted = text.strip().lower()
    ranked = []
    for word in vocabulary().parts.values():
        rank = _rank(word, wanted)
        if rank is not None:
            ranked.append((rank, -(usual or {}).get(word.name, 0.0), word.name, word))
    return [word for *_, word in sorted(ranked, key=lambda r: r[:3])]


def _rank(word: PartWord, wanted: str) -> int | None:
    shown = tr_word(word.name)
    if word.name.startswith(wanted) or shown.startswith(wanted):
        return 0
    if any(s.startswith(wanted) for s in word.synonyms):
        return 1
    return 2 if wanted in word.name or any(wanted in s for s in word.synonyms) else None
