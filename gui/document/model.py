"""The open document with its history: plain Python, watched by whoever shows it.

One action of the user is one `Step`. A step knows what is wanted at once, and what was painted
as soon as it was: undo brings back the very pixels, not a second drawing of them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any, Protocol

from gui.document.sheet import Sheet
from gui.document.step_pictures import StepPicture, pack_far
from gui.observers import Observers
from gui.style.translation import tr
from scenegan.graph import Document, Reading, Recipe, SceneGraph

CREATURE = "creature"
"""What is selected when it is the creature as a whole; parts are selected by their ids."""

MERGE_SECONDS = 1.0
"""Actions of one sort that follow each other faster are one step (a burst of typing)."""

MAX_STEPS = 500


class Painted(Protocol):
    """What the model needs to know of a picture."""

    @property
    def document(self) -> Document:
        """All that draws the picture again."""


class Change(Enum):
    """What observers are told of."""

    STEP = auto()
    """Another step is current: graph, text and history may all have changed."""
    PAINTED = auto()
    """The current step got its picture."""
    SELECTION = auto()
    VIEW = auto()
    """How the document is looked at changed, such as the place of a card; no step of its own."""
    SAVED = auto()


@dataclass(frozen=True)
class Step:
    """One state of the document.

    Attributes:
        number: unique in the life of the model.
        label: what the user did, such as `Tail: longer`.
        base: the document whose places stay valid; without layout, all is laid out anew.
        graph: the graph that is wanted.
        held: what was painted for this step; None until then.
        merge: steps with the same word melt into one when they follow fast.
    """

    number: int
    label: str
    base: Document
    graph: SceneGraph
    held: StepPicture | None = None
    merge: str = ""

    @property
    def picture(self) -> Painted | None:
        """What was painted for this step; None until then."""
        return self.held.picture() if self.held is not None else None

    @property
    def document(self) -> Document:
        """The document to save: as painted, or as it is wanted."""
        return self.held.document if self.held is not None else self.base_of_graph

    @cached_property
    def base_of_graph(self) -> Document:
        """The wanted graph with those places that are known."""
        return self.base.with_graph(self.graph)


Observer = Callable[[Change], None]
Edit = Callable[[SceneGraph], SceneGraph]


class DocumentModel:
    """A document, its steps, its selection, and where it is saved."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Starts with an empty document; `clock` gives seconds."""
        self._clock = clock
        self._numbers = count(1)
        self._observers = Observers[Change]()
        self._steps: list[Step] = []
        self._at = 0
        self._last_push = 0.0
        self._saved = 0
        self._view: dict[str, Any] = {}
        self._saved_view: dict[str, Any] = {}
        self.path: Path | None = None
        self.selection: str = CREATURE
        self._also_selected: tuple[str, ...] = ()
        self._start(Document(graph=SceneGraph()), tr("New"))

    def subscribe(self, observer: Observer) -> None:
        """Calls `observer` after each change."""
        self._observers.add(observer)

    @property
    def observers(self) -> tuple[Observer, ...]:
        """Who is told of changes."""
        return self._observers.all()

    def keep_observers(self, observers: Collection[Observer]) -> None:
        """Lets all others go, as when the window that they belong to is gone."""
        self._observers.keep(observers)

    @property
    def current(self) -> Step:
        """The step that is shown."""
        return self._steps[self._at]

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps, those that were undone included."""
        return tuple(self._steps)

    @property
    def position(self) -> int:
        """Place of the current step among `steps`."""
        return self._at

    @property
    def document(self) -> Document:
        """The document of the current step, as it is looked at now."""
        document = self.current.document
        if document.view == self._view:
            return document
        return document.model_copy(update={"view": self._view})

    @property
    def graph(self) -> SceneGraph:
        """The graph of the current step; with suggestions once it was painted."""
        return self.current.document.graph

    @property
    def view(self) -> Mapping[str, Any]:
        """How the document is looked at; saved with it, and not part of the history."""
        return self._view

    @property
    def is_dirty(self) -> bool:
        """Whether there is something that a file does not hold yet."""
        return self.current.number != self._saved or self._view != self._saved_view

    @property
    def can_undo(self) -> bool:
        """Whether there is an earlier step."""
        return self._at > 0

    @property
    def can_redo(self) -> bool:
        """Whether a step was undone."""
        return self._at + 1 < len(self._steps)

    def open(self, document: Document, path: Path | None = None, label: str = "") -> None:
        """Replaces everything by another document, with a history of its own."""
        self.path = path
        self._start(document, label or tr("Opened"))
        self._set_selection(())
        self._tell(Change.STEP)

    def sheet(self) -> Sheet:
        """Returns all that belongs to the open document, so that another can be shown."""
        return Sheet(
            self.steps,
            self._at,
            self._saved,
            self._view,
            self._saved_view,
            self.path,
            self.selected,
            self.opened,
        )

    def show_sheet(self, sheet: Sheet) -> None:
        """Goes on with a document where it was left."""
        self._steps, self._at = list(sheet.steps), sheet.at
        self._saved, self.path, self.opened = sheet.saved, sheet.path, sheet.opened
        self._view, self._saved_view = dict(sheet.view), dict(sheet.saved_view)
        self._last_push = 0.0
        self._set_selection(sheet.selected)
        self._check_selection()
        self._tell(Change.STEP)

    def apply(
        self, label: str, edit: Edit, merge: str = "", select: Iterable[str] | None = None
    ) -> bool:
        """Makes an edit of the graph a step; says whether it changed anything.

        Args:
            label: what the step is called.
            edit: makes the graph that is wanted.
            merge: see `Step`.
            select: ids of the parts that are selected from then on; the selected ones stay unless
                given.

        Raises:
            GraphError: if the edit cannot be made; nothing has changed then.
        """
        before = self.graph
        graph = edit(before)
        if graph == before:
            return False
        self._push(label, self._settled_base(), graph, merge, select=select)
        return True

    def describe(
        self, text: str, graph: SceneGraph, reading: Reading, seed: int | None = None
    ) -> None:
        """Starts the creature again from what a text says, under the same seed or another."""
        old = self.document
        recipe = old.recipe if seed is None else old.recipe.model_copy(update={"seed": seed})
        base = Document(graph=graph, text=text, reading=reading, recipe=recipe, view=old.view)
        self._push(tr("Described"), base, graph, merge="typing")

    def text_start(self) -> Step:
        """The step that a text works on: a burst of typing starts again from the one before it."""
        melts = self._melts("typing", self._clock())
        return self._steps[self._at - 1] if melts else self.current

    def reword(
        self, label: str, text: str, reading: Reading, graph: SceneGraph, typed: bool = True
    ) -> None:
        """Takes another text and its graph, made from `text_start` or from the current step."""
        start = self.text_start() if typed else self.current
        base = start.document if start.held is not None else start.base
        said = base.model_copy(update={"text": text, "reading": reading})
        self._push(label, said, graph, merge="typing" if typed else "")

    def reseed(self, seed: int) -> None:
        """Lays the creature out anew under another seed; locked parts stay."""
        recipe = Recipe.model_validate({**self.document.recipe.model_dump(), "seed": seed})
        base = self.document.unplaced().model_copy(update={"recipe": recipe})
        self._push(tr("Seed {seed}", seed=seed), base, self.graph, merge="seed")

    def adopt(self, label: str, document: Document, picture: Painted | None = None) -> None:
        """Takes another document, such as a template or a variation, as one step.

        Args:
            label: what the step is called.
            document: what is shown from now on; the file that is saved to stays the same.
            picture: the document as painted, where it was.
        """
        self._view = dict(document.view)
        self._push(label, document, document.graph, "", picture)

    def undo(self) -> None:
        """Goes one step back."""
        self.go_to(self._at - 1)

    def redo(self) -> None:
        """Goes one step forward again."""
        self.go_to(self._at + 1)

    def go_to(self, position: int) -> None:
        """Goes to any step; places outside of the history are ignored."""
        if 0 <= position < len(self._steps) and position != self._at:
            self._at = position
            self._last_push = 0.0
            self._pack()
            self._check_selection()
            self._tell(Change.STEP)

    def settle(self, number: int, picture: Painted) -> None:
        """Gives a step its picture; a step that is no longer there is ignored."""
        for i, step in enumerate(self._steps):
            if step.number == number:
                self._steps[i] = replace(step, held=StepPicture(picture))
                if i == self._at:
                    self._check_selection()
                    self._tell(Change.PAINTED)

    def select(self, node: str) -> None:
        """Selects a part by its id, or the creature."""
        if node == CREATURE or node in self.graph.by_id:
            self.select_all(() if node == CREATURE else (node,))

    @property
    def selected(self) -> tuple[str, ...]:
        """Ids of all selected parts, the one that fields show first; none for the creature."""
        return () if self.selection == CREATURE else (self.selection, *self._also_selected)

    def select_all(self, nodes: Iterable[str]) -> None:
        """Selects several parts, the first of which is the one that fields show."""
        there = self.graph.by_id
        wanted = tuple(dict.fromkeys(n for n in nodes if n in there))
        if wanted != self.selected:
            self._set_selection(wanted)
            self._tell(Change.SELECTION)

    def toggle_selected(self, node: str) -> None:
        """Adds a part to those that are selected, or takes it from them."""
        rest = tuple(n for n in self.selected if n != node)
        self.select_all(rest if node in self.selected else (node, *rest))

    def _set_selection(self, nodes: tuple[str, ...]) -> None:
        self.selection = nodes[0] if nodes else CREATURE
        self._also_selected = nodes[1:]

    def set_view(self, name: str, value: object) -> None:
        """Notes how the document is looked at, in values that JSON can hold; None forgets it."""
        view = {**self._view, name: value}
        if value is None:
            del view[name]
        if view != self._view:
            self._view = view
            self._tell(Change.VIEW)

    def mark_saved(self, path: Path) -> None:
        """Notes that a file holds the current step."""
        self.path = path
        self._saved = self.current.number
        self._saved_view = self._view
        self._tell(Change.SAVED)

    def mark_unsaved(self) -> None:
        """Notes that no file holds the document, as after a recovery."""
        self._saved = 0
        self._tell(Change.SAVED)

    def _settled_base(self) -> Document:
        """The last document whose places are known, for an edit on top of the current step.

        Where the current step was not painted yet, its own base stays the base: both edits are
        then painted as one.
        """
        step = self.current
        return step.document if step.held is not None else step.base

    def _start(self, document: Document, label: str) -> None:
        self._steps = [Step(next(self._numbers), label, document, document.graph)]
        self._at = 0
        self.opened = self._saved = self.current.number
        self._view = self._saved_view = dict(document.view)
        self._last_push = 0.0

    def _push(
        self,
        label: str,
        base: Document,
        graph: SceneGraph,
        merge: str,
        picture: Painted | None = None,
        select: Iterable[str] | None = None,
    ) -> None:
        now = self._clock()
        melts = bool(merge) and self._melts(merge, now)
        del self._steps[self._at + (0 if melts else 1) :]
        held = StepPicture(picture) if picture is not None else None
        self._steps.append(Step(next(self._numbers), label, base, graph, held, merge))
        del self._steps[:-MAX_STEPS]
        self._at = len(self._steps) - 1
        self._last_push = now
        if select is not None:
            self._set_selection(tuple(dict.fromkeys(select)))
        self._pack()
        self._check_selection()
        self._tell(Change.STEP)

    def _pack(self) -> None:
        """Keeps the pictures of far steps small."""
        pack_far([step.held for step in self._steps], self._at)

    def _melts(self, merge: str, now: float) -> bool:
        return (
            self._at > 0
            and self.current.merge == merge
            and self.current.number != self._saved
            and now - self._last_push < MERGE_SECONDS
        )

    def _check_selection(self) -> None:
        there = self.graph.by_id
        self._set_selection(tuple(n for n in self.selected if n in there))

    def _tell(self, change: Change) -> None:
        self._observers.tell(change)
