"""The output folder of a run: begun, or gone on with after any kind of end."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO

from scenegan.batch.collecting import collect_journals
from scenegan.batch.done_jobs import DoneJobs
from scenegan.batch.journal import ERRORS, MANIFEST, entries, keep_entries
from scenegan.batch.settings import RunSettings, store_settings, stored_settings
from scenegan.errors import FileError

_HALF_WRITTEN = re.compile(r"\..+\.[a-z0-9_]{8}")
_LOCK = ".lock"


@dataclass
class RunFolder:
    """An output folder that is ready to be written to by this process and no other.

    Attributes:
        path: the folder.
        settings: what the run was asked to do, with the day on which it began.
        done: pictures that earlier runs left there whole.
    """

    path: Path
    settings: RunSettings
    done: DoneJobs = field(default_factory=DoneJobs)
    _lock: BinaryIO | None = None

    @classmethod
    def open(cls, path: Path, settings: RunSettings, resume: bool) -> RunFolder:
        """Begins a run, or takes one up again.

        Raises:
            FileError: if the folder cannot be written to, is in use, holds another run, or one
                that was asked for something else.
        """
        _make(path)
        folder = cls(path, settings, _lock=_locked(path))
        try:
            folder._begin_or_resume(resume)
        except BaseException:
            folder.close()
            raise
        return folder

    def close(self) -> None:
        """Lets others write to the folder."""
        if self._lock is not None:
            self._lock.close()

    def _begin_or_resume(self, resume: bool) -> None:
        stored = stored_settings(self.path)
        if stored is None:
            if any(not entry.name.startswith(".") for entry in self.path.iterdir()):
                raise FileError(
                    f"{self.path} is not empty and holds no run of `scenegan render`: choose a "
                    "new folder."
                )
            store_settings(self.path, self.settings)
            return
        if not resume:
            raise FileError(
                f"{self.path} holds an earlier run: go on with it by --resume, or choose another "
                "folder."
            )
        different = self.settings.differences(stored)
        if different:
            raise FileError(
                f"The run in {self.path} was begun with other settings; what differs is "
                f"{' and '.join(different)}: give the same again, or choose another folder."
            )
        self.settings = replace(self.settings, date=str(stored["date"]))
        self._take_stock()

    def _take_stock(self) -> None:
        """Finds what is done, and clears away what a sudden end left behind."""
        for path in self.path.rglob(".*"):
            if path.is_file() and path.name != _LOCK and _HALF_WRITTEN.fullmatch(path.name):
                path.unlink(missing_ok=True)
        collect_journals(self.path)
        (self.path / ERRORS).unlink(missing_ok=True)
        manifest = self.path / MANIFEST
        total = 0
        for entry in entries(manifest):
            total += 1
            if self._is_whole(entry):
                self.done.add(entry["item"], entry["variant"])
        if self.done.count < total:
            keep_entries(manifest, self._whole_entries_once())

    def _whole_entries_once(self) -> Iterator[dict[str, Any]]:
        seen = DoneJobs()
        for entry in entries(self.path / MANIFEST):
            if self._is_whole(entry) and (entry["item"], entry["variant"]) not in seen:
                seen.add(entry["item"], entry["variant"])
                yield entry

    def _is_whole(self, entry: dict[str, Any]) -> bool:
        """Whether the picture of an entry is still there, as long as it was written."""
        try:
            size = os.stat(self.path / entry["file"]).st_size
            return size >= int(entry["end"]) if "end" in entry else size == int(entry["bytes"])
        except FileNotFoundError:
            return False
        except KeyError as error:
            raise FileError(
                f"{self.path / MANIFEST} has an entry without {error}: remove the line; its "
                "picture is drawn again."
            ) from None


def _make(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise FileError(f"{path} is a file: name a folder for the pictures.") from None
    except OSError as error:
        raise FileError(f"The folder {path} cannot be made: {error.strerror}.") from None
    if not os.access(path, os.W_OK):
        raise FileError(f"The folder {path} is read-only: choose another one.")


def _locked(path: Path) -> BinaryIO | None:
    """Takes a lock that the system takes back when this process ends, however it ends."""
    try:
        import fcntl
    except ImportError:  # Windows has no such locks.
        return None
    try:
        file = open(path / _LOCK, "ab")
    except OSError as error:
        raise FileError(f"Cannot write to {path}: {error.strerror}; choose another one.") from None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        raise FileError(f"Another `scenegan render` is writing to {path}: wait for it.") from None
    except OSError:  # Some network file systems know no locks.
        pass
    return file
