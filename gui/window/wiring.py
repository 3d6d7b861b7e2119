"""What tells what: the signals between the views, the document and the controller."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMetaMethod, QObject

from gui.description.sentence import Sentence
from gui.graph.pane import GraphPane
from gui.picture.picture_view import PictureView
from gui.side.parts_panel import PartsPanel
from gui.style.translation import tr_message

if TYPE_CHECKING:
    from gui.window.main_window import MainWindow


def connect_views(window: MainWindow) -> None:
    """Connects everything that a window shows."""
    _connect_description(window)
    _connect_selection(window)
    _connect_bars(window)
    _connect_controller(window)


def release(sender: QObject) -> None:
    """Cuts all connections of an object's own signals, as when their receivers are gone."""
    meta = sender.metaObject()
    for index in range(meta.methodOffset(), meta.methodCount()):
        method = meta.method(index)
        is_signal = method.methodType() == QMetaMethod.MethodType.Signal
        if is_signal and sender.isSignalConnected(method):
            getattr(sender, bytes(method.name().data()).decode()).disconnect()


def _connect_description(window: MainWindow) -> None:
    c, description = window.controller, window.description
    sentence = description.sentence
    sentence.edited.connect(c.type_text)
    sentence.entered.connect(c.read_now)
    sentence.word_clicked.connect(window.graph.select_card)
    description.surprise_asked.connect(window.surprise)
    description.rewrite_asked.connect(c.rewrite)
    description.reworded.connect(c.describe)


def _connect_selection(window: MainWindow) -> None:
    model = window.model
    window.seen.connect(window.graph.begin)
    views: set[PictureView | GraphPane | PartsPanel | Sentence] = {
        window.picture,
        window.graph,
        window.parts,
        window.description.sentence,
    }
    for pointed in views:
        for other in views - {pointed}:
            pointed.hovered.connect(other.set_hover)
    window.parts.selected.connect(model.select)
    window.parts.several_selected.connect(model.select_all)
    window.parts.add_asked.connect(window.search_part)
    window.parts.find_asked.connect(window.open_palette)
    window.parts.menu_asked.connect(lambda place: window.open_menu(place, "part"))
    window.graph.menu_asked.connect(window.open_menu)
    window.picture.menu_asked.connect(window.open_menu)
    window.inspector.menu_asked.connect(window.open_menu)
    window.inspector.sample_asked.connect(window.picture.sample)
    window.graph.action_asked.connect(lambda name: window.registry.run(name))
    window.graph.canvas.action_of = window.keys.action_of
    window.picture.action_asked.connect(lambda name: window.registry.run(name))
    window.picture.action_of = window.keys.action_of
    window.search.chosen.connect(window.controller.add_part)
    window.picture_pane.held_before.hear(window.graph.canvas, window.parts.tree)


def _connect_bars(window: MainWindow) -> None:
    c, top = window.controller, window.top
    window.history.step_asked.connect(c.go_to)
    top.undo.clicked.connect(c.undo)
    top.redo.clicked.connect(c.redo)
    top.export.clicked.connect(window.exports.open)
    top.find_button.clicked.connect(window.open_palette)
    top.tabs.chosen.connect(window.files.go_to)
    top.tabs.close_asked.connect(window.files.close)
    top.tabs.new_asked.connect(window.files.new)
    window.status.language.clicked.connect(window.preferences.next_language)
    window.status.bell.clicked.connect(window.open_notices)
    window.status.cancelled.connect(c.cancel)


def _connect_controller(window: MainWindow) -> None:
    c, status, model = window.controller, window.status, window.model
    c.noticed.connect(window.tell)
    c.reading_failed.connect(window.description.show_trouble)
    c.text_dropped.connect(lambda: window.description.show_document(model.document))
    c.model_loaded.connect(window.show_model)
    c.job_started.connect(status.start_job)
    c.stage_done.connect(status.show_stage)
    c.job_done.connect(status.finish_job)
    _Outdating(window)
    c.job_failed.connect(status.fail_job)
    c.job_stopped.connect(status.stop_job)
    c.change_told.connect(status.show_change)
    c.saved.connect(status.show_saved)


class _Outdating(QObject):
    """Takes back what was said of a picture once another one is seen."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.controller.picture_ready.connect(self._show)

    def _show(self, picture: object) -> None:
        window = self._window
        window.notice.outdate(tr_message(window.controller.trouble))
        if not window.controller.is_painting:
            window.status.show_picture(picture is not None)
