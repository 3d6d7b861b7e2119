"""Keeps a process that serves: starts another one where it dies, and tells whose job was lost."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Lock

from gui.inference.answers import Answer, Failed, Loaded, StagePainted, Tried
from gui.inference.interface import LOADING
from gui.inference.outstanding import Outstanding
from gui.inference.served_process import ServedProcess
from gui.inference.server import Skills
from gui.inference.shared_places import share_places
from gui.inference.wishes import NoPaintWish, NoTrialsWish, PaintWish, TrialWish, Wish
from gui.style.translation import tr

_LOG = logging.getLogger("scenegan.editor")

TRIES = 3
"""How often in a row the process may die before the model is loaded."""


class Supervisor:
    """Sends wishes to a process and takes its answers.

    One thread calls `begin`, `send` and `end`; answers and the death of the process come in that of
    the process's listener.
    """

    def __init__(
        self, make_skills: Callable[[], Skills], deliver: Callable[[Answer], None]
    ) -> None:
        """Begins with `begin`.

        Args:
            make_skills: called in the process; must be picklable.
            deliver: called with each answer, until `end`.
        """
        self._make_skills = make_skills
        self._deliver = deliver
        self._lock = Lock()  # Of all that follows.
        self._outstanding = Outstanding()
        self._served: ServedProcess | None = None
        self._is_loading, self._deaths = True, 0
        self._ended = False

    @property
    def process_id(self) -> int | None:
        """Of the process that serves; None where there is none."""
        with self._lock:
            return self._served.id if self._served is not None else None

    def begin(self) -> ServedProcess | None:
        """Starts a process; where that was tried often enough, tells so instead."""
        with self._lock:
            if self._deaths < TRIES:
                self._is_loading = True
                self._served = ServedProcess(self._make_skills, self._hear, self._bury)
                self._served.begin()
                return self._served
            lost = self._outstanding.take_all()
        self._tell(*(Failed(job, _gave_up()) for job in lost))
        return None

    def send(self, wish: Wish) -> None:
        """Sends a wish, to a new process if the last one died."""
        with self._lock:
            self._outstanding.add(wish)
            served = self._served
        if served is None and not isinstance(wish, NoPaintWish | NoTrialsWish):
            served = self.begin()
        if served is not None:
            served.send(wish)

    def end(self) -> None:
        """Returns when there is no process any more, and nothing is delivered."""
        with self._lock:
            self._ended = True
            served = self._served
        if served is not None:
            served.end()

    def kill(self) -> None:
        """Kills the process, as where it does not even take wishes."""
        with self._lock:
            self._ended = True
            if self._served is not None:
                self._served.kill()

    def _hear(self, answer: Answer) -> None:
        with self._lock:
            if isinstance(answer, Loaded):
                self._is_loading, self._deaths = False, 0
            shared = self._shared(answer)
            self._outstanding.settle(answer)
        self._tell(shared)

    def _shared(self, answer: Answer) -> Answer:
        if not isinstance(answer, StagePainted | Tried):
            return answer
        wish = self._outstanding.wish(answer.job)
        if not isinstance(wish, PaintWish | TrialWish):
            return answer
        picture = share_places(answer.picture, wish)
        if isinstance(answer, Tried):
            return Tried(answer.job, picture)
        return StagePainted(answer.job, answer.stage, picture)

    def _bury(self, served: ServedProcess) -> None:
        """Tells each wish that was not answered that the process died, if nobody ended it."""
        with self._lock:
            self._served = None
            if self._ended:
                return
            self._deaths += self._is_loading
            over = self._deaths >= TRIES
            lost = self._outstanding.take_all()
        _LOG.error("the process that paints ended with code %s", served.exit_code)
        message = _gave_up() if over else _died()
        jobs = [LOADING, *lost] if over else lost or [LOADING]
        self._tell(*(Failed(job, message) for job in jobs))

    def _tell(self, *answers: Answer) -> None:
        for answer in answers:
            if not self._ended:
                self._deliver(answer)


def _died() -> str:
    return tr(
        "The painter stopped unexpectedly, perhaps for want of memory. It starts again with your "
        "next change."
    )


def _gave_up() -> str:
    return tr(
        "The painter stopped again and again while it was loaded, perhaps for want of memory. "
        "Close other programs, save, and start the editor again."
    )
