"""Serves wishes in a process of its own; the window waits for nothing of it."""

from __future__ import annotations

from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING

from gui.inference.wishes import Wish

if TYPE_CHECKING:
    from gui.inference.answers import Answer
    from gui.inference.server import Skills
    from gui.inference.supervisor import Supervisor

_PATIENCE = 5.0
"""Seconds that the process is given to end before it is killed; it ends within two, if at all."""


class ProcessChannel:
    """`Channel` to a process, through a thread that starts it and sends the wishes."""

    def __init__(self, make_skills: Callable[[], Skills]) -> None:
        """Begins with `open`.

        Args:
            make_skills: called in the process; must be picklable.
        """
        self._make_skills = make_skills
        self._wishes: SimpleQueue[Wish | None] = SimpleQueue()
        self._supervisor: Supervisor | None = None
        self._sender: Thread | None = None
        self._closed = False

    def open(self, deliver: Callable[[Answer], None]) -> None:
        """See `Channel.open`; the process is started at once."""
        self._sender = Thread(target=self._send_all, args=(deliver,), name="wishes", daemon=True)
        self._sender.start()

    def send(self, wish: Wish) -> None:
        """See `Channel.send`."""
        self._wishes.put(wish)

    def close(self) -> None:
        """See `Channel.close`; what is painted gets a moment to end."""
        self._closed = True
        self._wishes.put(None)
        if self._sender is not None:
            self._sender.join(_PATIENCE)
            if self._supervisor is not None:
                self._supervisor.kill()
            self._sender.join()

    @property
    def process_id(self) -> int | None:
        """Of the process that serves; None where there is none."""
        return self._supervisor.process_id if self._supervisor is not None else None

    def _send_all(self, deliver: Callable[[Answer], None]) -> None:
        from gui.inference.supervisor import Supervisor  # Not before the window is there.

        self._supervisor = supervisor = Supervisor(self._make_skills, deliver)
        supervisor.begin()
        while (wish := self._wishes.get()) is not None and not self._closed:
            supervisor.send(wish)
        supervisor.end()
