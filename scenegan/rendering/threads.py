"""Work that one thread does: pictures that go to files, and the planning of layouts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def one_thread() -> Iterator[None]:
    """Lets torch compute with one thread, and gives other users of it their threads back.

    Sums are taken in another order by another number of threads, and the last bits of a picture
    change with it. `scenegan draw` and every worker of `scenegan render` have one, so that equal
    pictures have equal bytes, and so has all planning (`Pipeline`).
    """
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)
