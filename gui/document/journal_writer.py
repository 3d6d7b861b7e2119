"""Writes the journal in a thread of its own: no window waits for a disk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock, Thread

from gui.document.journal import Journal, drop
from scenegan.errors import SceneGANError
from scenegan.graph import Document


@dataclass(frozen=True)
class _Wish:
    """What shall be written of a document; None where its entry shall go."""

    document: Document | None
    path: Path | None = None
    changes: int = 0
    supersedes: tuple[Path, ...] = ()


class JournalWriter:
    """Takes wishes without a wait, and fulfils them in turn, the latest of each document alone.

    The thread is there while there is something to write; a program that ends waits for it.
    """

    def __init__(self, journal: Journal, failed: Callable[[str], object]) -> None:
        """Starts idle.

        Args:
            journal: what is written; nobody else may write it meanwhile.
            failed: called in the thread with what could not be written and why.
        """
        self._journal, self._failed = journal, failed
        self._lock = Lock()
        self._wishes: dict[int, _Wish] = {}
        self._thread: Thread | None = None

    def write(
        self,
        document: Document,
        path: Path | None,
        changes: int,
        key: int = 0,
        supersedes: tuple[Path, ...] = (),
    ) -> None:
        """Asks for the entry of a document; see `Journal.write`.

        Args:
            document: as it is now.
            path: its file, if it has one.
            changes: number of steps since it was opened.
            key: of the document among those that are open.
            supersedes: entries of earlier programs that go once this one is on the disk.
        """
        self._put(key, _Wish(document, path, changes, supersedes))

    def discard(self, key: int) -> None:
        """Asks that the entry of a document go: it is saved, or was given up."""
        self._put(key, _Wish(None))

    def finish(self) -> None:
        """Returns when all that was asked for is done."""
        thread = self._thread
        if thread is not None:
            thread.join()

    def _put(self, key: int, wish: _Wish) -> None:
        with self._lock:
            waiting = self._wishes.pop(key, None)
            if waiting is not None:
                wish = replace(wish, supersedes=(*waiting.supersedes, *wish.supersedes))
            self._wishes[key] = wish
            if self._thread is None:
                self._thread = Thread(target=self._work, name="journal")
                self._thread.start()

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._wishes:
                    self._thread = None
                    return
                key = next(iter(self._wishes))
                wish = self._wishes.pop(key)
            self._fulfil(key, wish)

    def _fulfil(self, key: int, wish: _Wish) -> None:
        if wish.document is None:
            self._journal.discard(key)
        else:
            try:
                self._journal.write(wish.document, wish.path, wish.changes, key)
            except SceneGANError as error:
                self._failed(str(error))
                return
        for entry in wish.supersedes:
            drop(entry)
