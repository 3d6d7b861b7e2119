"""What the editor asks of whatever reads its texts and paints its documents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from scenegan.graph import Document, Reading, SceneGraph
from scenegan.rendering.restraint import Restraint

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

LOADING = 0
"""Number of the job that loads the model, for its failure."""

ALL_STAGES = 3
"""Of the painter: 64, 128 and 256 pixels."""


@dataclass(frozen=True)
class ReadText:
    """A text that was read."""

    text: str
    graph: SceneGraph
    reading: Reading


class Inference(Protocol):
    """Reads texts and paints documents without ever keeping the caller waiting.

    Signals:
        loaded(str): the model's name; again where it had to be loaded again.
        text_read(int, object, object): job, `ReadText`, and that of the text before it or None.
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
        """Ends the work; returns when it has ended."""
