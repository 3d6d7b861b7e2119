"""The process that serves the editor's wishes; it knows no Qt, and ends with the window."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from gui.inference.server import Skills
    from gui.inference.wishes import Wishes


def serve(pipe: Connection, make_skills: Callable[[], Skills]) -> None:
    """Serves what comes through a pipe until it ends; then this process ends too.

    Args:
        pipe: gives wishes, or None to end; takes answers.
        make_skills: called here, so that what it imports is imported here alone.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the window, which then ends this.
    from gui.inference.server import Server
    from gui.inference.wishes import Wishes

    wishes = Wishes()
    _listen(pipe, wishes, only_now=True)  # What waits already may come before loading the model.
    Thread(target=_listen, args=(pipe, wishes), name="wishes", daemon=True).start()
    Server(make_skills(), wishes, pipe.send).serve()
    _end()


def _listen(pipe: Connection, wishes: Wishes, only_now: bool = False) -> None:
    """Notes wishes while others are served; without a window nobody needs an answer."""
    try:
        while not only_now or pipe.poll():
            wish = pipe.recv()
            if wish is None:
                wishes.close()
            else:
                wishes.put(wish)
    except (EOFError, OSError):
        _end()


def _end() -> None:
    """Ends at once: tidying away torch and spaCy takes longer than painting."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    os._exit(0)
