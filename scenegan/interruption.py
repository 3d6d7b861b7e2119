"""Stopping long work politely: what is in hand is finished and kept."""

from __future__ import annotations

import signal
import threading
from types import FrameType, TracebackType


class Interruption:
    """While it is entered, Ctrl-C and SIGTERM only set `asked`; a second Ctrl-C stops at once.

    Only the main thread gets signals; entered in another one, it changes nothing.
    """

    def __init__(self) -> None:
        """Nothing was asked yet."""
        self.asked = False
        self._before: dict[signal.Signals, object] = {}

    def __enter__(self) -> Interruption:
        """Takes over the signals."""
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM):
                self._before[number] = signal.signal(number, self._ask)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Gives the signals back."""
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]

    def _ask(self, number: int, frame: FrameType | None) -> None:
        if self.asked and number == signal.SIGINT:
            raise KeyboardInterrupt
        self.asked = True
