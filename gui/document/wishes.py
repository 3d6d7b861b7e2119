"""What the inference's worker shall do next; the latest wish wins."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from threading import Condition

from scenegan.graph import Document, SceneGraph
from scenegan.rendering.restraint import Restraint

LOAD, WARM_UP = "load", "warm up"
"""Wishes that every worker begins with: the model, and what makes the first text quick."""


@dataclass(frozen=True)
class PaintWish:
    """A picture of an edited document."""

    job: int
    base: Document
    graph: SceneGraph
    stages: int
    restraint: Restraint | None = None


@dataclass(frozen=True)
class TrialWish:
    """A picture that may wait."""

    job: int
    base: Document
    graph: SceneGraph
    restraint: Restraint | None = None


@dataclass(frozen=True)
class TextWish:
    """A text to be read, and the one before it."""

    job: int
    text: str
    before: str


@dataclass(frozen=True)
class CommandWish:
    """A short command to be read as an edit of a graph."""

    job: int
    command: str
    graph: SceneGraph


@dataclass(frozen=True)
class AttendWish:
    """What the painter attends to in a document that was painted."""

    job: int
    document: Document


class Wishes:
    """What the worker shall do next: one text, one picture, and any number of trials wait."""

    def __init__(self) -> None:
        """Starts with the wishes that the model be loaded, and then all else be prepared."""
        self._changed = Condition()
        self._text: TextWish | None = None
        self._command: CommandWish | None = None
        self._attend: AttendWish | None = None
        self._paint: PaintWish | None = None
        self._latest_paint = 0
        self._trials: deque[TrialWish] = deque()
        self._dropped = 0
        self._load = self._warm_up = True
        self._open = True

    def put_text(self, text: TextWish) -> None:
        """Wishes for a text to be read, instead of one that waits."""
        with self._changed:
            self._text = text
            self._changed.notify()

    def put_command(self, command: CommandWish) -> None:
        """Wishes for a command to be read, instead of one that waits."""
        with self._changed:
            self._command = command
            self._changed.notify()

    def put_attend(self, attend: AttendWish) -> None:
        """Wishes for what the painter attends to, instead of one that waits."""
        with self._changed:
            self._attend = attend
            self._changed.notify()

    def put_paint(self, paint: PaintWish | None) -> None:
        """Wishes for a picture, instead of one that waits; None for none."""
        with self._changed:
            self._paint = paint
            self._latest_paint = paint.job if paint else 0
            self._changed.notify()

    def put_trial(self, trial: TrialWish, first: bool = False) -> None:
        """Adds a trial to those that wait, unless it was dropped already."""
        with self._changed:
            if trial.job > self._dropped:
                (self._trials.appendleft if first else self._trials.append)(trial)
                self._changed.notify()

    def drop_trials(self, latest: int) -> None:
        """Forgets all trials up to a job."""
        with self._changed:
            self._trials.clear()
            self._dropped = latest

    def wants_trial(self, job: int) -> bool:
        """Whether a trial was not dropped meanwhile."""
        with self._changed:
            return self._open and job > self._dropped

    def is_pressed(self) -> bool:
        """Whether something waits that a trial must give way to."""
        with self._changed:
            return not self._open or self._paint is not None or self._text is not None

    def close(self) -> None:
        """Ends all wishes."""
        with self._changed:
            self._open = False
            self._latest_paint = 0
            self._changed.notify()

    def take_text(self) -> TextWish | None:
        """Takes the text that waits, if there is one."""
        with self._changed:
            text, self._text = self._text, None
            return text

    def wants(self, job: int) -> bool:
        """Whether a picture is still the latest wish."""
        with self._changed:
            return self._open and job == self._latest_paint

    def take(self) -> TextWish | CommandWish | PaintWish | AttendWish | TrialWish | str | None:
        """Waits for the next wish; None to end.

        A text comes first, then the loading of the model, a picture, a command, what is attended
        to, a trial, and once, when there is nothing else, what prepares for later wishes.
        """
        with self._changed:
            self._changed.wait_for(lambda: not self._open or self._waits())
            if not self._open:
                return None
            if self._text:
                text, self._text = self._text, None
                return text
            if self._load:
                self._load = False
                return LOAD
            if self._paint:
                paint, self._paint = self._paint, None
                return paint
            if self._command:
                command, self._command = self._command, None
                return command
            if self._attend:
                attend, self._attend = self._attend, None
                return attend
            if self._trials:
                return self._trials.popleft()
            self._warm_up = False
            return WARM_UP

    def _waits(self) -> bool:
        one = self._text or self._load or self._paint or self._command or self._attend
        return bool(one or self._trials or self._warm_up)
