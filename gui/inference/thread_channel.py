"""Serves wishes in a thread of this process: for painters that need no process of their own."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread

from gui.inference.answers import Answer
from gui.inference.server import Server, Skills
from gui.inference.wishes import Wish, Wishes


class ThreadChannel:
    """`Channel` to a thread."""

    def __init__(self, skills: Skills) -> None:
        """Begins with `open`; the skills are used in the thread alone."""
        self._skills = skills
        self._wishes = Wishes()
        self._thread: Thread | None = None

    def open(self, deliver: Callable[[Answer], None]) -> None:
        """See `Channel.open`."""
        server = Server(self._skills, self._wishes, deliver)
        self._thread = Thread(target=server.serve, name="inference", daemon=True)
        self._thread.start()

    def send(self, wish: Wish) -> None:
        """See `Channel.send`."""
        self._wishes.put(wish)

    def close(self) -> None:
        """See `Channel.close`; waits for the stage that is painted."""
        self._wishes.close()
        if self._thread is not None:
            self._thread.join()
