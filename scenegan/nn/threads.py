"""How many threads compute: one where pictures go to files and where layouts are planned."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_before: ContextVar[int] = ContextVar("_before", default=1)


@contextmanager
def one_thread() -> Iterator[None]:
    """Lets torch compute with one thread, and gives other users of it their threads back.

    Sums are taken in another order by another number of threads, and the last bits of a picture
    change with it. `scenegan draw` and every worker of `scenegan render` have one, so that equal
    pictures have equal bytes, and so has all planning (`Pipeline`).
    """
    import torch

    before = torch.get_num_threads()
    token = _before.set(before)
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)
        _before.reset(token)


def idle_threads() -> int:
    """Returns how many threads have nothing to do within `one_thread`; 0 elsewhere."""
    return _before.get() - 1
