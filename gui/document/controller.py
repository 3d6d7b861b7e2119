"""What the user asks for, turned into steps of the document and jobs of the model."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, QTimer, Signal

from gui.document.changed_parts import change_report
from gui.document.files import read_file, write_document
from gui.document.inference import LOADING, Inference, Parsed
from gui.document.model import CREATURE, Change, DocumentModel, Edit, Painted
from gui.style.wording import part_name, titled
from scenegan.errors import GraphError, SceneGANError
from scenegan.graph import Document, Reading, SceneGraph, edits
from scenegan.rendering.picture import Picture

READ_AFTER_MS = 250
"""A text is read when the last key was this long ago."""

_NO_CREATURE = "No creature is named yet. Name one, such as “a small lizard”."

LARGEST_DICE = 99_999
"""Seeds that the dice throw stay short enough to be read out."""


class EditorController(QObject):
    """Between the widgets, the document model and the inference; owns neither widget nor network.

    Signals:
        noticed(str): something failed: what, and what to do.
        reading_failed(str): the text cannot be read.
        text_dropped(): text that was typed but not read was undone.
        model_loaded(str): name of the model.
        picture_ready(object): a picture of any stage, or None for none.
        job_started(), stage_done(int), job_done(float, float), job_failed(): of painting.
        change_told(str): which parts an edit changed in the picture.
        saved(str): a sentence on what was written where.
    """

    noticed = Signal(str)
    reading_failed = Signal(str)
    text_dropped = Signal()
    model_loaded = Signal(str)
    picture_ready = Signal(object)
    job_started = Signal()
    stage_done = Signal(int)
    job_done = Signal(float, float)
    job_failed = Signal()
    change_told = Signal(str)
    saved = Signal(str)

    def __init__(
        self,
        model: DocumentModel,
        inference: Inference,
        throw_dice: Callable[[], int] = lambda: secrets.randbelow(LARGEST_DICE),
    ) -> None:
        """Connects a document with an inference; `throw_dice` gives new seeds."""
        super().__init__()
        self.model = model
        self._inference = inference
        self._throw_dice = throw_dice
        self._text = ""
        self._parsed: SceneGraph | None = None
        self._read_job = self._paint_job = self._paint_step = 0
        self._only_words = False
        self._save_when_painted: Callable[[], None] | None = None
        self._reading_timer = QTimer(self)
        self._reading_timer.setSingleShot(True)
        self._reading_timer.setInterval(READ_AFTER_MS)
        self._reading_timer.timeout.connect(self.read_now)
        model.subscribe(self._model_changed)
        inference.loaded.connect(self.model_loaded)
        inference.text_read.connect(self._text_read)
        inference.stage_painted.connect(self._stage_painted)
        inference.painted.connect(self._painted)
        inference.failed.connect(self._failed)

    def start(self) -> None:
        """Sets the inference to work; called once, when the window can be seen."""
        self._inference.start()

    # Text

    def type_text(self, text: str) -> None:
        """Notes a text that is being typed; it is read shortly after the last key."""
        self._text = text
        self._reading_timer.start()

    def read_now(self) -> None:
        """Reads the text at once."""
        self._reading_timer.stop()
        if self._text.strip():
            self._only_words = False
            self._read_job = self._inference.read(self._text)
        elif self.model.document.text:
            self._parsed = None
            self.model.describe("", SceneGraph(), Reading())

    def describe(self, text: str) -> None:
        """Takes a whole text, as if it had been typed and entered."""
        self._text = text
        self.read_now()

    def leave_out(self, start: int, end: int) -> None:
        """Takes characters out of the text, and the blank that would be left double."""
        text = self.model.document.text
        self.describe(" ".join(f"{text[:start]}{text[end:]}".split()).replace(" ,", ","))

    def rewrite(self) -> None:
        """Lets the text say what the graph is."""
        from scenegan.language import describe

        def write() -> None:
            self._text = describe(self.model.graph)
            self.model.reword(self._text, Reading())
            self._only_words = True
            self._read_job = self._inference.read(self._text)

        self._attempt(write)

    @property
    def is_typing(self) -> bool:
        """Whether there is text that was not read yet."""
        return self._reading_timer.isActive()

    def _stop_typing(self) -> None:
        """Gives up text that was not read yet."""
        self._reading_timer.stop()
        self._read_job = 0

    # Steps

    def undo(self) -> None:
        """Takes back text that was not read yet, else the last step."""
        if self.is_typing:
            self._stop_typing()
            self.text_dropped.emit()
        else:
            self.go_to(self.model.position - 1)

    def redo(self) -> None:
        """Does again what was undone."""
        self.go_to(self.model.position + 1)

    def go_to(self, position: int) -> None:
        """Goes to any step of the history."""
        self._stop_typing()
        self._parsed = None
        self.model.go_to(position)

    # Edits

    def edit(self, label: str, edit: Edit, merge: str = "") -> None:
        """Makes an edit of the graph one step, and paints it; a failure becomes a notice."""
        self._attempt(lambda: self.model.apply(label, edit, merge))

    def add_part(self, word: str) -> None:
        """Adds a part to the selected one, or to the trunk, and selects it."""
        graph = self.model.graph
        on = self.model.selection if self.model.selection != CREATURE else _trunk(graph)
        node = edits.new_id(graph, word)
        self.edit(f"{titled(word)} added", partial(edits.add_part, part=word, on=on))
        self.model.select(node)

    def remove_selected(self) -> None:
        """Removes the selected part with what hangs on it; its parent is selected then."""
        node = self._selected_part("remove")
        if node is not None:
            graph = self.model.graph
            part = graph.part(node)
            name = part_name(graph, part)
            self.edit(f"{name} removed", partial(edits.remove_part, node=node))
            self.model.select(part.on or CREATURE)

    def toggle_lock(self) -> None:
        """Locks the selected part against regeneration, or frees it."""
        node = self._selected_part("lock")
        if node is not None:
            part = self.model.graph.part(node)
            name = part_name(self.model.graph, part)
            label = f"{name} {'unlocked' if part.locked else 'locked'}"
            self.edit(label, partial(edits.lock, node=node, locked=not part.locked))

    def keep_selected(self) -> None:
        """Accepts the selected suggestion; with the creature selected, all of them."""
        graph, node = self.model.graph, self.model.selection
        nodes = [p.id for p in graph.parts if p.origin == "completed" and node in (CREATURE, p.id)]
        if nodes:
            label = "Suggestions kept"
            if node != CREATURE:
                label = f"{part_name(graph, graph.part(node))} kept"
            self.edit(label, partial(edits.keep, nodes=nodes))

    def set_seed(self, seed: int) -> None:
        """Draws the creature under another seed."""
        if not self.model.graph.is_empty:
            self._attempt(lambda: self.model.reseed(seed))

    def new_seed(self) -> None:
        """Throws the dice for a seed."""
        self.set_seed(self._throw_dice())

    def next_seed(self) -> None:
        """Counts the seed up by one."""
        self.set_seed(self.model.document.recipe.seed + 1)

    # Files

    def new(self) -> None:
        """Starts an empty document."""
        self._stop_typing()
        self._parsed = None
        self.model.open(Document(graph=SceneGraph()), None, "New")

    def open(self, path: Path) -> bool:
        """Opens a document; where that fails, the open one stays."""
        try:
            document = read_file(path)
        except SceneGANError as error:
            self.noticed.emit(str(error))
            return False
        self._stop_typing()
        self._parsed = None
        self.model.open(document, path)
        return True

    def save(self, path: Path) -> None:
        """Saves the document; a picture that is not painted yet is written when it is."""
        if path.suffix.lower() == ".png":
            self._write_picture(path, lambda: self.model.mark_saved(path))
            return

        def write() -> None:
            write_document(self.model.document, path)
            self.model.mark_saved(path)
            self.saved.emit(f"Saved to {path.name}")

        self._attempt(write)

    def export(self, path: Path) -> None:
        """Writes the picture elsewhere; the document's own file stays the same."""
        self._write_picture(path, lambda: None)

    def _write_picture(self, path: Path, afterwards: Callable[[], None]) -> None:
        if self.model.graph.is_empty:
            self.noticed.emit("There is no picture yet: describe a creature, then export it.")
            return
        picture = self.model.current.picture
        if picture is None:
            self._save_when_painted = lambda: self._write_picture(path, afterwards)
            self.saved.emit(f"{path.name} is written as soon as the picture is painted")
            return

        def write() -> None:
            replace(cast(Picture, picture), document=self.model.document).save(path)
            afterwards()
            self.saved.emit(f"Saved to {path.name}")

        self._attempt(write)

    # Answers

    def _model_changed(self, change: Change) -> None:
        if change is not Change.STEP:
            return
        if not self.is_typing:
            self._text = self.model.document.text
        step = self.model.current
        if step.picture is not None or step.graph.is_empty:
            self._inference.cancel()
            self._paint_job = 0
            self.picture_ready.emit(step.picture)
            return
        self._paint_step = step.number
        self._paint_job = self._inference.paint(step.base, step.graph)
        self.job_started.emit()

    def _text_read(self, job: int, answer: object) -> None:
        if job != self._read_job or self._reading_timer.isActive():
            return
        parsed = cast(Parsed, answer)
        same = self._only_words or parsed.graph == self._parsed
        if parsed.graph.is_empty:
            self.reading_failed.emit(_NO_CREATURE)
        elif same and not self.model.graph.is_empty:
            self.model.reword(parsed.text, parsed.reading)
        else:
            self._parsed = parsed.graph
            self._attempt(lambda: self.model.describe(parsed.text, parsed.graph, parsed.reading))

    def _stage_painted(self, job: int, stage: int, picture: object) -> None:
        if job == self._paint_job:
            self.picture_ready.emit(picture)
            self.stage_done.emit(stage)

    def _painted(self, job: int, picture: object, seconds: float, first: float) -> None:
        if job != self._paint_job:
            return
        self._paint_job = 0
        self.model.settle(self._paint_step, cast(Painted, picture))
        self.job_done.emit(seconds, first)
        self._tell_change()
        waiting, self._save_when_painted = self._save_when_painted, None
        if waiting is not None:
            waiting()

    def _tell_change(self) -> None:
        """Says what the last edit changed, judged by the pictures before and after it."""
        steps, at = self.model.steps, self.model.position
        before = steps[at - 1].picture if at > 0 else None
        after = self.model.current.picture
        if isinstance(before, Picture) and isinstance(after, Picture):
            self.change_told.emit(change_report(before, after))

    def _failed(self, job: int, message: str) -> None:
        if job == self._read_job:
            self.reading_failed.emit(message)
        elif job == self._paint_job:
            self._paint_job = 0
            self.job_failed.emit()
            self.noticed.emit(message)
        elif job == LOADING:
            self.noticed.emit(f"{message} Graphs can be edited and saved all the same.")

    def _attempt(self, action: Callable[[], object]) -> None:
        try:
            action()
        except SceneGANError as error:
            self.noticed.emit(str(error))

    def _selected_part(self, verb: str) -> str | None:
        node = self.model.selection
        if node == CREATURE:
            if not self.model.graph.is_empty:
                self.noticed.emit(str(GraphError(f"Select a part to {verb} first.")))
            return None
        return node


def _trunk(graph: SceneGraph) -> str | None:
    """The part that others hang on where nothing better is known."""
    for word in ("torso", "body"):
        if graph.of(word):
            return graph.of(word)[0].id
    roots = graph.children(None)
    return roots[0].id if roots else None
