"""What the user asks for, turned into steps of the document and jobs of the model."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, QTimer, Signal

from gui.document import selection_edits
from gui.document.changed_parts import change_report
from gui.document.files import read_file, write_document
from gui.document.freedom import restraint_of_step
from gui.document.model import CREATURE, Change, DocumentModel, Edit, Painted, Step
from gui.document.preview import Preview
from gui.document.retelling import NOTHING_SAID, BurstSeeds, take_rewritten, take_text, told
from gui.document.rewording import Said
from gui.inference.interface import LOADING, Inference, ReadText
from gui.style.translation import tr, tr_word
from gui.style.wording import titled
from scenegan.errors import SceneGANError
from scenegan.graph import Document, Reading, SceneGraph, edits
from scenegan.rendering.picture import Picture

READ_AFTER_MS = 250
"""A text is read when the last key was this long ago."""

FREE_SEED = "free_seed"
"""Name under which the document's view keeps that a new sentence draws a new seed."""

LARGEST_DICE = 99_999
"""Seeds that the dice throw stay short enough to be read out."""


class EditorController(QObject):
    """Between the widgets, the document model and the inference; owns neither widget nor network.

    Signals:
        noticed(str): something failed: what, and what to do.
        reading_failed(str): the text cannot be read.
        text_dropped(): text that was typed but not read was undone.
        model_loaded(str): name of the model.
        model_missing(str): there is no model: why, and what to do.
        picture_ready(object): a picture of any stage, or None for none.
        job_started(), stage_done(int), job_done(float, float), job_failed(),
            job_stopped(): of painting.
        change_told(str): which parts an edit changed in the picture.
        saved(str): a sentence on what was written where.
    """

    noticed = Signal(str)
    reading_failed = Signal(str)
    text_dropped = Signal()
    model_loaded = Signal(str)
    model_missing = Signal(str)
    picture_ready = Signal(object)
    job_started = Signal()
    stage_done = Signal(int)
    job_done = Signal(float, float)
    job_failed = Signal()
    job_stopped = Signal()
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
        self.preview = Preview(model, inference)
        self._text = self._missing = ""
        self._read_job = self._read_from = self._paint_job = self._paint_step = 0
        self._only_words = False
        self._seeds = BurstSeeds(throw_dice)
        self.model_name = self.trouble = ""  # The latter: what failed last.
        self._save_when_painted: tuple[int, Path] | None = None  # Of which document, and where.
        self._reading_timer = QTimer(self)
        self._reading_timer.setSingleShot(True)
        self._reading_timer.setInterval(READ_AFTER_MS)
        self._reading_timer.timeout.connect(self.read_now)
        model.subscribe(self._model_changed)
        inference.loaded.connect(self._model_loaded)
        inference.text_read.connect(self._text_read)
        inference.stage_painted.connect(self._stage_painted)
        inference.painted.connect(self._painted)
        inference.failed.connect(self._failed)

    @property
    def inference(self) -> Inference:
        """What reads and paints, for those who try something out."""
        return self._inference

    def start(self) -> None:
        """Sets the inference to work; called once, when the window can be seen."""
        self._inference.start()

    def _model_loaded(self, name: str) -> None:
        self.model_name = name
        self.model_loaded.emit(name)

    # Text

    def type_text(self, text: str) -> None:
        """Notes a text that is being typed; it is read shortly after the last key."""
        self._text = text
        self._reading_timer.start()

    def read_now(self) -> None:
        """Reads the text at once."""
        self._reading_timer.stop()
        if self._text.strip():
            self._read(only_words=False)
        elif self.model.document.text:
            self.model.describe("", SceneGraph(), Reading())

    def _read(self, only_words: bool) -> None:
        """Lets the text be read beside the one that it was made from."""
        self._only_words = only_words
        start = self._text_start()
        self._read_from = start.number
        self._read_job = self._inference.read(self._text, start.document.text)

    def _text_start(self) -> Step:
        return self.model.current if self._only_words else self.model.text_start()

    def cancel(self) -> None:
        """Stops painting; what was painted last stays."""
        if self._paint_job:
            self._inference.cancel()
            self._paint_job = 0
            self.job_stopped.emit()

    def show_again(self) -> None:
        """Tells a new window what there is to show; a job that was lost is begun anew."""
        if self.model_name:
            self.model_loaded.emit(self.model_name)
        self._model_changed(Change.STEP)

    def describe(self, text: str) -> None:
        """Takes a whole text, as if it had been typed and entered."""
        self._text = text
        self.read_now()

    def rewrite(self) -> None:
        """Lets the text say what the graph is."""

        def write() -> None:
            self._text = told(self.model.graph, self.model.document.text)
            self._read(only_words=True)

        self._attempt(write)

    @property
    def is_painting(self) -> bool:
        """Whether a picture of the document that is shown was asked for and is not whole yet."""
        return bool(self._paint_job)

    @property
    def is_typing(self) -> bool:
        """Whether there is text that was not read yet."""
        return self._reading_timer.isActive()

    def settle_text(self) -> None:
        """Keeps text that was not read yet, before another document is shown."""
        if self.is_typing:
            text = self._text
            self._stop_typing()
            self.model.reword(tr("Text"), text, Reading(), self.model.graph, typed=False)

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
        self.model.go_to(position)

    # Edits

    def edit(
        self, label: str, edit: Edit, merge: str = "", select: Iterable[str] | None = None
    ) -> None:
        """Makes an edit of the graph one step, and paints it; a failure becomes a notice.

        See `DocumentModel.apply`.
        """
        self._attempt(lambda: self.model.apply(label, edit, merge, select))

    def add_part(self, word: str) -> None:
        """Adds a part to the selected one, or to the trunk, and selects it."""
        graph = self.model.graph
        on = self.model.selection if self.model.selection != CREATURE else graph.trunk
        node = edits.new_id(graph, word)
        self.edit(
            tr("{name} added", name=titled(tr_word(word))),
            partial(edits.add_part, part=word, on=on),
            select=[node],
        )

    def remove_selected(self) -> None:
        """Removes the selected parts with what hangs on them; their holder is selected then."""
        graph, nodes = self.model.graph, self.model.selected
        if self._has_selection():
            held = graph.part(nodes[0]).on
            self.edit(*selection_edits.remove(graph, nodes), select=[held] if held else [])

    def toggle_lock(self) -> None:
        """Locks the selected parts against regeneration, or frees them."""
        if self._has_selection():
            self.edit(*selection_edits.lock(self.model.graph, self.model.selected))

    def keep_selected(self) -> None:
        """Accepts the selected suggestions; with the creature selected, all of them."""
        graph = self.model.graph
        nodes = self.model.selected or tuple(p.id for p in graph.parts)
        if selection_edits.suggested(graph, nodes):
            self.edit(*selection_edits.keep(graph, nodes))

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

    def adopt(self, label: str, document: Document, picture: Painted | None = None) -> None:
        """Takes another document, such as a variation, as one step of this one's history."""
        self._stop_typing()
        self.model.adopt(label, document, picture)

    # Files

    def new(self) -> None:
        """Starts an empty document."""
        self._stop_typing()
        self.model.open(Document(graph=SceneGraph()), None, tr("New"))

    def open(self, path: Path) -> bool:
        """Opens a document; where that fails, the open one stays."""
        try:
            document = read_file(path)
        except SceneGANError as error:
            self.noticed.emit(str(error))
            return False
        self._stop_typing()
        self.model.open(document, path)
        return True

    def save(self, path: Path) -> None:
        """Saves the document; a picture that is not painted yet is written when it is."""
        if path.suffix.lower() == ".png":
            self._write_picture(path)
            return
        self._attempt(partial(self._written, path, partial(write_document, self.model.document)))

    def _written(self, path: Path, write: Callable[[Path], object]) -> None:
        write(path)
        self.model.mark_saved(path)
        self.saved.emit(tr("Saved {time}", time=time.strftime("%H:%M")))

    def _write_picture(self, path: Path) -> None:
        if self.model.graph.is_empty:
            self.noticed.emit(tr("There is no picture yet: describe a creature, then export it."))
            return
        picture = self.model.current.picture
        if picture is None:
            self._save_when_painted = (self.model.opened, path)
            text = tr("{file} is written as soon as the picture is painted", file=path.name)
            self.saved.emit(text)
            return
        whole = replace(cast(Picture, picture), document=self.model.document)
        self._attempt(partial(self._written, path, whole.save))

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
            self.change_told.emit("")  # What the last edit changed is no longer what is seen.
            return
        self._paint_step = step.number
        restraint = restraint_of_step(self.model)
        self._paint_job = self._inference.paint(step.base, step.graph, restraint=restraint)
        self.job_started.emit()

    def _text_read(self, job: int, answer: object, before: object) -> None:
        if job != self._read_job or self._reading_timer.isActive():
            return
        parsed, earlier = cast(ReadText, answer), cast(ReadText | None, before)
        if parsed.graph.is_empty:
            self.reading_failed.emit(
                tr("No creature is named yet. Name one, such as “a small lizard”.")
            )
        elif self._read_from != self._text_start().number:
            self._text = parsed.text  # The document went on while this was read.
            self._read(self._only_words)
        else:
            old = Said(earlier.graph, earlier.reading) if earlier else NOTHING_SAID
            new = Said(parsed.graph, parsed.reading)
            if self._only_words:
                self._attempt(lambda: take_rewritten(self.model, parsed.text, new))
            else:
                free = bool(self.model.view.get(FREE_SEED))
                seed = self._seeds.of(self._read_from) if free else None
                self._attempt(lambda: take_text(self.model, parsed.text, old, new, seed))

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
        waiting = self._save_when_painted
        if waiting is not None and waiting[0] == self.model.opened:
            self._save_when_painted = None
            self._write_picture(waiting[1])

    def _tell_change(self) -> None:
        """Says what the last edit changed, judged by the pictures before and after it."""
        steps, at = self.model.steps, self.model.position
        before = steps[at - 1].picture if at > 0 else None
        after = self.model.current.picture
        if isinstance(before, Picture) and isinstance(after, Picture):
            self.change_told.emit(change_report(before, after))

    def _failed(self, job: int, message: str) -> None:
        self.trouble = message
        if job == LOADING and self.model_name:  # It was there before, and comes again.
            self.noticed.emit(message)
        elif job == LOADING:
            self._missing = message
            told = tr("{message} Graphs can be edited and saved all the same.", message=message)
            self.model_missing.emit(told)
        elif job == self._read_job:
            self.reading_failed.emit(message)
        elif job == self._paint_job:
            self._paint_job = 0
            self.job_failed.emit()
            if message != self._missing:  # That there is no model was said already.
                self.noticed.emit(message)

    def _attempt(self, action: Callable[[], object]) -> None:
        try:
            action()
        except SceneGANError as error:
            self.noticed.emit(str(error))

    def _has_selection(self) -> bool:
        if not self.model.selected and not self.model.graph.is_empty:
            self.noticed.emit(tr("Select a part first"))
        return bool(self.model.selected)
