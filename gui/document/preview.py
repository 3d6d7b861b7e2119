"""What an edit would look like, before it is one: painted to the first stage while one drags."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from gui.document.model import Change, DocumentModel, Edit
from gui.inference.interface import Inference
from scenegan.errors import GraphError
from scenegan.graph import Document, SceneGraph


@dataclass(frozen=True)
class _Wish:
    base: Document
    graph: SceneGraph
    stages: int


class Preview(QObject):
    """Lets one picture be painted at a time, and then the latest that was asked for meanwhile.

    So the picture follows a pointer that moves faster than a stage is painted. Nothing of this
    becomes a step.

    Signals:
        ready(object): the picture of a wish; stages of one wish that came before its last are
            left out.
    """

    ready = Signal(object)

    def __init__(self, model: DocumentModel, inference: Inference) -> None:
        """Paints over the current step of `model`."""
        super().__init__()
        self._model = model
        self._inference = inference
        self._job = 0
        self._next: _Wish | None = None
        inference.painted.connect(self._painted)
        inference.failed.connect(self._failed)
        model.subscribe(self._changed)

    def ask(self, edit: Edit, stages: int = 1) -> None:
        """Asks for the picture of an edit, as far as `stages`; one that cannot be made is none."""
        step = self._model.current
        base = step.document if step.held is not None else step.base
        try:
            wish = _Wish(base, edit(self._model.graph), stages)
        except GraphError:
            return
        self._next = wish
        if not self._job:
            self._send()

    def stop(self) -> None:
        """Forgets what was asked for; an answer that comes late is dropped."""
        self._job, self._next = 0, None

    def _send(self) -> None:
        wish, self._next = self._next, None
        if wish is not None:
            self._job = self._inference.paint(wish.base, wish.graph, wish.stages)

    def _painted(self, job: int, picture: object, *_: object) -> None:
        if job and job == self._job:
            self._job = 0
            self.ready.emit(picture)
            self._send()

    def _failed(self, job: int, message: str) -> None:
        if job and job == self._job:
            self._job = 0
            self._send()

    def _changed(self, change: Change) -> None:
        if change is Change.STEP:  # Its painting took the place of what was asked for here.
            self.stop()
