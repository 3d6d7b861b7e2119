"""Several open documents, one of which the model shows; plain Python, watched by the tabs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from gui.document.model import Change, DocumentModel, Step
from gui.document.sheet import Sheet
from gui.document.step_pictures import StepPicture
from gui.observers import Observers
from gui.style.translation import tr
from gui.style.wording import creature_title
from scenegan.graph import Document, SceneGraph


@dataclass(frozen=True)
class Tab:
    """What a tab says of its document.

    Attributes:
        key: unique in the life of the workspace.
        title: name of the file, else of the creature.
        dirty: whether there is something that no file holds.
        path: the file, if there is one.
        picture: what was painted last, if anything.
    """

    key: int
    title: str
    dirty: bool
    path: Path | None
    picture: StepPicture | None


class Workspace:
    """Keeps the documents that are open while the model shows one of them."""

    def __init__(self, model: DocumentModel) -> None:
        """Starts with the document of the model."""
        self._model = model
        self._keys = count(1)
        self._open: list[tuple[int, Sheet | None]] = [(next(self._keys), None)]
        self._at = 0
        self._observers = Observers[[]]()
        self._leavers = Observers[[]]()
        model.subscribe(self._changed)

    def subscribe(self, observer: Callable[[], None]) -> None:
        """Calls `observer` when a tab came, went, or says something else."""
        self._observers.add(observer)

    def before_leaving(self, observer: Callable[[], None]) -> None:
        """Calls `observer` while the document that is about to be left is still shown."""
        self._leavers.add(observer)

    def forget_observers(self) -> None:
        """Lets all observers go, as when their window is gone."""
        self._observers.keep()
        self._leavers.keep()

    @property
    def at(self) -> int:
        """Place of the document that is shown."""
        return self._at

    @property
    def key(self) -> int:
        """Key of the document that is shown."""
        return self._open[self._at][0]

    @property
    def tabs(self) -> tuple[Tab, ...]:
        """All open documents in their order."""
        model = self._model
        tabs = []
        for key, sheet in self._open:
            if sheet is None:
                step, path, dirty = model.current, model.path, model.is_dirty
            else:
                step, path, dirty = sheet.steps[sheet.at], sheet.path, sheet.is_dirty
            tabs.append(Tab(key, title_of(step, path), dirty, path, step.held))
        return tuple(tabs)

    @property
    def is_untouched(self) -> bool:
        """Whether the document that is shown is empty and new, so that another may take its tab."""
        model = self._model
        return model.graph.is_empty and model.path is None and len(model.steps) == 1

    def add(self, document: Document | None = None, path: Path | None = None) -> None:
        """Opens one more document, an empty one unless it is given, and shows it."""
        self._leave()
        self._open.append((next(self._keys), None))
        self._at = len(self._open) - 1
        label = tr("New") if document is None else tr("Opened")
        self._model.open(document or Document(graph=SceneGraph()), path, label)

    def go_to(self, place: int) -> None:
        """Shows another document; places that there are none at are ignored."""
        if place == self._at or not 0 <= place < len(self._open):
            return
        self._leave()
        self._show(place)

    def close(self, place: int) -> None:
        """Closes a document, saved or not; the last one leaves an empty one behind."""
        if not 0 <= place < len(self._open):
            return
        if len(self._open) == 1:
            self._open = [(next(self._keys), None)]
            self._model.open(Document(graph=SceneGraph()), None, tr("New"))
        elif place != self._at:
            del self._open[place]
            self._at -= place < self._at
            self._observers.tell()
        else:
            del self._open[place]
            self._show(min(place, len(self._open) - 1))

    def place_of(self, path: Path) -> int | None:
        """Returns where a file is open, if it is."""
        for place, tab in enumerate(self.tabs):
            if tab.path is not None and tab.path.absolute() == path.absolute():
                return place
        return None

    def _leave(self) -> None:
        self._leavers.tell()
        self._open[self._at] = (self.key, self._model.sheet())

    def _show(self, place: int) -> None:
        key, sheet = self._open[place]
        self._open[place] = (key, None)
        self._at = place
        if sheet is not None:
            self._model.show_sheet(sheet)

    def _changed(self, change: Change) -> None:
        if change not in (Change.SELECTION,):
            self._observers.tell()


def title_of(step: Step, path: Path | None) -> str:
    """Returns what a document is called: its file's name, else that of the creature."""
    if path is not None:
        return path.stem
    graph = step.document.graph
    return tr("Untitled") if graph.is_empty else creature_title(graph)
