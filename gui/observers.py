"""Who is told of changes: plain Python, for everything in the editor that can be watched."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Generic, ParamSpec

P = ParamSpec("P")


class Observers(Generic[P]):
    """Functions that are called after each change, in the order in which they came."""

    def __init__(self) -> None:
        """Starts with none."""
        self._all: list[Callable[P, None]] = []

    def add(self, observer: Callable[P, None]) -> Callable[[], None]:
        """Calls `observer` from now on; returns what ends that, once or again."""
        self._all.append(observer)

        def end() -> None:
            if observer in self._all:
                self._all.remove(observer)

        return end

    def tell(self, *args: P.args, **kwargs: P.kwargs) -> None:
        """Calls all; one that is added or ended meanwhile does not change who is called now."""
        for observer in tuple(self._all):
            observer(*args, **kwargs)

    def all(self) -> tuple[Callable[P, None], ...]:
        """Returns who is told."""
        return tuple(self._all)

    def keep(self, kept: Collection[Callable[P, None]] = ()) -> None:
        """Lets all others go, as when the window that they belong to is gone."""
        self._all = [o for o in self._all if o in kept]
