"""Candidates that are painted one after the other, in the background."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from gui.inference.interface import Inference
from gui.variations.candidates import Candidate


class VariationRun(QObject):
    """Paints one set of candidates; another set takes its place at once.

    Signals:
        painted(int, object): place of a candidate, its `Picture`.
        progressed(int, int): how many are done, of how many.
        failed(int, str): place of a candidate, why it could not be painted.
    """

    painted = Signal(int, object)
    progressed = Signal(int, int)
    failed = Signal(int, str)

    def __init__(self, inference: Inference, parent: QObject | None = None) -> None:
        """Paints with the editor's own worker, whenever that has nothing else to do."""
        super().__init__(parent)
        self._inference = inference
        self._places: dict[int, int] = {}
        self._total = self._done = 0
        inference.tried.connect(self._tried)
        inference.failed.connect(self._failed)

    @property
    def is_running(self) -> bool:
        """Whether candidates wait."""
        return bool(self._places)

    def start(self, candidates: Sequence[Candidate]) -> None:
        """Paints these, and no longer those before."""
        self.cancel()
        self._total, self._done = len(candidates), 0
        self._places = {
            self._inference.try_out(c.base, c.graph, c.restraint): place
            for place, c in enumerate(candidates)
        }
        self.progressed.emit(0, self._total)

    def cancel(self) -> None:
        """Paints no more of them."""
        if self._places:
            self._places = {}
            self._inference.drop_trials()

    def _tried(self, job: int, picture: object) -> None:
        place = self._places.pop(job, None)
        if place is not None:
            self._done += 1
            self.painted.emit(place, picture)
            self.progressed.emit(self._done, self._total)

    def _failed(self, job: int, message: str) -> None:
        place = self._places.pop(job, None)
        if place is not None:
            self._done += 1
            self.failed.emit(place, message)
            self.progressed.emit(self._done, self._total)
