"""Serves the editor's wishes one after another: knows the model, but neither Qt nor processes."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol, cast

from gui.inference.answers import (
    Answer,
    Attended,
    Broken,
    CommandRead,
    Failed,
    Loaded,
    Painted,
    StagePainted,
    TextRead,
    Tried,
)
from gui.inference.interface import LOADING, ReadText
from gui.inference.wishes import (
    LOAD,
    AttendWish,
    CommandWish,
    PaintWish,
    TextWish,
    TrialWish,
    Wishes,
)
from scenegan.errors import SceneGANError
from scenegan.graph import Document, Reading, SceneGraph
from scenegan.rendering.picture import Picture
from scenegan.rendering.restraint import Restraint

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SIDE = 256
"""Pixels across that every document is shown with, whatever side it was drawn with before."""


class Parsed(Protocol):
    """A text that was read."""

    @property
    def text(self) -> str:
        """As it was written."""

    @property
    def graph(self) -> SceneGraph:
        """What it says."""

    @property
    def reading(self) -> Reading:
        """How it was understood."""


class Painter(Protocol):
    """What the editor asks of `scenegan.rendering.Pipeline`."""

    @property
    def name(self) -> str:
        """Of the model."""

    def draw_stages(self, what: Document, *, restraint: Restraint) -> Iterator[Picture]:
        """Completes, lays out and paints, with parts held back."""

    def redraw_stages(
        self, document: Document, edit: SceneGraph, *, restraint: Restraint
    ) -> Iterator[Picture]:
        """Paints an edited graph over the places of a document, its parts held back."""


class Attentive(Protocol):
    """A painter that tells what its pixels attend to; not every one does."""

    def attention(self, document: Document) -> Mapping[str, NDArray[np.float32]]:
        """Returns a map [H, W] in 0..1 for each node."""


@dataclass(frozen=True)
class Skills:
    """What wishes are served with.

    Attributes:
        load: gives the painter.
        read: gives the graph of a text.
        command: gives the graph that a command makes of another one.
        warm_up: prepares for the first text.
    """

    load: Callable[[], Painter]
    read: Callable[[str], Parsed]
    command: Callable[[str, SceneGraph], SceneGraph]
    warm_up: Callable[[], object] = lambda: None


class Server:
    """Serves wishes until they are closed."""

    def __init__(self, skills: Skills, wishes: Wishes, answer: Callable[[Answer], None]) -> None:
        """Begins with nothing loaded; `answer` is called in the thread of `serve`."""
        self._skills = skills
        self._wishes = wishes
        self._answer = answer
        self._painter: Painter | None = None
        self._last_read: tuple[str, ReadText] | None = None

    def serve(self) -> None:
        """Returns when the wishes are closed."""
        while (wish := self._wishes.take()) is not None:
            match wish:
                case PaintWish():
                    self._guarded(wish.job, partial(self._paint, wish))
                case TextWish():
                    self._read(wish)
                case CommandWish():
                    self._guarded(wish.job, partial(self._read_command, wish))
                case AttendWish():
                    self._guarded(wish.job, partial(self._attend, wish))
                case TrialWish():
                    self._guarded(wish.job, partial(self._try_out, wish))
                case _:
                    prepare = self._loaded_painter if wish == LOAD else self._skills.warm_up
                    self._guarded(LOADING, prepare)

    def _read(self, wish: TextWish) -> None:
        def read() -> None:
            answer = self._read_text(wish.text)
            before = self._read_before(wish.before)
            self._last_read = (wish.text, answer)
            self._answer(TextRead(wish.job, answer, before))

        self._guarded(wish.job, read)

    def _read_text(self, text: str) -> ReadText:
        parsed = self._skills.read(text)
        return ReadText(parsed.text, parsed.graph, parsed.reading)

    def _read_before(self, text: str) -> ReadText | None:
        """The earlier text, out of memory where it was the last one that was read."""
        if not text:
            return None
        if self._last_read is not None and self._last_read[0] == text:
            return self._last_read[1]
        try:
            return self._read_text(text)
        except SceneGANError:
            return None

    def _read_command(self, wish: CommandWish) -> None:
        self._answer(CommandRead(wish.job, self._skills.command(wish.command, wish.graph)))

    def _loaded_painter(self) -> Painter:
        """The model; where loading failed before, it is tried again."""
        if self._painter is None:
            self._painter = self._skills.load()
            self._answer(Loaded(self._painter.name))
        return self._painter

    def _paint(self, wish: PaintWish) -> None:
        self._loaded_painter()
        start = time.perf_counter()
        first = 0.0
        for stage, picture in enumerate(self._stages(wish)):
            first = first or time.perf_counter() - start
            waiting = self._wishes.take_text()
            if waiting:
                self._read(waiting)
            if not self._wishes.wants(wish.job):
                return
            self._answer(StagePainted(wish.job, stage, picture))
            if stage + 1 >= wish.stages:
                break
        self._answer(Painted(wish.job, time.perf_counter() - start, first))

    def _stages(self, wish: PaintWish | TrialWish) -> Iterator[Picture]:
        painter, recipe = self._loaded_painter(), wish.base.recipe
        base = wish.base.model_copy(update={"recipe": recipe.model_copy(update={"size": SIDE})})
        restraint = wish.restraint or Restraint()
        if base.layout:
            return painter.redraw_stages(base, wish.graph, restraint=restraint)
        return painter.draw_stages(base.with_graph(wish.graph), restraint=restraint)

    def _attend(self, wish: AttendWish) -> None:
        painter = self._loaded_painter()
        tells = hasattr(painter, "attention")
        maps = cast(Attentive, painter).attention(wish.document) if tells else None
        self._answer(Attended(wish.job, maps))

    def _try_out(self, wish: TrialWish) -> None:
        """Paints a trial, unless something comes up that must not wait: then it waits itself."""
        last: Picture | None = None
        for picture in self._stages(wish):
            last = picture
            if not self._wishes.wants_trial(wish.job):
                return
            if self._wishes.is_pressed():
                self._wishes.put_back(wish)
                return
        if last is not None:
            self._answer(Tried(wish.job, last))

    def _guarded(self, job: int, action: Callable[[], object]) -> None:
        """Turns whatever goes wrong into an answer; serving itself never ends by it."""
        try:
            action()
        except SceneGANError as error:
            self._answer(Failed(job, str(error)))
        except Exception as error:
            self._answer(Broken(job, type(error).__name__, traceback.format_exc()))
