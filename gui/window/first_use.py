"""The first start, and the tour that it offers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gui.document.model import Change
from gui.style.translation import tr

if TYPE_CHECKING:
    from gui.window.main_window import MainWindow
    from gui.window.tour import Note, Tour

_STARTED, _TOUR_OVER, _LAST = "started_before", "tour_over", "last_document"


class FirstUse(QObject):
    """Knows what the user has not seen yet."""

    def __init__(self, window: MainWindow) -> None:
        """Reads it from the settings."""
        super().__init__(window)
        self._window = window
        self.tour: Tour | None = None
        self._offered = False
        window.description.tour_asked.connect(self.start_tour)
        window.model.subscribe(self._note_document)
        window.controller.model_missing.connect(self._warn)

    @property
    def is_first_start(self) -> bool:
        """Whether the program never ran before."""
        return not self._window.settings.get(_STARTED, False)

    def begin(self) -> None:
        """Shows the last document, or at the first start a creature."""
        path = self._window.settings.get(_LAST, "")
        if self.is_first_start:
            self.welcome()
        elif path and Path(path).is_file():
            self._window.open_path(Path(path))

    def welcome(self) -> None:
        """Shows a creature at once, its sentence selected, and offers the tour."""
        window = self._window
        window.creations.templates.show_first()
        window.settings.set(_STARTED, True)
        window.focus_sentence()
        if not window.settings.get(_TOUR_OVER, False):
            window.description.offer_tour(True, window.model.document)
            self._offered = True
            window.model.subscribe(self._model_changed)

    def start_tour(self) -> None:
        """Begins the tour."""
        from gui.window.tour import Tour

        window = self._window
        if self.tour is None:
            self.tour = Tour(window.look, window, self._notes())
            self.tour.ended.connect(self._tour_ended)
        self.tour.start()

    def _warn(self, message: str) -> None:
        """Says for good that nothing can be painted; everything else works."""
        self._window.tell(message)
        self._window.notice.warn()
        self._window.status.show_message(tr("No painter"))

    def _note_document(self, change: Change) -> None:
        """Notes which file is open, for the next start."""
        path = self._window.model.path
        if path is not None and change in (Change.STEP, Change.SAVED):
            self._window.settings.set(_LAST, str(path.absolute()))

    def _tour_ended(self) -> None:
        self._window.settings.set(_TOUR_OVER, True)
        self._end_offer()
        self._window.focus_sentence()

    def _model_changed(self, change: Change) -> None:
        """The first edit ends the offer; the Help menu still has the tour."""
        if change is Change.STEP and self._offered:
            self._end_offer()

    def _end_offer(self) -> None:
        self._offered = False
        self._window.description.offer_tour(False, self._window.model.document)

    def _notes(self) -> list[Note]:
        from gui.window.tour import Note

        w = self._window
        return [
            Note(
                w.description,
                tr("Write what it looks like"),
                tr(
                    "Each word that is understood wears the colour of its part. Change a word, "
                    "and the creature follows."
                ),
            ),
            Note(
                w.graph,
                tr("The same creature as parts"),
                tr(
                    "Every card is a part. Drag its plus to add another, drag a line to hang it "
                    "elsewhere, press Del to remove it."
                ),
            ),
            Note(
                w.picture_pane,
                tr("Pull at the picture"),
                tr(
                    "Click a part to select it everywhere. Drag its box to move it, its corners "
                    "to make it larger."
                ),
            ),
            Note(
                w.inspector,
                tr("Everything about one part"),
                tr(
                    "Colour, attributes, number and place of the selected part. A lock keeps it "
                    "as it is."
                ),
            ),
            Note(
                w.history,
                tr("Nothing is lost"),
                tr(
                    "Every change is a step that you can go back to. Press S to keep a picture "
                    "in the gallery."
                ),
            ),
        ]
