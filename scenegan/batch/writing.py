"""Brings finished pictures to the disk while the next ones are drawn."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self

from scenegan.batch.drawing import Drawn
from scenegan.batch.journal import Journal
from scenegan.batch.stores import Store

_MOST_WAITING = 8


class PictureWriter:
    """Writes pictures in a thread of its own: first the files, then the line of the manifest.

    So every name in the manifest exists, and a picture that was written without its line is
    written again after a crash, with the same bytes.
    """

    def __init__(self, store: Store, manifest: Journal, written: Callable[[], None]) -> None:
        """Starts the thread.

        Args:
            store: where pictures go.
            manifest: gets a line for each.
            written: called after each picture, in the writer's thread.
        """
        self._store = store
        self._manifest = manifest
        self._written = written
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._waiting: deque[Future[None]] = deque()

    def __enter__(self) -> Self:
        """Returns the writer."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Waits until all is written.

        Raises:
            FileError: if something could not be.
        """
        self._thread.shutdown(wait=True)
        if kind is None:
            for future in self._waiting:
                future.result()

    def put(self, drawn: Drawn) -> None:
        """Takes a picture to write; waits while the disk is far behind.

        Raises:
            FileError: if an earlier picture could not be written.
        """
        while self._waiting and (len(self._waiting) > _MOST_WAITING or self._waiting[0].done()):
            self._waiting.popleft().result()
        self._waiting.append(self._thread.submit(self._write, drawn))

    def _write(self, drawn: Drawn) -> None:
        self._manifest.append(self._store.keep(drawn))
        self._written()
