"""One process that serves wishes, as seen from the window."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable
from contextlib import suppress
from threading import Thread

from gui.inference.answers import Answer
from gui.inference.child import serve
from gui.inference.server import Skills
from gui.inference.wishes import Wish

_GRACE_SECONDS = 1.0
"""How long the process may go on painting when it shall end, and then again until it is killed."""


class ServedProcess:
    """Starts a process and listens to it, in a thread."""

    def __init__(
        self,
        make_skills: Callable[[], Skills],
        hear: Callable[[Answer], None],
        ended: Callable[[ServedProcess], None],
    ) -> None:
        """Prepares all.

        Args:
            make_skills: called in the process; must be picklable.
            hear: called with each answer.
            ended: called when the process is gone for whatever reason.
        """
        context = multiprocessing.get_context("spawn")
        self._pipe, self._far_end = context.Pipe()
        self._process = context.Process(
            target=serve, args=(self._far_end, make_skills), name="scenegan-inference", daemon=True
        )
        self._hear, self._ended = hear, ended
        self._listener = Thread(target=self._listen, name="answers", daemon=True)

    @property
    def id(self) -> int | None:
        """Of the process; None while it is not started."""
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        """How it ended: minus the number of the signal that killed it; None where it runs."""
        return self._process.exitcode

    def begin(self) -> None:
        """Starts the process without waiting for it."""
        self._listener.start()

    def send(self, wish: Wish | None) -> None:
        """Sends a wish, or None to end; one that is gone hears nothing, and `ended` tells of it."""
        with suppress(OSError):
            self._pipe.send(wish)

    def kill(self) -> None:
        """Kills the process; `ended` is called as where it dies by itself."""
        if self._process.pid is not None:
            self._process.kill()

    def end(self) -> None:
        """Asks the process to end, and returns when it is gone: if need be by force."""
        self.send(None)
        self._listener.join(_GRACE_SECONDS)
        for stop in (self._process.terminate, self._process.kill):
            if self._listener.is_alive() and self._process.pid is not None:
                stop()
                self._listener.join(_GRACE_SECONDS)

    def _listen(self) -> None:
        with suppress(OSError):
            self._start()
            with suppress(EOFError):
                while True:
                    self._hear(self._pipe.recv())
        self._far_end.close()
        if self._process.pid is not None:
            self._process.join()
        self._ended(self)
        self._pipe.close()

    def _start(self) -> None:
        """Starts the process so that it never hears Ctrl-C, which is for the window alone."""
        if hasattr(signal, "pthread_sigmask"):
            from multiprocessing import resource_tracker

            resource_tracker.ensure_running()  # It would free the signals of this thread.
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        self._process.start()
        self._far_end.close()  # Else the end of the process would not end what is read of it.
