"""What the program had to tell: the list behind the bell; plain Python."""

from __future__ import annotations

import platform
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from gui.style.translation import tr
from scenegan import __version__

_MOST = 50


@dataclass(frozen=True)
class Notice:
    """One thing that was told.

    Attributes:
        text: what happened, where, and what to do.
        time: seconds since 1970.
        failed: whether something went wrong, rather than being offered or said.
        seen: whether the list was opened since.
    """

    text: str
    time: float
    failed: bool
    seen: bool = False

    @property
    def clock(self) -> str:
        """The time of the day, as the user has it."""
        return time.strftime("%H:%M", time.localtime(self.time))


class Notices:
    """The newest first; old ones go."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        """Starts empty; `clock` gives seconds since 1970."""
        self._clock = clock
        self._told: list[Notice] = []
        self._observers: list[Callable[[], None]] = []

    def subscribe(self, observer: Callable[[], None]) -> None:
        """Calls `observer` after each change."""
        self._observers.append(observer)

    @property
    def told(self) -> tuple[Notice, ...]:
        """All of them, the newest first."""
        return tuple(self._told)

    @property
    def unseen(self) -> int:
        """How many failures nobody has looked at."""
        return sum(n.failed and not n.seen for n in self._told)

    def add(self, text: str, failed: bool = True) -> None:
        """Notes what was told; the same thing twice in a row is noted once."""
        if self._told and self._told[0].text == text:
            del self._told[0]
        self._told.insert(0, Notice(text, self._clock(), failed))
        del self._told[_MOST:]
        self._tell()

    def mark_seen(self) -> None:
        """Notes that the list was looked at."""
        self._told = [replace(n, seen=True) for n in self._told]
        self._tell()

    def clear(self) -> None:
        """Forgets all."""
        self._told.clear()
        self._tell()

    def details(self) -> str:
        """Returns a text for a report: the program, the machine, and what was told."""
        program = f"SceneGAN {__version__}, Python {platform.python_version()}"
        lines = [f"{program}, {platform.platform()}"]
        lines += [f"{n.clock}  {n.text}" for n in self._told] or [tr("No notices.")]
        return "\n".join(lines)

    def _tell(self) -> None:
        for observer in tuple(self._observers):
            observer()
