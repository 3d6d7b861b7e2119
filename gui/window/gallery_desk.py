"""The gallery in the window: star, strip beside the history, pane over graph and picture."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QMenu

from gui.document.model import Change
from gui.gallery.facts import digest_of
from gui.gallery.keeping import keep_picture, kept_document, title_of
from gui.gallery.library import Library
from gui.gallery.query import Kept
from gui.gallery.strip import GalleryStrip
from gui.style.translation import tr
from gui.window.attempts import attempt, present_picture
from scenegan.graph import Document
from scenegan.rendering.picture import Picture

if TYPE_CHECKING:
    from gui.gallery.pane import GalleryPane
    from gui.window.main_window import MainWindow


class GalleryDesk(QObject):
    """Keeps pictures, and gives them back."""

    def __init__(self, window: MainWindow) -> None:
        """Puts the last kept pictures beside the history."""
        super().__init__(window)
        self._window, self._model = window, window.model
        path = window.settings.path
        self._path = path.parent / "gallery.sqlite" if path is not None else None
        self._library: Library | None = None
        self._pane: GalleryPane | None = None
        self._kept_steps: dict[int, int] = {}
        self._looked_up: set[int] = set()
        self._starred_steps: frozenset[int] = frozenset()
        self._opened = self._model.opened
        self._ends: list[Callable[[], None]] = []
        self.strip = GalleryStrip(window.look)
        window.history.set_gallery(self.strip)
        self.strip.opened.connect(self.open)
        self.strip.reuse_asked.connect(self.reuse)
        self.strip.menu_asked.connect(self._menu)
        window.history.keep_asked.connect(self._keep_step)
        window.seeds.star_asked.connect(self.star_present)
        window.controller.saved.connect(lambda _: self.keep_saved())
        self._model.subscribe(self._model_changed)
        # In a turn of its own, for it reads a file.
        window.seen.connect(self._show_library, Qt.ConnectionType.QueuedConnection)

    def detach(self) -> None:
        """Lets go of the library, which outlives the window."""
        for end in self._ends:
            end()
        if self._pane is not None:
            self._pane.detach()

    @property
    def library(self) -> Library:
        """The kept pictures; opened when first asked for."""
        if self._library is None:
            self._library = library_of(self._path)
            self._ends.append(self._library.subscribe(self._library_changed))
            if self._library.trouble:
                self._window.tell(self._library.trouble)
        return self._library

    @property
    def is_open(self) -> bool:
        """Whether the whole gallery is shown."""
        return self._pane is not None and self._pane.is_open

    def toggle(self) -> None:
        """Shows the whole gallery, or graph and picture again."""
        if self.is_open:
            self.close()
        else:
            self.open()

    def open(self, searching: bool = False) -> None:
        """Shows the whole gallery over graph and picture."""
        window = self._window
        if self._pane is None:
            from gui.gallery.pane import GalleryPane

            made = GalleryPane(
                window.look,
                self.library,
                [window.graph, window.picture_pane],
                window.centralWidget(),
            )
            made.reuse_asked.connect(self.reuse)
            made.graph_asked.connect(self.reuse_graph)
            made.seed_asked.connect(self.reuse_seed)
            made.menu_asked.connect(self._menu)
            made.rename_asked.connect(self._ask_name)
            made.failed.connect(window.tell)
            made.host(window.notice)
            self._pane = made
        self._window.creations.close_variations()
        self._pane.open(searching)

    def star_present(self) -> None:
        """Keeps the present picture with a star, or takes its star."""
        picture = present_picture(self._window)
        if picture is None:
            return
        number = self._model.current.number
        if self.is_present_starred:
            kept = self._kept_steps[number]
            self._attempt(lambda: self.library.set_stars([kept], False))
        else:
            self._keep(picture, number)

    @property
    def is_present_starred(self) -> bool:
        """Whether the present picture has a star."""
        return self._model.current.number in self._starred_steps

    def reuse(self, kept: Kept) -> None:
        """Goes on with a kept picture as it is."""
        document = self._document_of(kept)
        if document is None:
            return
        pixmap = QPixmap()
        pixmap.loadFromData(self.library.picture(kept.number))
        self.close()
        self._window.files.open_document(document, pixmap)

    def reuse_graph(self, kept: Kept) -> None:
        """Draws the parts of a kept picture anew, as a step of the present document."""
        document = self._document_of(kept)
        if document is None:
            return
        recipe = self._model.document.recipe
        fresh = document.unplaced().model_copy(update={"recipe": recipe, "view": {}})
        self.close()
        label = tr("Graph of {name}", name=title_of(kept))
        self._window.controller.adopt(label, fresh)

    def reuse_seed(self, kept: Kept) -> None:
        """Draws the present creature with the seed of a kept picture."""
        self.close()
        if self._model.graph.is_empty:
            self._window.tell(
                tr("There is no creature to draw with this seed: describe one first.")
            )
        else:
            self._window.controller.set_seed(kept.seed)

    def keep_saved(self) -> None:
        """Keeps a picture that was saved or exported."""
        picture = self._model.current.picture
        if isinstance(picture, Picture):
            self._attempt(lambda: keep_picture(self.library, picture))

    def _document_of(self, kept: Kept) -> Document | None:
        found: list[Document] = []
        self._attempt(lambda: found.append(kept_document(self.library.picture(kept.number))))
        return found[0] if found else None

    def _look_up(self) -> None:
        """Finds out whether the present picture was kept at some earlier time."""
        step = self._model.current
        if step.held is not None and step.number not in self._looked_up:
            self._looked_up.add(step.number)
            found: list[Kept | None] = []
            digest = digest_of(step.held.document)
            self._attempt(lambda: found.append(self.library.by_digest(digest)))
            if found and found[0] is not None:
                self._kept_steps[step.number] = found[0].number

    def _keep(self, picture: Picture, step: int) -> None:
        def keep() -> None:
            self._kept_steps[step] = keep_picture(self.library, picture, starred=True)

        if self._attempt(keep):
            self._show_stars()

    def _keep_step(self, place: int) -> None:
        step = self._model.steps[place]
        if isinstance(step.picture, Picture):
            self._keep(step.picture, step.number)

    def _show_library(self) -> None:
        self.strip.show_library(self.library)
        self._model_changed(Change.STEP)

    def _show_strip(self) -> None:
        """Leaves the strip out where there is neither a creature nor anything kept."""
        self.strip.setVisible(not (self._model.graph.is_empty and self.strip.is_empty))

    def _library_changed(self) -> None:
        self.strip.show_library(self.library)
        self._show_strip()
        self._show_stars()

    def _show_stars(self) -> None:
        numbers = set(self._kept_steps.values())
        found: list[Kept] = []
        if numbers:
            self._attempt(lambda: found.extend(self.library.of_numbers(numbers)))
        starred = {kept.number for kept in found if kept.starred}
        steps = [step for step, number in self._kept_steps.items() if number in starred]
        self._starred_steps = frozenset(steps)
        self._window.history.show_stars(steps)
        self._window.seeds.show_starred(self.is_present_starred)

    def close(self) -> None:
        """Shows graph and picture again."""
        if self._pane is not None:
            self._pane.close_pane()

    def _menu(self, kept: Kept, place: QPoint) -> None:
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        library = self.library
        star = tr("Take the star") if kept.starred else tr("Star")
        for words, action in (
            (tr("Reuse all"), lambda: self.reuse(kept)),
            (tr("Reuse the graph"), lambda: self.reuse_graph(kept)),
            (tr("Reuse the seed"), lambda: self.reuse_seed(kept)),
            (star, lambda: library.set_stars([kept.number], not kept.starred)),
            (tr("Rename…"), lambda: self._ask_name(kept, place)),
            (tr("Delete"), lambda: self._delete(kept)),
        ):
            made = menu.addAction(words)
            made.triggered.connect(lambda _=False, do=action: self._attempt(do))
        menu.popup(place)

    def _ask_name(self, kept: Kept, place: QPoint) -> None:
        def rename(name: str) -> None:
            self._attempt(lambda: self.library.rename(kept.number, name))

        title = tr("Name of the picture")
        self._window.popups.ask_name(title, title_of(kept), place, rename)

    def _delete(self, kept: Kept) -> None:
        self.library.delete([kept.number])
        self._window.notice.show_notice(
            tr("{name} deleted", name=title_of(kept)),
            calm=True,
            remedies=((tr("Undo"), lambda: self.library.restore([kept.number])),),
        )

    def _model_changed(self, change: Change) -> None:
        if change in (Change.STEP, Change.PAINTED) and self._library is not None:
            self._look_up()
            self._show_stars()
        if change is Change.STEP:
            self._show_strip()
            if self._model.opened != self._opened:
                self._opened = self._model.opened
                self.close()  # Whoever opens another document wants to see it.

    def _attempt(self, action: Callable[[], object]) -> bool:
        return attempt(self._window, action)


def library_of(path: Path | None) -> Library:
    """Returns the library in a file, one for all windows; without a file, always a new one."""
    return Library(None) if path is None else _library_in(path)


@cache
def _library_in(path: Path) -> Library:
    return Library(path)
