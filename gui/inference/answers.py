"""What comes back for wishes; plain values that can cross from one process to another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gui.inference.interface import ReadText
from scenegan.graph import SceneGraph
from scenegan.rendering.picture import Picture

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Loaded:
    """The model is there."""

    name: str


@dataclass(frozen=True)
class TextRead:
    """A text was read, and the one before it if there was one that could be read."""

    job: int
    answer: ReadText
    before: ReadText | None


@dataclass(frozen=True)
class StagePainted:
    """A stage of a picture, counted from 0."""

    job: int
    stage: int
    picture: Picture


@dataclass(frozen=True)
class Painted:
    """The stage that came last was the last one.

    Attributes:
        job: of the picture.
        seconds: that all of it took.
        first: seconds until its first stage.
    """

    job: int
    seconds: float
    first: float


@dataclass(frozen=True)
class Tried:
    """The picture of a trial."""

    job: int
    picture: Picture


@dataclass(frozen=True)
class Attended:
    """What the painter attends to: [H, W] in 0..1 for each node; None where it does not tell."""

    job: int
    maps: Mapping[str, NDArray[np.float32]] | None


@dataclass(frozen=True)
class CommandRead:
    """The graph that a command makes of another one."""

    job: int
    graph: SceneGraph


@dataclass(frozen=True)
class Failed:
    """A job failed in a way that the message explains to a user."""

    job: int
    message: str


@dataclass(frozen=True)
class Broken:
    """A job failed in a way that nobody thought of.

    Attributes:
        job: which one.
        kind: name of the class of the error.
        trace: where it happened, for the log.
    """

    job: int
    kind: str
    trace: str


Answer = (
    Loaded | TextRead | StagePainted | Painted | Tried | Attended | CommandRead | Failed | Broken
)


def final_job(answer: Answer) -> int | None:
    """Returns the number of the job that is over with this answer; None if none is."""
    return None if isinstance(answer, Loaded | StagePainted) else answer.job
