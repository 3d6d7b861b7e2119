"""The model off the window's thread: one long-lived worker, the latest wish wins.

`Inference` is what the editor talks to. `ThreadInference` keeps it in a thread; a process or a
server could stand behind the same signals. Every answer carries the number of its job.
"""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext, suppress
from functools import partial
from itertools import count
from typing import Protocol, cast

from PySide6.QtCore import QObject, QThread, Signal, SignalInstance

from gui.document.tables import read_tables
from gui.document.wishes import (
    WARM_UP,
    AttendWish,
    CommandWish,
    PaintWish,
    TextWish,
    TrialWish,
    Wishes,
)
from gui.quick_imports import held_collector, map_torch
from gui.style.translation import tr
from scenegan.errors import SceneGANError
from scenegan.graph import Document, Reading, SceneGraph
from scenegan.rendering.restraint import Restraint

_LOG = logging.getLogger("scenegan.editor")

LOADING = 0
"""Number of the job that loads the model, for its failure."""

ALL_STAGES = 3
"""Of the painter: 64, 128 and 256 pixels."""
SIDE = 256
"""Pixels across that every document is shown with, whatever side it was drawn with before."""


class Parsed(Protocol):
    """A text that was read."""

    text: str
    graph: SceneGraph
    reading: Reading


class Painter(Protocol):
    """What the editor asks of `scenegan.rendering.Pipeline`; yields `Picture`s."""

    name: str

    def draw_stages(self, what: Document, *, restraint: Restraint) -> Iterator[object]:
        """Completes, lays out and paints, with parts held back."""

    def redraw_stages(
        self, document: Document, edit: SceneGraph, *, restraint: Restraint
    ) -> Iterator[object]:
        """Paints an edited graph over the places of a document, its parts held back."""


class Attentive(Protocol):
    """A painter that tells what its pixels attend to; not every one does."""

    def attention(self, document: Document) -> object:
        """Returns a map [H, W] in 0..1 for each node."""


class Inference(Protocol):
    """Reads texts and paints documents without ever keeping the caller waiting.

    Signals:
        loaded(str): the model's name, once.
        text_read(int, object, object): job, `Parsed`, and the `Parsed` of the text before it or
            None.
        stage_painted(int, int, object): job, stage from 0, `Picture`.
        painted(int, object, float, float): job, last `Picture`, seconds in all, to first pixels.
        tried(int, object): job of a trial, its `Picture`.
        attended(int, object): job, a map [H, W] in 0..1 for each node; None where there is none.
        command_read(int, object): job, the graph that a command makes.
        failed(int, str): job (or `LOADING`), what happened and what to do.
    """

    loaded: SignalInstance
    text_read: SignalInstance
    stage_painted: SignalInstance
    painted: SignalInstance
    tried: SignalInstance
    attended: SignalInstance
    command_read: SignalInstance
    failed: SignalInstance

    def start(self) -> None:
        """Begins to work; called once, when the signals are connected."""

    def read(self, text: str, before: str = "") -> int:
        """Asks for the graph of a text; drops an earlier text that still waits.

        Args:
            text: what to read.
            before: the text that it was made from, to be read once more beside it.
        """

    def paint(
        self,
        base: Document,
        graph: SceneGraph,
        stages: int = ALL_STAGES,
        restraint: Restraint | None = None,
    ) -> int:
        """Asks for a picture; drops a waiting job and stops a running one after its stage.

        Args:
            base: the document whose places stay valid.
            graph: what is wanted.
            stages: after how many of them the picture is good enough.
            restraint: how much parts may change; None for freely.
        """

    def try_out(self, base: Document, graph: SceneGraph, restraint: Restraint | None = None) -> int:
        """Asks for a picture that may wait until nothing else is to do, such as a variation."""

    def read_command(self, command: str, graph: SceneGraph) -> int:
        """Asks what a short command makes of a graph; drops an earlier one that still waits."""

    def attend(self, document: Document) -> int:
        """Asks what the painter attends to in a document that was painted."""

    def drop_trials(self) -> None:
        """Forgets all trials; a running one ends after its stage."""

    def cancel(self) -> None:
        """Stops painting after the running stage."""

    def close(self) -> None:
        """Ends the worker; returns when it has ended."""


