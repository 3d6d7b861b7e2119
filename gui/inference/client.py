"""`Inference` as the window knows it: wishes go out through a channel, answers become signals."""

from __future__ import annotations

import logging
from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from gui.inference.interface import ALL_STAGES
from gui.inference.wishes import (
    AttendWish,
    CommandWish,
    NoPaintWish,
    NoTrialsWish,
    PaintWish,
    TextWish,
    TrialWish,
    Wish,
)
from gui.style.translation import tr
from scenegan.graph import Document, SceneGraph
from scenegan.rendering.picture import Picture
from scenegan.rendering.restraint import Restraint

if TYPE_CHECKING:
    from gui.inference.answers import Answer

_LOG = logging.getLogger("scenegan.editor")


class Channel(Protocol):
    """Where wishes are served: the one thing in which a thread and a process differ."""

    def open(self, deliver: Callable[[Answer], None]) -> None:
        """Begins to serve; `deliver` is called with each answer, one at a time, in any thread."""

    def send(self, wish: Wish) -> None:
        """Takes a wish without waiting; before `open` it is kept."""

    def close(self) -> None:
        """Ends all serving; nothing is delivered any more when it returns."""


class ChannelInference(QObject):
    """`Inference` whose work is done beyond a channel."""

    loaded = Signal(str)
    text_read = Signal(int, object, object)
    stage_painted = Signal(int, int, object)
    painted = Signal(int, object, float, float)
    tried = Signal(int, object)
    attended = Signal(int, object)
    command_read = Signal(int, object)
    failed = Signal(int, str)

    def __init__(self, channel: Channel, parent: QObject | None = None) -> None:
        """Sets nothing to work yet; `parent` is the owner in Qt's sense."""
        super().__init__(parent)
        self._channel = channel
        self._jobs = count(1)
        self._last_stage: Picture | None = None

    def start(self) -> None:
        """See `Inference.start`; the model is loaded at once."""
        self._channel.open(self._deliver)

    def read(self, text: str, before: str = "") -> int:
        """See `Inference.read`."""
        job = next(self._jobs)
        self._channel.send(TextWish(job, text, before))
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
        self._channel.send(PaintWish(job, base, graph, stages, restraint))
        return job

    def try_out(self, base: Document, graph: SceneGraph, restraint: Restraint | None = None) -> int:
        """See `Inference.try_out`."""
        job = next(self._jobs)
        self._channel.send(TrialWish(job, base, graph, restraint))
        return job

    def read_command(self, command: str, graph: SceneGraph) -> int:
        """See `Inference.read_command`."""
        job = next(self._jobs)
        self._channel.send(CommandWish(job, command, graph))
        return job

    def attend(self, document: Document) -> int:
        """See `Inference.attend`."""
        job = next(self._jobs)
        self._channel.send(AttendWish(job, document))
        return job

    def drop_trials(self) -> None:
        """See `Inference.drop_trials`."""
        self._channel.send(NoTrialsWish(next(self._jobs)))

    def cancel(self) -> None:
        """See `Inference.cancel`."""
        self._channel.send(NoPaintWish())

    def close(self) -> None:
        """See `Inference.close`."""
        self._channel.close()

    def _deliver(self, answer: Answer) -> None:
        """Tells of an answer; Qt carries it over to the thread of the window."""
        from gui.inference import answers  # Not before the window is there.

        match answer:
            case answers.Loaded(name):
                self.loaded.emit(name)
            case answers.TextRead(job, read, before):
                self.text_read.emit(job, read, before)
            case answers.StagePainted(job, stage, picture):
                self._last_stage = picture
                self.stage_painted.emit(job, stage, picture)
            case answers.Painted(job, seconds, first):
                self.painted.emit(job, self._last_stage, seconds, first)
            case answers.Tried(job, picture):
                self.tried.emit(job, picture)
            case answers.Attended(job, maps):
                self.attended.emit(job, maps)
            case answers.CommandRead(job, graph):
                self.command_read.emit(job, graph)
            case answers.Failed(job, message):
                self.failed.emit(job, message)
            case answers.Broken(job, kind, trace):
                _LOG.error("job %d failed\n%s", job, trace)
                self.failed.emit(job, _broken(kind))


def _broken(kind: str) -> str:
    return tr(
        "Something went wrong inside ({kind}). Your work is kept: undo the last "
        "change, or save and start the editor again.",
        kind=kind,
    )
