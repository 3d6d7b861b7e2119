"""How far long work has come: a bar in a terminal, a line now and then anywhere else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Protocol

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)

from scenegan.cli.console import messages, say

_SECONDS_BETWEEN_LINES = 10


class Tell(Protocol):
    """Is told how far work has come."""

    def __call__(self, what: str, done: int, total: int, note: str = "") -> None:
        """Shows it.

        Args:
            what: names the work.
            done: steps that are done.
            total: all steps; 0 if nobody knows.
            note: what else there is to say.
        """
        ...


@contextmanager
def progress() -> Iterator[Tell]:
    """Gives a function that shows progress, with rate and time left."""
    if not messages.is_terminal:
        yield _Lines()
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[note]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=messages, transient=True) as bars:
        yield _Bars(bars)


class _Bars:
    """One bar for each work."""

    def __init__(self, bars: Progress) -> None:
        self._bars = bars
        self._works: dict[str, tuple[TaskID, _Rate]] = {}

    def __call__(self, what: str, done: int, total: int, note: str = "") -> None:
        if what not in self._works:
            self._works[what] = (self._bars.add_task(what, note=""), _Rate())
        task, rate = self._works[what]
        said = [f"{rate.after(done):.2f} a second", note]
        self._bars.update(
            task, completed=done, total=total or None, note=", ".join(filter(None, said))
        )


class _Lines:
    """A line when work begins or ends, and every ten seconds."""

    def __init__(self) -> None:
        self._works: dict[str, _Rate] = {}
        self._last = 0.0

    def __call__(self, what: str, done: int, total: int, note: str = "") -> None:
        begins = what not in self._works
        rate = self._works.setdefault(what, _Rate())
        per_second = rate.after(done)
        if begins:
            say(f"{what} ...")
        elif done >= total > 0 or monotonic() - self._last >= _SECONDS_BETWEEN_LINES:
            said = [f"{what}: {done} of {total}", note, _left(per_second, total - done)]
            say(", ".join(filter(None, said)))
        else:
            return
        self._last = monotonic()


def _left(per_second: float, steps: int) -> str:
    if steps <= 0 or per_second <= 0:
        return ""
    minutes = steps / per_second / 60
    return f"{per_second:.2f} a second, about {max(minutes, 1):.0f} min left"


class _Rate:
    """Steps a second since the first one that was told of."""

    def __init__(self) -> None:
        self._start: tuple[float, int] | None = None

    def after(self, done: int) -> float:
        now = monotonic()
        if self._start is None:
            self._start = (now, done)
        start, first = self._start
        return (done - first) / max(now - start, 1e-9)
