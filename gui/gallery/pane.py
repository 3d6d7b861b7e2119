"""The whole gallery, over graph and picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QVBoxLayout,
    QWidget,
)

from gui.gallery.filters import Filters
from gui.gallery.keeping import title_of
from gui.gallery.kept_model import KeptDelegate, KeptModel, card_size
from gui.gallery.library import Library, LibraryError
from gui.gallery.query import Kept, Query
from gui.style.focus_ring import leave_focus
from gui.style.labels import button, role_label, tool
from gui.style.overlay import Overlay
from gui.style.theme import Look
from gui.style.translation import tr


class GalleryPane(Overlay):
    """Search, filters, cards, and what to do with the selected ones.

    Signals:
        reuse_asked(object): the `Kept` shall be gone on with as it is.
        graph_asked(object): only its graph shall be taken.
        seed_asked(object): only its seed shall be taken.
        menu_asked(object, object): a menu for a `Kept` at a place of the screen.
        rename_asked(object, object): a `Kept` shall get another name: asked for at a place.
        failed(str): the library cannot be used: why, and what to do.
    """

    reuse_asked = Signal(object)
    graph_asked = Signal(object)
    seed_asked = Signal(object)
    menu_asked = Signal(object, object)
    rename_asked = Signal(object, object)
    failed = Signal(str)

    def __init__(
        self, look: Look, library: Library, targets: list[QWidget], parent: QWidget | None
    ) -> None:
        """Covers `targets` when it is opened; reads the library only then."""
        super().__init__(targets, parent)
        self.setObjectName("galleryPane")
        self.setAccessibleName(tr("Gallery"))
        self._look, self._library = look, library
        self._deleted: list[int] = []
        self.filters = Filters(look)
        self.model = KeptModel(library, self)
        self.list = self._cards(look)
        self._count = role_label("", "secondary")
        self._nothing = QLabel()
        self._nothing.setProperty("role", "secondary")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setWordWrap(True)
        self._undo_row, self._undo_words = self._undo_bar()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(12)
        column.addLayout(self._head(look))
        column.addWidget(self.filters)
        column.addWidget(self.list, 1)
        column.addWidget(self._nothing, 1)
        column.addWidget(self._undo_row)
        column.addLayout(self._actions(look))
        self.filters.changed.connect(lambda _: self.refresh())
        self._end = library.subscribe(self._library_changed)
        self._show_selection()

    def open(self, searching: bool = False) -> None:
        """Covers graph and picture; with `searching`, the search field waits for words."""
        super().open()
        self._library_changed()
        target = self.filters.search if searching else self.list
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def detach(self) -> None:
        """Follows the library no longer."""
        self._end()

    @property
    def selected(self) -> list[Kept]:
        """The selected pictures."""
        return [self.model.kept(i) for i in self.list.selectionModel().selectedIndexes()]

    def select(self, numbers: Sequence[int]) -> None:
        """Selects pictures by their numbers."""
        model = self.list.selectionModel()
        model.clearSelection()
        for number in numbers:
            row = self.model.row_of(number)
            if row >= 0:
                model.select(self.model.index(row), model.SelectionFlag.Select)

    def refresh(self) -> None:
        """Reads again what fits, and keeps the selection as far as it is still there."""
        before = [kept.number for kept in self.selected]
        query = self.filters.query
        try:
            self.model.show_query(query)
            whole = self._library.count()
        except LibraryError as error:
            self.failed.emit(str(error))
            return
        self.select(before)
        number = self.model.number
        few = tr("{number} of {whole}", number=number, whole=whole)
        self._count.setText(few if number < whole else tr("{number} kept", number=whole))
        self.list.setVisible(number > 0)
        self._nothing.setVisible(number == 0)
        self._nothing.setText(_nothing_words(query))
        self._show_selection()

    def toggle_star(self) -> None:
        """Gives the selected pictures a star, or takes it if all have one."""
        chosen = self.selected
        starred = not all(kept.starred for kept in chosen)
        self._attempt(lambda: self._library.set_stars([k.number for k in chosen], starred))

    def delete_selected(self) -> None:
        """Deletes the selected pictures; the strip below offers to undo it."""
        chosen = self.selected
        if not chosen:
            return
        row = min(self.model.row_of(k.number) for k in chosen)
        self._deleted = [k.number for k in chosen]
        what = title_of(chosen[0]) if len(chosen) == 1 else ""
        self._undo_words.setText(
            tr("{name} deleted", name=what)
            if what
            else tr("{number} pictures deleted", number=len(chosen))
        )
        self._undo_row.show()
        self._attempt(lambda: self._library.delete(self._deleted))
        if self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(min(row, self.model.rowCount() - 1)))

    def undo_delete(self) -> None:
        """Brings back what was deleted last."""
        self._undo_row.hide()
        back, self._deleted = self._deleted, []
        self._attempt(lambda: self._library.restore(back))
        self.select(back)

    def event(self, event: QEvent) -> bool:
        """Undo brings back what was deleted here, before it undoes anything of the document."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if self._deleted and event.matches(QKeySequence.StandardKey.Undo):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Del deletes, S stars, F2 renames, Ctrl+Z undoes a deletion, Enter goes on with one."""
        keys = Qt.Key
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == keys.Key_Delete:
            self.delete_selected()
        elif event.key() == keys.Key_S and not control:
            self.toggle_star()
        elif event.key() == keys.Key_F2 and len(self.selected) == 1:
            corner = self.list.visualRect(self.list.currentIndex()).bottomLeft()
            place = self.list.viewport().mapToGlobal(corner)
            self.rename_asked.emit(self.selected[0], place)
        elif event.key() == keys.Key_Z and control and self._deleted:
            self.undo_delete()
        elif event.key() in (keys.Key_Return, keys.Key_Enter) and self.selected:
            self.reuse_asked.emit(self.selected[0])
        else:
            super().keyPressEvent(event)

    def _library_changed(self) -> None:
        if self.is_open:
            self._attempt(lambda: self.filters.show_choices(self._library))
            self.refresh()

    def _attempt(self, action: Callable[[], object]) -> None:
        try:
            action()
        except LibraryError as error:
            self.failed.emit(str(error))

    def _head(self, look: Look) -> QHBoxLayout:
        close = tool(look, "cross", tr("Close the gallery"), "Esc")
        close.clicked.connect(self.close_pane)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(role_label(tr("Gallery"), "title"))
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(close)
        return row

    def _cards(self, look: Look) -> QListView:
        view = _Cards()
        view.setObjectName("keptCards")
        view.setAccessibleName(tr("Kept pictures"))
        view.setModel(self.model)
        view.setItemDelegate(KeptDelegate(look, view))
        view.setViewMode(QListView.ViewMode.IconMode)
        view.setResizeMode(QListView.ResizeMode.Adjust)
        view.setMovement(QListView.Movement.Static)
        view.setUniformItemSizes(True)
        view.setGridSize(card_size(look) + QSize(12, 12))
        view.setMouseTracking(True)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._open_menu)
        view.doubleClicked.connect(lambda i: self.reuse_asked.emit(self.model.kept(i)))
        view.selectionModel().selectionChanged.connect(lambda *_: self._show_selection())
        look.changed.connect(view.viewport().update)
        return view

    def _actions(self, look: Look) -> QHBoxLayout:
        self._reuse = button(
            tr("Reuse all"), role="primary", tip=tr("Go on with this picture (Enter)")
        )
        self._graph = button(
            tr("Graph"), role="outlined", tip=tr("Take its parts, and draw them anew")
        )
        self._seed = button(
            tr("Seed"), role="outlined", tip=tr("Draw the present creature with its seed")
        )
        self._star = button(tr("Star"), look, "star", "outlined", tr("Star (S)"))
        self._delete = button(tr("Delete"), look, "trash", "outlined", tr("Delete (Del)"))
        one = ((self._reuse, self.reuse_asked), (self._graph, self.graph_asked))
        for made, signal in (*one, (self._seed, self.seed_asked)):
            made.clicked.connect(lambda _=False, to=signal: to.emit(self.selected[0]))
        self._star.clicked.connect(self.toggle_star)
        self._delete.clicked.connect(self.delete_selected)
        self._about = role_label("", "secondary")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._about, 1)
        for widget in (self._star, self._delete, self._seed, self._graph, self._reuse):
            row.addWidget(widget)
        return row

    def _undo_bar(self) -> tuple[QFrame, QLabel]:
        bar = QFrame()
        bar.setObjectName("notice")
        bar.setProperty("tone", "calm")
        words = QLabel()
        undo = button(tr("Undo"), role="link", tip=tr("Bring it back (Ctrl+Z)"))
        undo.clicked.connect(self.undo_delete)
        leave_focus(undo)
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 4, 12, 4)
        row.addWidget(words)
        row.addWidget(undo)
        row.addStretch(1)
        bar.hide()
        return bar, words

    def _show_selection(self) -> None:
        chosen = self.selected
        for made in (self._reuse, self._graph, self._seed):
            made.setEnabled(len(chosen) == 1)
        for made in (self._star, self._delete):
            made.setEnabled(bool(chosen))
        starred = bool(chosen) and all(kept.starred for kept in chosen)
        self._star.setText(" " + (tr("Take the star") if starred else tr("Star")))
        if not chosen:
            self._about.setText(tr("Select a picture to go on with it."))
        elif len(chosen) > 1:
            self._about.setText(tr("{number} selected", number=len(chosen)))
        else:
            self._about.setText(title_of(chosen[0]))

    def _open_menu(self, place: QPoint) -> None:
        index = self.list.indexAt(place)
        if index.isValid():
            where = self.list.viewport().mapToGlobal(place)
            self.menu_asked.emit(self.model.kept(index), where)


def _nothing_words(query: Query) -> str:
    if query.is_empty:
        return tr("Nothing is kept yet. Press S, or the star below the picture, to keep it.")
    return tr("No kept picture fits. Change the search or the filters.")


class _Cards(QListView):
    """Cards of kept pictures; letters are keys of the pane, not the beginning of a name."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isalpha():
            event.ignore()
        else:
            super().keyPressEvent(event)
