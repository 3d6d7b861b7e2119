"""The journal: unsaved work beside, never over, the user's files, for after a crash."""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLockFile

from scenegan.atomic_files import write_atomically
from scenegan.errors import SceneGANError
from scenegan.graph import Document, from_dict


@dataclass(frozen=True)
class Recovered:
    """Work that a program left behind when it ended without saying good-bye.

    Attributes:
        document: as it was then.
        path: file that it came from or was saved to, if any.
        changes: number of steps since it was opened.
        time: when it was written, seconds since 1970.
        entry: the file of the journal.
    """

    document: Document
    path: Path | None
    changes: int
    time: float
    entry: Path


class Journal:
    """Writes an entry for each open document; finds those of programs that are gone."""

    def __init__(self, folder: Path) -> None:
        """Makes the folder if it is not there; a folder that cannot be made makes no journal."""
        self.folder = folder
        self._stem = f"{os.getpid()}-{time.time_ns()}"
        self._locks: dict[int, QLockFile] = {}
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)

    def _entry(self, key: int) -> Path:
        return self.folder / f"{self._stem}-{key}.json"

    def write(self, document: Document, path: Path | None, changes: int, key: int = 0) -> None:
        """Replaces the entry of a document.

        Args:
            document: as it is now.
            path: its file, if it has one.
            changes: number of steps since it was opened.
            key: of the document among those that are open.

        Raises:
            FileError: if it cannot be written.
        """
        if key not in self._locks:
            self._locks[key] = _lock_of(self._entry(key))
            self._locks[key].tryLock(0)
        entry = {
            "document": document.model_dump(mode="json"),
            "path": str(path) if path else None,
            "changes": changes,
            "time": time.time(),
        }
        write_atomically(self._entry(key), json.dumps(entry))

    def discard(self, key: int | None = None) -> None:
        """Removes the entry of a document, or all of the program's: saved, or given up."""
        for mine in list(self._locks) if key is None else [key]:
            with suppress(OSError):
                self._entry(mine).unlink(missing_ok=True)
            lock = self._locks.pop(mine, None)
            if lock is not None:
                lock.unlock()

    def find(self) -> list[Recovered]:
        """Returns what dead programs left, the newest first; damaged entries are removed."""
        found = []
        for entry in sorted(self.folder.glob("*.json")):
            lock = _lock_of(entry)
            if entry.name.startswith(self._stem) or not lock.tryLock(0):
                continue
            recovered = _read(entry)
            if recovered is None:
                drop(entry)
            else:
                found.append(recovered)
            lock.unlock()
        return sorted(found, key=lambda r: r.time, reverse=True)


def drop(entry: Path) -> None:
    """Removes an entry that is of no more use."""
    with suppress(OSError):
        entry.unlink(missing_ok=True)


def _lock_of(entry: Path) -> QLockFile:
    """A lock that the system frees with the end of its program, however it ends."""
    lock = QLockFile(str(entry.with_suffix(".lock")))
    lock.setStaleLockTime(0)
    return lock


def _read(entry: Path) -> Recovered | None:
    try:
        raw = json.loads(entry.read_text(encoding="utf-8"))
        document = from_dict(raw["document"], entry.name)
        path = Path(raw["path"]) if raw["path"] else None
        changes, when = int(raw["changes"]), float(raw["time"])
    except (OSError, ValueError, KeyError, TypeError, SceneGANError):
        return None
    if not isinstance(document, Document):
        return None
    return Recovered(document, path, changes, when, entry)