class _Worker(QThread):
    """Serves wishes until it is closed."""

    def __init__(
        self,
        owner: ThreadInference,
        wishes: Wishes,
        load: Callable[[], Painter],
        read: Callable[[str], Parsed],
        command: Callable[[str, SceneGraph], SceneGraph],
        warm_up: Callable[[], object],
    ) -> None:
        super().__init__()
        self._command = command
        self._warm_up = warm_up
        self._owner = owner
        self._wishes = wishes
        self._load = load
        self._read = read
        self._painter: Painter | None = None
        self._last_read: tuple[str, Parsed] | None = None

    def run(self) -> None:
        while (wish := self._wishes.take()) is not None:
            if isinstance(wish, PaintWish):
                self._guarded(wish.job, partial(self._serve_paint, wish))
            elif isinstance(wish, TextWish):
                self._serve_text(wish)
            elif isinstance(wish, CommandWish):
                self._guarded(wish.job, partial(self._serve_command, wish))
            elif isinstance(wish, AttendWish):
                self._guarded(wish.job, partial(self._serve_attend, wish))
            elif isinstance(wish, TrialWish):
                self._guarded(wish.job, partial(self._serve_trial, wish))
            elif wish == WARM_UP:
                self._guarded(LOADING, self._warm_up)
            else:
                self._guarded(LOADING, self._loaded_painter)
                read_tables()

    def _serve_text(self, wish: TextWish) -> None:
        def read() -> None:
            answer = self._read(wish.text)
            before = self._read_before(wish.before)
            self._last_read = (wish.text, answer)
            self._owner.text_read.emit(wish.job, answer, before)

        self._guarded(wish.job, read)

    def _serve_command(self, wish: CommandWish) -> None:
        self._owner.command_read.emit(wish.job, self._command(wish.command, wish.graph))

    def _read_before(self, text: str) -> Parsed | None:
        """The earlier text, out of memory where it was the last one that was read."""
        if not text:
            return None
        if self._last_read is not None and self._last_read[0] == text:
            return self._last_read[1]
        try:
            return self._read(text)
        except SceneGANError:
            return None

    def _loaded_painter(self) -> Painter:
        """The model; where loading failed before, it is tried again."""
        if self._painter is None:
            self._painter = self._load()
            self._owner.loaded.emit(self._painter.name)
        return self._painter

    def _serve_paint(self, wish: PaintWish) -> None:
        self._loaded_painter()
        start = time.perf_counter()
        first = 0.0
        picture: object = None
        stages = self._stages(wish)
        for stage, picture in enumerate(stages):
            first = first or time.perf_counter() - start
            waiting = self._wishes.take_text()
            if waiting:
                self._serve_text(waiting)
            if not self._wishes.wants(wish.job):
                return
            self._owner.stage_painted.emit(wish.job, stage, picture)
            if stage + 1 >= wish.stages:
                break
        self._owner.painted.emit(wish.job, picture, time.perf_counter() - start, first)

    def _stages(self, wish: PaintWish | TrialWish) -> Iterator[object]:
        painter, recipe = self._loaded_painter(), wish.base.recipe
        base = wish.base.model_copy(update={"recipe": recipe.model_copy(update={"size": SIDE})})
        restraint = wish.restraint or Restraint()
        if base.layout:
            return painter.redraw_stages(base, wish.graph, restraint=restraint)
        return painter.draw_stages(base.with_graph(wish.graph), restraint=restraint)

    def _serve_attend(self, wish: AttendWish) -> None:
        painter = self._loaded_painter()
        tells = hasattr(painter, "attention")
        maps = cast(Attentive, painter).attention(wish.document) if tells else None
        self._owner.attended.emit(wish.job, maps)

    def _serve_trial(self, wish: TrialWish) -> None:
        """Paints a trial, unless something comes up that must not wait: then it waits itself."""
        last: object = None
        for picture in self._stages(wish):
            last = picture
            if not self._wishes.wants_trial(wish.job):
                return
            if self._wishes.is_pressed():
                self._wishes.put_trial(wish, first=True)
                return
        self._owner.tried.emit(wish.job, last)

    def _guarded(self, job: int, action: Callable[[], object]) -> None:
        """Turns whatever goes wrong into one sentence; the worker itself never ends by it."""
        try:
            action()
        except SceneGANError as error:
            self._owner.failed.emit(job, str(error))
        except Exception as error:
            _LOG.exception("job %d failed", job)
            self._owner.failed.emit(
                job,
                tr(
                    "Something went wrong inside ({kind}). Your work is kept: undo the last "
                    "change, or save and start the editor again.",
                    kind=type(error).__name__,
                ),
            )


