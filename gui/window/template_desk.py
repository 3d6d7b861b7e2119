"""Templates in the window: the empty state, the popup, and the user's own."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap

from gui.document.model import Change
from gui.style.translation import tr
from gui.style.wording import creature_title
from gui.templates.cards import TemplateCard
from gui.templates.empty_state import EmptyState
from gui.templates.templates import FIRST, Template, Templates, template_of
from gui.window.attempts import attempt, present_picture
from scenegan.errors import SceneGANError
from scenegan.graph import Document, from_json
from scenegan.graph.files import DOCUMENT_KEY
from scenegan.rendering.picture import Picture

if TYPE_CHECKING:
    from gui.templates.popups import TemplatesPopup
    from gui.window.main_window import MainWindow


class TemplateDesk(QObject):
    """Opens and keeps templates; covers the graph's pane with six of them where it is empty."""

    _picture_read = Signal(int, object)

    def __init__(self, window: MainWindow) -> None:
        """Looks for the user's own beside the settings."""
        super().__init__(window)
        self._window, self._model = window, window.model
        path = window.settings.path
        self.templates = Templates(path.parent / "templates" if path is not None else None)
        self.empty = EmptyState(window.look, window.graph)
        self._filled = False
        self._popup: TemplatesPopup | None = None
        self._unread: tuple[Template, Document, int] | None = None
        self._picture_read.connect(self._bring_to_life)
        window.seen.connect(self._read_picture)
        self.templates.subscribe(self._show_templates)
        self.empty.chosen.connect(self.start_from)
        self.empty.pointed.connect(self._preview)
        self.empty.add_asked.connect(lambda: window.registry.run("part.add"))
        self.empty.left.connect(window.focus_sentence)
        window.description.sentence.installEventFilter(self)
        self._model.subscribe(self._model_changed)
        self._model_changed(Change.STEP)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down leads from the empty sentence to the templates."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Down and self._model.graph.is_empty:
                self.empty.focus_first()
                return True
        return super().eventFilter(watched, event)

    def start_from(self, template: Template) -> None:
        """Opens a template in a tab of its own, its picture at once."""
        image = QImage(str(template.path))
        try:
            document = template.told(_stored_document(image, template))
        except SceneGANError as error:
            self._window.tell(str(error))
            return
        self._window.files.open_document(document, QPixmap.fromImage(image))
        self._unread = template, document, self._model.current.number
        if self._window.isVisible():
            self._read_picture()

    def _read_picture(self) -> None:
        """Reads, beside the window, where the parts of the template are that was opened last."""
        if self._unread is None:
            return
        template, document, step = self._unread
        self._unread = None

        def read() -> None:
            picture = template.picture(document)
            with suppress(RuntimeError):  # The window may be closed already.
                self._picture_read.emit(step, picture)

        Thread(target=read, name="template", daemon=True).start()

    def _bring_to_life(self, step: int, picture: Picture | None) -> None:
        """Lets the stored picture be pointed at until the painter has painted it again."""
        current = self._model.current
        if picture is not None and current.number == step and current.held is None:
            self._model.settle(step, picture)
            self._window.picture.show_picture(picture)

    def show_first(self) -> None:
        """Shows the template of a first start."""
        template = template_of(FIRST)
        if template is not None and self._window.workspace.is_untouched:
            self.start_from(template)

    def open_templates(self) -> None:
        """Opens all templates below their button."""
        window = self._window
        if self._popup is None:
            from gui.templates.popups import TemplatesPopup

            self._popup = TemplatesPopup(window.look, window)
            self._popup.chosen.connect(self.start_from)
            self._popup.removed.connect(self._remove_template)
        anchor = window.description
        corner = anchor.mapToGlobal(QPoint(anchor.width() - 12, anchor.height()))
        self._popup.open_below(corner, self.templates)

    def ask_template_name(self) -> None:
        """Asks under which name the picture shall be a template."""
        window = self._window
        place = window.description.mapToGlobal(QPoint(16, window.description.height()))
        suggestion = creature_title(self._model.graph)
        window.popups.ask_name(tr("Save as a template"), suggestion, place, self._save_template)

    def _save_template(self, name: str) -> None:
        picture = present_picture(self._window)
        if picture is not None and self._attempt(lambda: self.templates.save(name, picture)):
            self._window.tell(tr("“{name}” is one of your templates now.", name=name), calm=True)

    def _remove_template(self, template: Template) -> None:
        held: list[bytes] = []
        if self._attempt(lambda: held.append(self.templates.remove(template))):
            if self._popup is not None:
                self._popup.hide()
            self._window.notice.show_notice(
                tr("The template “{name}” is removed.", name=template.title),
                calm=True,
                remedies=((tr("Undo"), lambda: self._put_back(template, held[0])),),
            )

    def _put_back(self, template: Template, held: bytes) -> None:
        self._attempt(lambda: self.templates.put_back(template, held))

    def _preview(self, card: TemplateCard | None) -> None:
        """Shows what a card would open, as long as there is nothing else to show."""
        if not self._model.graph.is_empty:
            return
        if card is None:
            self._window.picture.clear()
        else:
            self._window.picture.show_pixmap(card.pixmap())

    def _show_templates(self) -> None:
        if self._filled:
            self.empty.show_templates(list(self.templates.all))

    def _model_changed(self, change: Change) -> None:
        if change is not Change.STEP:
            return
        empty = self._model.graph.is_empty
        if empty and not self._filled:
            self._filled = True
            self._show_templates()
        self.empty.setVisible(empty)
        if empty:
            self.empty.raise_()

    def _attempt(self, action: Callable[[], object]) -> bool:
        return attempt(self._window, action)


def _stored_document(image: QImage, template: Template) -> Document:
    """The document in a picture as Qt read it, which needs no other library at a first start."""
    text = image.text(DOCUMENT_KEY)
    stored = from_json(text, str(template.path)) if text else None
    return stored if isinstance(stored, Document) else template.document()
