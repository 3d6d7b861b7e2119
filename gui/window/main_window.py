"""The window: puts the parts of the editor together and keeps them in step."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QPixmap,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from gui.description.description_bar import DescriptionBar
from gui.description.examples import EXAMPLES
from gui.document.autosave import Autosave
from gui.document.controller import EditorController
from gui.document.journal import Journal
from gui.document.model import Change
from gui.graph.pane import GraphPane
from gui.picture.picture_view import PictureView
from gui.picture.seed_bar import SeedBar
from gui.side.inspector import Inspector
from gui.side.part_search import PartSearch
from gui.side.parts_panel import PartsPanel
from gui.style.stylesheet import stylesheet
from gui.style.theme import Look, pane_widths
from gui.style.wording import creature_title, part_name
from gui.window import files_dialogs
from gui.window.history_strip import HistoryStrip
from gui.window.menus import SEPARATOR, Entry, add_theme_menu, fill_menus, menu_of
from gui.window.notice_bar import NoticeBar
from gui.window.status_line import StatusLine
from gui.window.top_bar import TopBar
from scenegan import __version__

_LOAD_AFTER_MS = 50
"""Time for the first frame; importing torch holds Python for a while."""


class MainWindow(QMainWindow):
    """The editor for one document."""

    def __init__(self, look: Look, controller: EditorController, journal: Journal) -> None:
        """Shows the document of the controller's model; keeps unsaved work in the journal."""
        super().__init__()
        self._look = look
        self.controller = controller
        self.model = controller.model
        self._next_example = 0
        self._started = False
        self._build()
        self._actions = self._add_menus()
        self._connect()
        self.autosave = Autosave(self.model, journal, self.notice)
        self.setAcceptDrops(True)
        self.setMinimumSize(900, 600)
        self._apply_look()
        self._model_changed(Change.STEP)
        self.status.show_message("Loading the painter. You can write already.")
        self.description.sentence.setFocus()

    # Building

    def _build(self) -> None:
        look = self._look
        self.top = TopBar(look)
        self.description = DescriptionBar(look)
        self.notice = NoticeBar(look)
        self.graph = GraphPane(look, self.controller)
        self.picture = PictureView(look)
        self.seeds = SeedBar(look)
        self.parts = PartsPanel(look)
        self.inspector = Inspector(look, self.controller)
        self.history = HistoryStrip(look, self.model)
        self.status = StatusLine(look)
        self.search = PartSearch(self)
        pane = QFrame()
        pane.setObjectName("picturePane")
        over = QVBoxLayout(pane)
        over.setContentsMargins(0, 0, 0, 0)
        over.setSpacing(0)
        strip = QHBoxLayout()
        strip.setContentsMargins(12, 8, 12, 0)
        strip.addWidget(self.notice)
        over.addLayout(strip)
        over.addWidget(self.picture, 1)
        over.addWidget(self.seeds)
        self._side = QSplitter(Qt.Orientation.Vertical)
        self._side.setObjectName("side")
        self._side.addWidget(self.parts)
        self._side.addWidget(self.inspector)
        self._side.setChildrenCollapsible(False)
        self._side.setHandleWidth(3)
        self._side.setSizes([320, 420])
        self._panes = QSplitter(Qt.Orientation.Horizontal)
        self._panes.setChildrenCollapsible(False)
        self._panes.setHandleWidth(1)
        self._panes.addWidget(self.graph)
        self._panes.addWidget(pane)
        self._panes.setStretchFactor(0, 1)
        left = _column(self.description, self._panes, self.history)
        left_side = QHBoxLayout()
        left_side.setSpacing(0)
        left_side.addLayout(left, 1)
        left_side.addWidget(self._side)
        whole = _column(self.top)
        whole.addLayout(left_side, 1)
        whole.addWidget(self.status)
        center = QWidget()
        center.setLayout(whole)
        self.setCentralWidget(center)

    def _connect(self) -> None:
        c, model = self.controller, self.model
        model.subscribe(self._model_changed)
        sentence = self.description.sentence
        sentence.edited.connect(c.type_text)
        sentence.entered.connect(c.read_now)
        sentence.word_clicked.connect(model.select)
        self.description.surprise_asked.connect(self._surprise)
        self.description.rewrite_asked.connect(c.rewrite)
        self.description.left_out.connect(c.leave_out)
        self.picture.clicked.connect(model.select)
        views: set[PictureView | GraphPane | PartsPanel] = {self.picture, self.graph, self.parts}
        for pointed in views:
            for other in views - {pointed}:
                pointed.hovered.connect(other.set_hover)
        self.graph.menu_asked.connect(self._part_menu)
        self.picture.zoomed.connect(self.seeds.show_zoom)
        self.parts.selected.connect(model.select)
        self.parts.add_asked.connect(self._search_part)
        self.parts.menu_asked.connect(self._part_menu)
        self.search.chosen.connect(c.add_part)
        self.seeds.seed_asked.connect(c.set_seed)
        self.seeds.dice_asked.connect(c.new_seed)
        self.seeds.fit_asked.connect(self.picture.fit)
        self.history.step_asked.connect(c.go_to)
        self.top.undo.clicked.connect(c.undo)
        self.top.redo.clicked.connect(c.redo)
        self.top.export.clicked.connect(self.export)
        c.noticed.connect(self.notice.show_notice)
        c.reading_failed.connect(self.description.show_trouble)
        c.text_dropped.connect(lambda: self.description.show_document(model.document))
        c.model_loaded.connect(self._model_loaded)
        c.picture_ready.connect(self._show_picture)
        c.job_started.connect(self.status.start_job)
        c.stage_done.connect(self.status.show_stage)
        c.job_done.connect(self.status.finish_job)
        c.job_failed.connect(self.status.fail_job)
        c.change_told.connect(self.status.show_change)
        c.saved.connect(self.status.show_saved)
        self._look.changed.connect(self._apply_look)

    def _add_menus(self) -> dict[str, QAction]:
        c = self.controller
        menus = {
            "File": [
                Entry("New", self.new, "Ctrl+N"),
                Entry("Open…", self.open, "Ctrl+O"),
                Entry("Save", self.save, "Ctrl+S"),
                Entry("Save as…", self.save_as, "Ctrl+Shift+S"),
                SEPARATOR,
                Entry("Export picture…", self.export, "Ctrl+E"),
                SEPARATOR,
                Entry("Quit", self.close, "Ctrl+Q"),
            ],
            "Edit": [
                Entry("Undo", c.undo, "Ctrl+Z"),
                Entry("Redo", c.redo, "Ctrl+Shift+Z"),
                SEPARATOR,
                Entry("Description", self._focus_sentence, "Ctrl+L"),
                Entry("Rewrite from graph", c.rewrite),
                SEPARATOR,
                Entry("New seed", c.new_seed, "R", plain=True),
                Entry("Next seed", c.next_seed, "Shift+R", plain=True),
            ],
            "Part": [
                Entry("Add a part…", self._search_part, "Space", plain=True),
                Entry("Keep", c.keep_selected, "K", plain=True),
                Entry("Lock", c.toggle_lock, "L", plain=True),
                Entry("Remove", c.remove_selected, "Del", plain=True),
            ],
            "View": [Entry("Fit picture", self.picture.fit, "F", plain=True), SEPARATOR],
            "Help": [Entry("About SceneGAN", self._about)],
        }
        actions = fill_menus(self.top.menus, menus, [self.picture, self.parts.tree, self.graph])
        add_theme_menu(self.top.menus, self._look)
        return actions

    # Following the model

    def _model_changed(self, change: Change) -> None:
        model = self.model
        if change is Change.SELECTION:
            self._show_selection()
            return
        if change in (Change.STEP, Change.PAINTED):
            self._show_document()
        title = model.path.stem if model.path else self._untitled()
        self.top.show_title(title, model.is_dirty)
        self.setWindowTitle(f"{title}[*] – SceneGAN")
        self.setWindowModified(model.is_dirty)

    def _show_document(self) -> None:
        model, document = self.model, self.model.document
        empty = document.graph.is_empty
        if not self.controller.is_typing:
            self.description.show_document(document)
        self.parts.show_document(document)
        self.picture.show_names({p.id: part_name(document.graph, p) for p in document.graph.parts})
        self.seeds.show_seed(document.recipe.seed, not empty)
        self.history.refresh()
        undo = model.current.label if model.can_undo else ""
        redo = model.steps[model.position + 1].label if model.can_redo else ""
        self.top.show_history(undo, redo)
        self._actions_enabled(empty, undo, redo)
        self._show_selection()

    def _actions_enabled(self, empty: bool, undo: str, redo: str) -> None:
        self.top.show_exportable(not empty)
        for name, enabled in (
            ("Undo", bool(undo)),
            ("Redo", bool(redo)),
            ("Export picture…", not empty),
            ("Rewrite from graph", not empty),
            ("New seed", not empty),
            ("Next seed", not empty),
        ):
            self._actions[name].setEnabled(enabled)

    def _show_selection(self) -> None:
        node = self.model.selection
        self.parts.set_selected(node)
        self.picture.set_selected(node)
        self.description.sentence.set_selected(node)

    def _show_picture(self, picture: object) -> None:
        if picture is None:
            self.picture.clear()
            return
        self.picture.show_pixels(picture.rgba)  # type: ignore[attr-defined]
        self.picture.show_parts(picture.part_map, picture.nodes, picture.boxes)  # type: ignore[attr-defined]

    def _untitled(self) -> str:
        graph = self.model.graph
        return "Untitled" if graph.is_empty else creature_title(graph)

    def _model_loaded(self, name: str) -> None:
        self.status.show_model(f"{name}, CPU")
        if self.model.graph.is_empty:
            self.status.show_message("Ready")

    # What the user asks of the window

    def new(self) -> None:
        """Starts an empty document."""
        if self._may_leave():
            self.controller.new()
            self._focus_sentence()

    def open(self) -> None:
        """Asks for a document and opens it."""
        if self._may_leave():
            path = files_dialogs.ask_open(self)
            if path is not None:
                self.open_path(path)

    def open_path(self, path: Path) -> None:
        """Opens a document; a PNG is shown at once, before the model paints it again."""
        if self.controller.open(path):
            self.notice.hide()
            self.picture.clear()
            if path.suffix.lower() == ".png" and self.model.current.picture is None:
                self.picture.show_pixmap(QPixmap(str(path)))

    def save(self) -> bool:
        """Saves the document under its name, or asks for one; says whether it was saved."""
        if self.model.path is None:
            return self.save_as()
        self.controller.save(self.model.path)
        return not self.model.is_dirty

    def save_as(self) -> bool:
        """Asks for a name and saves; says whether it was saved."""
        path = files_dialogs.ask_save(self, self._file_name())
        if path is None:
            return False
        self.controller.save(path)
        return not self.model.is_dirty

    def export(self) -> None:
        """Asks for a name and writes the picture."""
        path = files_dialogs.ask_export(self, self._file_name())
        if path is not None:
            self.controller.export(path)

    def _file_name(self) -> str:
        return self.model.path.stem if self.model.path else self._untitled().lower()

    def _surprise(self) -> None:
        text = EXAMPLES[self._next_example % len(EXAMPLES)]
        self._next_example += 1
        self.description.sentence.show_text(text)
        self.controller.describe(text)

    def _focus_sentence(self) -> None:
        self.description.sentence.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.description.sentence.selectAll()

    def _search_part(self) -> None:
        anchor = self.parts.add_button
        self.search.open_at(anchor.mapToGlobal(QPoint(-280, anchor.height() + 4)))

    def _part_menu(self, place: QPoint) -> None:
        menu_of(self.top.menus, "Part").popup(place)

    def _about(self) -> None:
        self.notice.show_notice(
            f"SceneGAN {__version__}: write a sentence, change the parts, and the picture follows.",
            calm=True,
        )

    # Safety

    def _may_leave(self) -> bool:
        """Whether the open document may go: it is saved, or the user gave it up."""
        if not self.model.is_dirty or self.model.graph.is_empty:
            return True
        answer = files_dialogs.ask_discard(self, self.top.title)
        return self.save() if answer == "save" else answer == "discard"

    # Events of the window

    def closeEvent(self, event: QCloseEvent) -> None:
        """Asks about unsaved work, then ends the worker's wishes."""
        if not self._may_leave():
            event.ignore()
            return
        self.autosave.stop()
        event.accept()

    def showEvent(self, event: QShowEvent) -> None:
        """Lets the model be loaded, but only once the window is there to write in."""
        super().showEvent(event)
        if not self._started:
            self._started = True
            QTimer.singleShot(_LOAD_AFTER_MS, self.controller.start)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gives the side column and the picture their widths."""
        super().resizeEvent(event)
        picture, side = pane_widths(self.width())
        self._side.setFixedWidth(side)
        if event.oldSize().width() != event.size().width():
            self._panes.setSizes([self.width() - side - picture, picture])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes files."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Opens the first file that was dropped."""
        paths = [Path(u.toLocalFile()) for u in event.mimeData().urls() if u.isLocalFile()]
        if paths and self._may_leave():
            event.acceptProposedAction()
            self.open_path(paths[0])

    def _apply_look(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.setPalette(self._look.palette())
            sheet = stylesheet(self._look)
            if sheet != app.styleSheet():  # Setting it again would polish every widget again.
                app.setStyleSheet(sheet)


def _column(*widgets: QWidget) -> QVBoxLayout:
    """Widgets below each other without gaps; the second one takes the room that is left."""
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for place, widget in enumerate(widgets):
        column.addWidget(widget, 1 if place == 1 else 0)
    return column