class ThreadInference(QObject):
    """`Inference` in a thread of this process; torch frees Python's lock while it computes."""

    loaded = Signal(str)
    text_read = Signal(int, object, object)
    stage_painted = Signal(int, int, object)
    painted = Signal(int, object, float, float)
    tried = Signal(int, object)
    attended = Signal(int, object)
    command_read = Signal(int, object)
    failed = Signal(int, str)

    def __init__(
        self,
        load: Callable[[], Painter],
        read: Callable[[str], Parsed],
        parent: QObject | None = None,
        command: Callable[[str, SceneGraph], SceneGraph] | None = None,
        warm_up: Callable[[], object] = lambda: None,
    ) -> None:
        """Makes the worker; `start` sets it to work.

        Args:
            load: gives the painter; called in the worker.
            read: gives the graph of a text; called in the worker.
            parent: owner in Qt's sense.
            command: gives the graph that a command makes of another one; called in the worker.
            warm_up: prepares for the first text; called in the worker when nothing else waits.
        """
        super().__init__(parent)
        self._jobs = count(1)
        self._wishes = Wishes()
        self._worker = _Worker(self, self._wishes, load, read, command or _read_edit, warm_up)

    def start(self) -> None:
        """See `Inference.start`; the model is loaded at once."""
        self._worker.start()

    def read(self, text: str, before: str = "") -> int:
        """See `Inference.read`."""
        job = next(self._jobs)
        self._wishes.put_text(TextWish(job, text, before))
        return job

    def paint(
        self,
        base: Document,
        graph: SceneGraph,
        stages: int = ALL_STAGES,
        restraint: Restraint | None = None,
    ) -> int:
        """See `Inference.paint`."""
        job = next(self._jobs)
        self._wishes.put_paint(PaintWish(job, base, graph, stages, restraint))
        return job

    def try_out(self, base: Document, graph: SceneGraph, restraint: Restraint | None = None) -> int:
        """See `Inference.try_out`."""
        job = next(self._jobs)
        self._wishes.put_trial(TrialWish(job, base, graph, restraint))
        return job

    def read_command(self, command: str, graph: SceneGraph) -> int:
        """See `Inference.read_command`."""
        job = next(self._jobs)
        self._wishes.put_command(CommandWish(job, command, graph))
        return job

    def attend(self, document: Document) -> int:
        """See `Inference.attend`."""
        job = next(self._jobs)
        self._wishes.put_attend(AttendWish(job, document))
        return job

    def drop_trials(self) -> None:
        """See `Inference.drop_trials`."""
        self._wishes.drop_trials(next(self._jobs))

    def cancel(self) -> None:
        """See `Inference.cancel`."""
        self._wishes.put_paint(None)

    def close(self) -> None:
        """See `Inference.close`."""
        self._wishes.close()
        self._worker.wait()


def _read_edit(command: str, graph: SceneGraph) -> SceneGraph:
    from scenegan.language import read_edit

    return read_edit(command, graph)


def local_inference(model: str | None = None) -> Inference:
    """Returns the usual inference; torch and spaCy are imported in its worker.

    Args:
        model: folder of weights; by default those that came with the program.
    """

    def load() -> Painter:
        with held_collector():
            map_torch()
            from scenegan.rendering import Pipeline

            return cast(Painter, Pipeline.load(model))

    def read(text: str) -> Parsed:
        with nullcontext() if "spacy" in sys.modules else held_collector():
            from scenegan.language import read as read_text

            return cast(Parsed, read_text(text))

    def warm_up() -> None:
        with suppress(SceneGANError):  # A text that cannot be read says so when there is one.
            read("a small lizard")

    return cast(Inference, ThreadInference(load, read, warm_up=warm_up))
