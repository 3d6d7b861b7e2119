"""The window: puts the parts of the editor together and keeps them in step."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from gui.clipboard.clipboard import Clipboard
from gui.commands.key_map import KeyMap
from gui.commands.qt_actions import ActionSet
from gui.commands.registry import Registry
from gui.description.description_bar import DescriptionBar
from gui.description.examples import EXAMPLES
from gui.document.autosave import Autosave
from gui.document.controller import EditorController
from gui.document.journal import Journal
from gui.document.model import Change
from gui.document.notices import Notices
from gui.document.settings import Settings
from gui.document.tables import read_tables_aside
from gui.document.workspace import Workspace
from gui.export.exports import Exports
from gui.graph.pane import GraphPane
from gui.picture.picture_pane import PicturePane
from gui.quick_imports import import_aside
from gui.side.inspector import Inspector
from gui.side.part_search import PartSearch
from gui.side.parts_panel import PartsPanel
from gui.style.stylesheet import stylesheet
from gui.style.theme import Look
from gui.style.translation import tr, tr_message
from gui.window.actions import window_actions
from gui.window.creation_actions import creation_actions
from gui.window.creations import Creations
from gui.window.files import Files
from gui.window.focus_rounds import FocusRounds
from gui.window.history_strip import HistoryStrip
from gui.window.notice_bar import NoticeBar
from gui.window.part_actions import PartActions, part_actions
from gui.window.picture_actions import picture_actions
from gui.window.popups import Popups
from gui.window.preferences import Preferences
from gui.window.room import Room, SideColumn
from gui.window.status_line import StatusLine
from gui.window.top_bar import TopBar
from gui.window.wiring import connect_views, release
from scenegan import __version__

_START_AFTER_MS = 250
"""For what is made right after the first frame: starting a process would hold Python meanwhile."""
_LEAST_SIZE = (720, 520)
_TWICE_MS = 800
"""Two keys in this time belong together."""


class MainWindow(QMainWindow):
    """The editor.

    Signals:
        rebuild_asked(): language or size of text changed; another window shall take over.
        seen(): the first frame is on the screen, and NumPy is there: what takes time may begin.
    """

    rebuild_asked = Signal()
    seen = Signal()
    _numpy_there = Signal()

    def __init__(
        self,
        look: Look,
        controller: EditorController,
        journal: Journal,
        settings: Settings | None = None,
        workspace: Workspace | None = None,
    ) -> None:
        """Shows the document of the controller's model.

        Args:
            look: theme and size of text.
            controller: of the documents.
            journal: where unsaved work is kept.
            settings: what is kept between the runs of the program.
            workspace: the documents that are open; only the controller's unless given.
        """
        super().__init__()
        self.look = look
        self.controller = controller
        self.model = controller.model
        self._others = self.model.observers
        self.workspace = workspace or Workspace(self.model)
        self.settings = settings or Settings()
        self.notices = Notices()
        self._next_example = 0
        self._opened = self.model.opened
        self._started = self._is_seen = False
        self._escaped = QTimer(self)
        self._escaped.setSingleShot(True)
        self._build()
        self._add_actions()
        self.model.subscribe(self._model_changed)
        self.workspace.subscribe(self._show_title)
        connect_views(self)
        look.changed.connect(self._apply_look)
        self.autosave = Autosave(self.model, journal, self.notice, self.workspace)
        self.setAcceptDrops(True)
        self.setMinimumSize(*_LEAST_SIZE)
        self._apply_look()
        self._model_changed(Change.STEP)
        self._show_title()
        self.status.show_message(tr("Loading the painter. You can write already."))
        self.description.sentence.setFocus()

    # Building

    def _build(self) -> None:
        look = self.look
        self.top = TopBar(look)
        self.description = DescriptionBar(look)
        self.notice = NoticeBar(look)
        self.graph = GraphPane(look, self.controller)
        self.picture_pane = PicturePane(look, self.controller, self.notice)
        self.picture, self.seeds = self.picture_pane.view, self.picture_pane.seeds
        self.parts = PartsPanel(look)
        self.inspector = Inspector(look, self.controller)
        self.history = HistoryStrip(look, self.model)
        self.status = StatusLine(look)
        self.search = PartSearch(self)
        self._side = SideColumn()
        self._side.addWidget(self.parts)
        self._side.addWidget(self.inspector)
        self._panes = QSplitter(Qt.Orientation.Horizontal)
        self._panes.setChildrenCollapsible(False)
        self._panes.setHandleWidth(1)
        self._panes.addWidget(self.graph)
        self._panes.addWidget(self.picture_pane)
        self._panes.setStretchFactor(0, 1)
        center = QWidget()
        self.room = Room(look, self.settings, center, self._panes, self._side, self.notice)
        left = _column(self.description, self.room.head, self._panes, self.history, stretched=2)
        left_side = QHBoxLayout()
        left_side.setObjectName("besideSide")
        left_side.setSpacing(0)
        left_side.addLayout(left, 1)
        self.room.fill(left_side)
        whole = _column(self.top)
        whole.addLayout(left_side, 1)
        whole.addWidget(self.status)
        center.setLayout(whole)
        self.setCentralWidget(center)

    def _add_actions(self) -> None:
        self.files = Files(self)
        self.clipboard = Clipboard(self)
        self.exports = Exports(self)
        self.parts_do = PartActions(self)
        self.preferences = Preferences(self)
        self.popups = Popups(self)
        panes = [
            (self.description, self.description.sentence),
            (self.graph, self.graph.canvas),
            (self.picture, self.picture),
            (self.parts, self.parts.tree),
            (self.inspector, self.inspector),
            (self.history, self.history),
        ]
        self.rounds = FocusRounds(panes, self)
        self.registry = Registry()
        self.keys = KeyMap(self.registry, self.settings.get("keys", {}))
        self.keys.subscribe(lambda: self.settings.set("keys", self.keys.saved))
        self.creations = Creations(self)
        self.registry.add(*window_actions(self), *part_actions(self))
        self.registry.add(*picture_actions(self), *creation_actions(self))
        self.actions_made = ActionSet(
            self.registry, self.keys, self, [self.picture, self.parts.tree, self.graph]
        )
        self.actions_made.fill_menu_bar(self.top.menus)

    def action(self, text: str) -> QAction:
        """Returns the action of an English text, such as `Undo`."""
        return self.actions_made.named(text)

    # Following the model

    def _model_changed(self, change: Change) -> None:
        if change in (Change.STEP, Change.PAINTED):
            if self.model.opened != self._opened:
                self._opened = self.model.opened
                self.status.leave_document(self.controller.is_painting)
            self._show_document()
        elif change is Change.SELECTION:
            self._show_selection()
        self.actions_made.refresh()

    def _show_title(self) -> None:
        tabs, at = self.workspace.tabs, self.workspace.at
        self.top.tabs.show_tabs(tabs, at)
        self.setWindowTitle(f"{tabs[at].title}[*] – SceneGAN")
        self.setWindowModified(tabs[at].dirty)

    def _show_document(self) -> None:
        model, document = self.model, self.model.document
        empty = document.graph.is_empty
        if not self.controller.is_typing:
            self.description.show_document(document)
        self.parts.show_document(document)
        self.room.fit_side(self.parts.wanted_height())
        self.history.refresh()
        undo = model.current.label if model.can_undo else ""
        redo = model.steps[model.position + 1].label if model.can_redo else ""
        self.top.show_history(undo, redo)
        self.top.show_exportable(not empty)
        self._show_selection()

    def _show_selection(self) -> None:
        node = self.model.selection
        self.parts.set_selected(*(self.model.selected or (node,)))
        self.description.sentence.set_selected(self.model.selected or (node,))

    def show_model(self, name: str) -> None:
        """Names the model, which is there now."""
        self.status.show_model(tr("{name}, CPU", name=name))
        if self.model.graph.is_empty:
            self.status.show_message(tr("Ready"))

    def tell(self, text: str, calm: bool = False) -> None:
        """Shows a notice, and keeps it behind the bell."""
        text = tr_message(text)
        self.notice.show_notice(text, calm)
        self.notices.add(text, failed=not calm)
        self.status.show_notices(self.notices.unseen)

    # What the user asks of the window

    def open_path(self, path: Path) -> None:
        """Opens a document in a tab."""
        self.files.open_path(path)

    def surprise(self) -> None:
        """Writes an example for the user."""
        text = tr(EXAMPLES[self._next_example % len(EXAMPLES)])
        self._next_example += 1
        self.description.sentence.show_text(text)
        self.controller.describe(text)

    def focus_sentence(self) -> None:
        """Lets the user write."""
        self.description.sentence.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.description.sentence.selectAll()

    def search_part(self) -> None:
        """Opens the list of parts below the plus of the parts panel."""
        anchor = self.parts.add_button
        part = self.model.graph.by_id.get(self.model.selection)
        corner = anchor.mapToGlobal(QPoint(-280, anchor.height() + 4))
        self.search.open_at(corner, part.part if part is not None else None)

    def open_palette(self) -> None:
        """Opens the palette for everything."""
        self.popups.open_palette()

    def open_part_search(self) -> None:
        """Opens the palette for parts alone."""
        self.popups.open_palette(parts_only=True)

    def open_keys(self) -> None:
        """Lists all keys."""
        self.popups.open_keys()

    def open_notices(self) -> None:
        """Lists what was told."""
        self.popups.open_notices()

    def show_export_panel(self) -> None:
        """Opens the choices of an export."""
        self.popups.open_export()

    def open_menu(self, place: QPoint, context: str) -> None:
        """Opens the menu of what was clicked: `part`, `creature`, `ground` or `picture`."""
        chosen = "creature" if context == "part" and not self.model.selected else context
        self.actions_made.context_menu(chosen, self).popup(place)

    def show_about(self) -> None:
        """Says what this program is."""
        text = tr(
            "SceneGAN {version}: write a sentence, change the parts, and the picture follows.",
            version=__version__,
        )
        self.tell(text, calm=True)

    # Events of the window

    def hand_over(self) -> None:
        """Lets go of the documents, so that another window can show them."""
        self.autosave.finish()
        self.model.keep_observers(self._others)
        self.workspace.forget_observers()
        release(self.controller)
        self.creations.detach()
        self.exports.finish()
        self.hide()
        self.deleteLater()

    def take_over(self, old: MainWindow) -> None:
        """Goes on where another window left off."""
        self._started = True  # The worker runs already.
        for notice in reversed(old.notices.told):
            self.notices.add(notice.text, notice.failed)
        self.status.show_notices(0)
        self.status.show_message(old.status.message)
        self.controller.show_again()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc, twice within a moment, stops the painting."""
        if event.key() == Qt.Key.Key_Escape and not event.isAutoRepeat():
            if self._escaped.isActive():
                self.controller.cancel()
            self._escaped.start(_TWICE_MS)
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Asks about unsaved work, then ends the worker's wishes."""
        if not self.files.may_leave_all():
            event.ignore()
            return
        self.exports.finish()
        self.autosave.stop()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lets all else begin, but only once the window is there to write in."""
        super().paintEvent(event)
        if not self._is_seen:
            self._is_seen = True
            self._numpy_there.connect(self._begin)
            QTimer.singleShot(0, self, partial(import_aside, "numpy", self._numpy_there))

    def _begin(self) -> None:
        self.seen.emit()
        read_tables_aside()
        if not self._started:
            self._started = True
            QTimer.singleShot(_START_AFTER_MS, self.controller.start)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shares out the room."""
        super().resizeEvent(event)
        self.room.resized(event.size(), event.oldSize().width() != event.size().width())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes files."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Opens the files that were dropped."""
        paths = [Path(u.toLocalFile()) for u in event.mimeData().urls() if u.isLocalFile()]
        if paths:
            event.acceptProposedAction()
        for path in paths:
            self.open_path(path)

    def _apply_look(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.setPalette(self.look.palette())
            sheet = stylesheet(self.look)
            if sheet != app.styleSheet():  # Setting it again would polish every widget again.
                app.setStyleSheet(sheet)


def _column(*widgets: QWidget, stretched: int = 1) -> QVBoxLayout:
    """Widgets below each other without gaps; one of them takes the room that is left."""
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for place, widget in enumerate(widgets):
        column.addWidget(widget, 1 if place == stretched else 0)
    return column
