"""What shall be done next for the editor; the latest wish wins."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from threading import Condition

from scenegan.graph import Document, SceneGraph
from scenegan.rendering.restraint import Restraint

LOAD, WARM_UP = "load", "warm up"
"""Wishes that all begins with: the model, and what makes the first text quick."""


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


@dataclass(frozen=True)
class NoPaintWish:
    """No picture any more, but what is tried out."""


@dataclass(frozen=True)
class NoTrialsWish:
    """No trials up to a job any more."""

    latest: int


Asking = TextWish | CommandWish | PaintWish | AttendWish | TrialWish
"""Wishes that are answered."""
Wish = Asking | NoPaintWish | NoTrialsWish


class Wishes:
    """What shall be done next: one of each kind of wish waits, and any number of trials."""

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

    def put(self, wish: Wish) -> None:
        """Takes a wish, instead of one of its kind that waits; trials all wait."""
        with self._changed:
            match wish:
                case TextWish():
                    self._text = wish
                case CommandWish():
                    self._command = wish
                case AttendWish():
                    self._attend = wish
                case PaintWish():
                    self._paint, self._latest_paint = wish, wish.job
                case NoPaintWish():
                    self._paint, self._latest_paint = None, 0
                case NoTrialsWish():
                    self._trials.clear()
                    self._dropped = wish.latest
                case TrialWish() if wish.job > self._dropped:
                    self._trials.append(wish)
            self._changed.notify()

    def put_back(self, trial: TrialWish) -> None:
        """Takes a trial that was begun, before all others, unless it was dropped meanwhile."""
        with self._changed:
            if trial.job > self._dropped:
                self._trials.appendleft(trial)

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

    def take(self) -> Asking | str | None:
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
