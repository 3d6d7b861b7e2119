"""The row over the gallery: search, star, and what the creature must have."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from gui.gallery.library import Library
from gui.gallery.query import Query
from gui.side.choice import ChoiceField
from gui.style.labels import button
from gui.style.theme import Look
from gui.style.translation import tr, tr_word
from gui.style.wording import titled

_AFTER_MS = 120
"""A search begins when the last key was this long ago."""


class Filters(QWidget):
    """Tells what is looked for.

    Signals:
        changed(object): the `Query`.
    """

    changed = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        """Starts with everything allowed."""
        super().__init__(parent)
        self._look = look
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Search: a word of the sentence, a part, a colour"))
        self.search.setAccessibleName(tr("Search the gallery"))
        self.search.setClearButtonEnabled(True)
        self.star: QPushButton = button(
            tr("Starred"), look, "star", "outlined", tr("Only pictures with a star")
        )
        self.star.setCheckable(True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self.search, 2)
        self._row.addWidget(self.star)
        self._fields: dict[str, ChoiceField] = {}
        self._chosen: dict[str, str] = {"kind": "", "part": "", "color": ""}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_AFTER_MS)
        self._pause.timeout.connect(self._tell)
        self.search.textChanged.connect(lambda: self._pause.start())
        self.star.toggled.connect(self._tell)

    @property
    def query(self) -> Query:
        """What is looked for."""
        return Query(self.search.text().strip(), self.star.isChecked(), **self._chosen)

    def clear(self) -> None:
        """Allows everything again."""
        self._chosen = {"kind": "", "part": "", "color": ""}
        self.search.clear()
        self.star.setChecked(False)
        self._tell()

    def show_choices(self, library: Library) -> None:
        """Offers the kinds, parts and colours that are in the library.

        Raises:
            LibraryError: if it cannot be read.
        """
        free = {"kind": tr("Any kind"), "part": tr("Any part"), "color": tr("Any colour")}
        names = {"kind": tr("Kind"), "part": tr("Part"), "color": tr("Colour")}
        for sort, name in names.items():
            words = {titled(tr_word(w)): w for w in library.words(sort)}
            chosen = next((t for t, w in words.items() if w == self._chosen[sort]), None)
            made = ChoiceField(self._look, name, list(words), chosen, free[sort])
            made.asked.connect(lambda title, s=sort, w=words: self.choose(s, w.get(title, "")))
            old = self._fields.get(sort)
            if old is None:
                self._row.addWidget(made, 1)
            else:
                self._row.replaceWidget(old, made)
                old.hide()
                old.deleteLater()
            self._fields[sort] = made

    def choose(self, sort: str, word: str) -> None:
        """Asks for a kind, a part or a colour."""
        self._chosen[sort] = word
        self._tell()

    def _tell(self) -> None:
        self.changed.emit(self.query)
