"""The model off the window's thread: one long-lived worker, the latest wish wins.

`Inference` is what the editor talks to. `ThreadInference` keeps it in a thread; a process or a
server could stand behind the same signals. Every answer carries the number of its job.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import count
from threading import Condition
from typing import Protocol, cast

from PySide6.QtCore import QObject, QThread, Signal, SignalInstance

from scenegan.errors import SceneGANError
from scenegan.graph import Document, Reading, SceneGraph

_LOG = logging.getLogger("scenegan.editor")

LOADING = 0
"""Number of the job that loads the model, for its failure."""


class Parsed(Protocol):
    """A text that was read."""

    text: str
    graph: SceneGraph
    reading: Reading


class Painter(Protocol):
    """What the editor asks of `scenegan.rendering.Pipeline`; yields `Picture`s."""

    name: str

    def draw_stages(self, what: Document) -> Iterator[object]:
        """Completes, lays out and paints."""

    def redraw_stages(self, document: Document, edit: SceneGraph) -> Iterator[object]:
        """Paints an edited graph over the places of a document."""


class Inference(Protocol):
    """Reads texts and paints documents without ever keeping the caller waiting.

    Signals:
        loaded(str): the model's name, once.
        text_read(int, object): job, `Parsed`.
        stage_painted(int, int, object): job, stage from 0, `Picture`.
        painted(int, object, float, float): job, last `Picture`, seconds in all, to first pixels.
        failed(int, str): job (or `LOADING`), what happened and what to do.
    """

    loaded: SignalInstance
    text_read: SignalInstance
    stage_painted: SignalInstance
    painted: SignalInstance
    failed: SignalInstance

    def start(self) -> None:
        """Begins to work; called once, when the signals are connected."""

    def read(self, text: str) -> int:
        """Asks for the graph of a text; drops an earlier text that still waits."""

    def paint(self, base: Document, graph: SceneGraph) -> int:
        """Asks for a picture; drops a waiting job and stops a running one after its stage."""

    def cancel(self) -> None:
        """Stops painting after the running stage."""

    def close(self) -> None:
        """Ends the worker; returns when it has ended."""


@dataclass(frozen=True)
class _Paint:
    job: int
    base: Document
    graph: SceneGraph


class _Wishes:
    """What the worker shall do next; at most one text and one picture wait."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._text: tuple[int, str] | None = None
        self._paint: _Paint | None = None
        self._latest_paint = 0
        self._load = True
        self._open = True

    def put_text(self, job: int, text: str) -> None:
        with self._changed:
            self._text = (job, text)
            self._changed.notify()

    def put_paint(self, paint: _Paint | None) -> None:
        with self._changed:
            self._paint = paint
            self._latest_paint = paint.job if paint else 0
            self._changed.notify()

    def close(self) -> None:
        with self._changed:
            self._open = False
            self._latest_paint = 0
            self._changed.notify()

    def take_text(self) -> tuple[int, str] | None:
        with self._changed:
            text, self._text = self._text, None
            return text

    def wants(self, job: int) -> bool:
        """Whether a picture is still the latest wish."""
        with self._changed:
            return self._open and job == self._latest_paint

    def take(self) -> tuple[int, str] | _Paint | str | None:
        """Waits for the next wish: a text first, then loading, then a picture; None at the end."""
        with self._changed:
            self._changed.wait_for(
                lambda: not self._open or self._text or self._load or self._paint
            )
            if not self._open:
                return None
            if self._text:
                text, self._text = self._text, None
                return text
            if self._load:
                self._load = False
                return "load"
            paint, self._paint = self._paint, None
            return paint


class _Worker(QThread):
    """Serves wishes until it is closed."""

    def __init__(
        self,
        owner: ThreadInference,
        wishes: _Wishes,
        load: Callable[[], Painter],
        read: Callable[[str], Parsed],
    ) -> None:
        super().__init__()
        self._owner = owner
        self._wishes = wishes
        self._load = load
        self._read = read
        self._painter: Painter | None = None

    def run(self) -> None:
        while (wish := self._wishes.take()) is not None:
            if isinstance(wish, _Paint):
                self._guarded(wish.job, partial(self._serve_paint, wish))
            elif isinstance(wish, tuple):
                self._serve_text(*wish)
            else:
                self._guarded(LOADING, self._loaded_painter)

    def _serve_text(self, job: int, text: str) -> None:
        self._guarded(job, lambda: self._owner.text_read.emit(job, self._read(text)))

    def _loaded_painter(self) -> Painter:
        """The model; where loading failed before, it is tried again."""
        if self._painter is None:
            self._painter = self._load()
            self._owner.loaded.emit(self._painter.name)
        return self._painter

    def _serve_paint(self, wish: _Paint) -> None:
        painter = self._loaded_painter()
        start = time.perf_counter()
        first = 0.0
        picture: object = None
        if wish.base.layout:
            stages = painter.redraw_stages(wish.base, wish.graph)
        else:
            stages = painter.draw_stages(wish.base.with_graph(wish.graph))
        for stage, picture in enumerate(stages):
            first = first or time.perf_counter() - start
            waiting = self._wishes.take_text()
            if waiting:
                self._serve_text(*waiting)
            if not self._wishes.wants(wish.job):
                return
            self._owner.stage_painted.emit(wish.job, stage, picture)
        self._owner.painted.emit(wish.job, picture, time.perf_counter() - start, first)

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
                f"Something went wrong inside ({type(error).__name__}). Your work is kept: undo "
                "the last change, or save and start the editor again.",
            )


class ThreadInference(QObject):
    """`Inference` in a thread of this process; torch frees Python's lock while it computes."""

    loaded = Signal(str)
    text_read = Signal(int, object)
    stage_painted = Signal(int, int, object)
    painted = Signal(int, object, float, float)
    failed = Signal(int, str)

    def __init__(
        self,
        load: Callable[[], Painter],
        read: Callable[[str], Parsed],
        parent: QObject | None = None,
    ) -> None:
        """Makes the worker; `start` sets it to work.

        Args:
            load: gives the painter; called in the worker.
            read: gives the graph of a text; called in the worker.
            parent: owner in Qt's sense.
        """
        super().__init__(parent)
        self._jobs = count(1)
        self._wishes = _Wishes()
        self._worker = _Worker(self, self._wishes, load, read)

    def start(self) -> None:
        """See `Inference.start`; the model is loaded at once."""
        self._worker.start()

    def read(self, text: str) -> int:
        """See `Inference.read`."""
        job = next(self._jobs)
        self._wishes.put_text(job, text)
        return job

    def paint(self, base: Document, graph: SceneGraph) -> int:
        """See `Inference.paint`."""
        job = next(self._jobs)
        self._wishes.put_paint(_Paint(job, base, graph))
        return job

    def cancel(self) -> None:
        """See `Inference.cancel`."""
        self._wishes.put_paint(None)

    def close(self) -> None:
        """See `Inference.close`."""
        self._wishes.close()
        self._worker.wait()


def local_inference(model: str | None = None) -> Inference:
    """Returns the usual inference; torch and spaCy are imported in its worker.

    Args:
        model: folder of weights; by default those that came with the program.
    """

    def load() -> Painter:
        from scenegan.rendering import Pipeline

        return cast(Painter, Pipeline.load(model))

    def read(text: str) -> Parsed:
        from scenegan.language import read as read_text

        return cast(Parsed, read_text(text))

    return cast(Inference, ThreadInference(load, read))
