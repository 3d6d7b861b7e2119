"""Where finished pictures go: files in a folder, or tar archives of a thousand each."""

from __future__ import annotations

import io
import json
import os
import tarfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Protocol

from scenegan.atomic_files import write_atomically
from scenegan.batch.drawing import Drawn
from scenegan.errors import FileError

PICTURES_PER_TAR = 1000

_BLOCK = tarfile.BLOCKSIZE


class Store(Protocol):
    """Keeps pictures; whatever it has returned from is on the disk."""

    def keep(self, drawn: Drawn) -> Mapping[str, Any]:
        """Writes a picture and returns its line for the manifest.

        Raises:
            FileError: if it cannot be written.
        """
        ...

    def close(self) -> None:
        """Ends what is begun."""
        ...


class FolderStore:
    """Writes each file whole or not at all."""

    def __init__(self, folder: Path) -> None:
        """Writes below a folder."""
        self._folder = folder

    def keep(self, drawn: Drawn) -> Mapping[str, Any]:
        """Writes the files of a picture."""
        try:
            for name, content in drawn.files.items():
                path = self._folder / name
                if path.parent != self._folder:
                    path.parent.mkdir(parents=True, exist_ok=True)
                write_atomically(path, content)
        except FileError as error:
            raise FileError(f"{error} Go on later with --resume.") from None
        except OSError as error:
            raise _not_written(self._folder, error) from None
        return drawn.entry

    def close(self) -> None:
        """There is nothing to end."""


class TarStore:
    """Adds pictures to tar archives as webdataset reads them: files of one name are one sample.

    A name ends at its first dot there, so the names of pictures have none.
    The manifest says where each sample ends. What a sudden end left behind it is cut off when the
    archive is opened again, so an archive never holds half a sample or one that is not listed.
    """

    def __init__(self, folder: Path, entries: Iterable[Mapping[str, Any]]) -> None:
        """Goes on where the last archive ends.

        Args:
            folder: where the archives lie.
            entries: manifest of what is in them already.

        Raises:
            FileError: if the last archive cannot be opened.
        """
        self._folder = folder
        self._number, self._count, self._end = 0, 0, 0
        for entry in entries:
            number = number_of(str(entry["file"]))
            if number > self._number:
                self._number, self._count, self._end = number, 0, 0
            if number == self._number:
                self._count += 1
                self._end = max(self._end, int(entry["end"]))
        self._file = self._opened()

    def keep(self, drawn: Drawn) -> Mapping[str, Any]:
        """Adds the files of a picture, and its manifest line as JSON.

        That line goes without its seconds, so that the same run gives the same archive.
        """
        if self._count >= PICTURES_PER_TAR:
            self.close()
            self._number, self._count, self._end = self._number + 1, 0, 0
            self._file = self._opened()
        picture = str(drawn.entry["file"])
        timeless = {key: value for key, value in drawn.entry.items() if key != "seconds"}
        described = json.dumps(timeless, ensure_ascii=False) + "\n"
        beside = picture.rpartition(".")[0] + ".json"
        members = {**drawn.files, beside: described.encode("utf-8", "backslashreplace")}
        self._append(b"".join(_member(name, content) for name, content in members.items()))
        self._count += 1
        return {**drawn.entry, "file": tar_name(self._number), "member": picture, "end": self._end}

    def close(self) -> None:
        """Ends the archive that is begun.

        Raises:
            FileError: if the disk is full.
        """
        try:
            self._append(bytes(2 * _BLOCK))
        finally:
            self._file.close()

    def _append(self, content: bytes) -> None:
        """Brings bytes to the end of the archive, all of them or none."""
        rest = memoryview(content)
        try:
            while rest:
                rest = rest[self._file.write(rest) :]
            os.fsync(self._file.fileno())
        except OSError as error:
            self._file.truncate(self._end)
            raise _not_written(self._folder, error) from None
        self._end += len(content)

    def _opened(self) -> io.FileIO:
        try:
            file = open(self._folder / tar_name(self._number), "ab", buffering=0)
            file.truncate(self._end)
            file.seek(self._end)
        except OSError as error:
            raise _not_written(self._folder, error) from None
        return file


def seal(path: Path, end: int) -> None:
    """Cuts off what is not listed of an archive that nobody writes to any more, and ends it.

    Args:
        path: the archive.
        end: where its last listed sample ends.

    Raises:
        FileError: if it cannot be written.
    """
    try:
        with open(path, "r+b") as file:
            file.truncate(end)
            file.seek(end)
            file.write(bytes(2 * _BLOCK))
    except OSError as error:
        raise _not_written(path.parent, error) from None


def tar_name(number: int) -> str:
    """Returns what an archive of a run is called, counted from 0."""
    return f"pictures-{number:06d}.tar"


def number_of(name: str) -> int:
    """Returns which archive has a name."""
    return int(name.removeprefix("pictures-").removesuffix(".tar"))


def _member(name: str, content: bytes) -> bytes:
    """Returns a file as it stands in an archive; the bytes depend on nothing else."""
    info = tarfile.TarInfo(name)
    info.size = len(content)
    head = info.tobuf(tarfile.GNU_FORMAT, "utf-8", "surrogateescape")
    return head + content + bytes(-len(content) % _BLOCK)


def _not_written(folder: Path, error: OSError) -> FileError:
    return FileError(f"Cannot write to {folder}: {error.strerror}; go on later with --resume.")
