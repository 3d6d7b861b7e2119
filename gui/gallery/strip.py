"""The right half of the history strip: the pictures that were kept last."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gui.gallery.keeping import title_of
from gui.gallery.library import Library, LibraryError
from gui.gallery.query import Kept, Query
from gui.style.labels import button, role_label, tool
from gui.style.picture_button import WIDTH, PictureButton
from gui.style.theme import Look
from gui.style.translation import tr

_MOST = 6
_HEAD_WIDTH = 100
_TAIL_WIDTH = 40
_LEAST = 2


class GalleryStrip(QWidget):
    """Title, number, as many of the last pictures as there is room for, and a search button.

    Signals:
        opened(bool): the whole gallery is asked for; to search in it if true.
        reuse_asked(object): a `Kept` to go on with.
        menu_asked(object, object): a menu for a `Kept` at a place of the screen.
    """

    opened = Signal(bool)
    reuse_asked = Signal(object)
    menu_asked = Signal(object, object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        """Starts without a library."""
        super().__init__(parent)
        self._look = look
        self._library: Library | None = None
        self.buttons: list[KeptButton] = []
        self.is_empty = True
        self._open = button(tr("Gallery"), look, "star", tip=tr("Show all kept pictures"))
        self._open.setProperty("role", "stripTitle")
        self._open.clicked.connect(lambda: self.opened.emit(False))
        self._count = role_label("", "secondary")
        self._count.setContentsMargins(9, 0, 0, 0)
        search = tool(look, "search", tr("Search the gallery"))
        search.clicked.connect(lambda: self.opened.emit(True))
        line = QFrame()
        line.setProperty("role", "rule")
        line.setFixedWidth(1)
        head = QVBoxLayout()
        head.setContentsMargins(0, 10, 0, 12)
        head.setSpacing(5)
        head.addWidget(self._open, 0, Qt.AlignmentFlag.AlignLeft)
        head.addWidget(self._count)
        head.addStretch(1)
        self._pictures = QHBoxLayout()
        self._pictures.setSpacing(2)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        margin = QVBoxLayout()
        margin.setContentsMargins(0, 12, 0, 10)
        margin.addWidget(line)
        row.addLayout(margin)
        row.addLayout(head)
        row.addLayout(self._pictures)
        row.addStretch(1)
        row.addWidget(search)

    def sizeHint(self) -> QSize:
        """Room for all pictures that it may show."""
        room = _HEAD_WIDTH + _TAIL_WIDTH + len(self.buttons) * (WIDTH + 2)
        return QSize(room, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for two pictures."""
        return QSize(_HEAD_WIDTH + _TAIL_WIDTH + _LEAST * WIDTH, super().minimumSizeHint().height())

    def show_library(self, library: Library) -> None:
        """Shows the last pictures of a library; where it cannot be read, none."""
        self._library = library
        try:
            number, last = library.count(), library.find(Query(), count=_MOST)
        except LibraryError:
            number, last = 0, []
        self.is_empty = number == 0
        self._count.setText(tr("{number} kept", number=number) if number else tr("Nothing kept"))
        while len(self.buttons) > len(last):
            gone = self.buttons.pop()
            self._pictures.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self.buttons) < len(last):
            made = KeptButton(self._look)
            made.reuse_asked.connect(self.reuse_asked)
            made.menu_asked.connect(self.menu_asked)
            self._pictures.addWidget(made)
            self.buttons.append(made)
        for made, kept in zip(self.buttons, last, strict=True):
            made.show_kept(kept)
        self.updateGeometry()
        self._give_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shows as many pictures as fit."""
        super().resizeEvent(event)
        self._give_room()

    def _give_room(self) -> None:
        fitting = (self.width() - _HEAD_WIDTH - _TAIL_WIDTH) // (WIDTH + 2)
        for place, made in enumerate(self.buttons):
            made.setVisible(place < max(_LEAST, fitting))


class KeptButton(PictureButton):
    """One kept picture.

    Signals:
        reuse_asked(object): its `Kept`.
        menu_asked(object, object): its `Kept`, a place of the screen.
    """

    reuse_asked = Signal(object)
    menu_asked = Signal(object, object)

    def __init__(self, look: Look) -> None:
        """Starts without a picture."""
        super().__init__(look)
        self._kept: Kept | None = None
        self.clicked.connect(lambda: self.reuse_asked.emit(self._kept))

    def show_kept(self, kept: Kept) -> None:
        """Shows a kept picture."""
        self._kept = kept
        title = title_of(kept)
        self.show_picture(kept.number, partial(thumbnail_of, kept))
        self.show_state(starred=kept.starred)
        self.show_words(title, kept.text or title, tr("Kept: {name}", name=title))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Asks for a menu."""
        place: QPoint = event.globalPos()
        self.menu_asked.emit(self._kept, place)


def thumbnail_of(kept: Kept) -> QPixmap:
    """Decodes the small picture."""
    pixmap = QPixmap()
    pixmap.loadFromData(kept.thumbnail)
    return pixmap
