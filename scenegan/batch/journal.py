"""Lists of what is done and of what went wrong: one JSON object a line, on disk at once."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from scenegan.atomic_files import atomic_path
from scenegan.errors import FileError

MANIFEST = "manifest.jsonl"
ERRORS = "errors.jsonl"


class Journal:
    """A file that lines are appended to; a program killed at any moment leaves whole lines."""

    def __init__(self, path: Path) -> None:
        """Opens or makes the file; half a line at its end, left by a crash, is cut off.

        Raises:
            FileError: if it cannot be written.
        """
        self.path = path
        try:
            self._file: BinaryIO = open(path, "ab+", buffering=0)
            self._cut_half_line()
        except OSError as error:
            raise _not_written(path, error) from None

    def append(self, entry: Mapping[str, Any]) -> None:
        """Adds a line.

        Raises:
            FileError: if the disk is full or the file has become read-only.
        """
        line = (json.dumps(entry, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")
        try:
            written = self._file.write(line)
            if written < len(line):
                self._file.truncate(self._file.tell() - written)
                raise OSError(28, "No space left on device")
        except OSError as error:
            raise _not_written(self.path, error) from None

    def close(self) -> None:
        """Brings all lines to the disk and closes the file."""
        try:
            os.fsync(self._file.fileno())
        except OSError as error:
            raise _not_written(self.path, error) from None
        finally:
            self._file.close()

    def _cut_half_line(self) -> None:
        end = self._file.seek(0, os.SEEK_END)
        step = 1 << 16
        while end:
            start = max(0, end - step)
            self._file.seek(start)
            newline = self._file.read(end - start).rfind(b"\n")
            if newline >= 0:
                self._file.truncate(start + newline + 1)
                return
            end = start
        self._file.truncate(0)


def entries(path: Path) -> Iterator[dict[str, Any]]:
    """Yields the entries of a journal; none if it does not exist.

    Raises:
        FileError: if it is damaged.
    """
    if not path.exists():
        return
    try:
        with open(path, "rb") as file:
            for number, line in enumerate(file, 1):
                if line.endswith(b"\n"):
                    yield _entry(line, path, number)
    except OSError as error:
        raise FileError(f"{path} cannot be read: {error.strerror}.") from None


def keep_entries(path: Path, kept: Iterator[dict[str, Any]]) -> None:
    """Writes a journal anew with some entries only.

    Raises:
        FileError: if it cannot be written.
    """
    with atomic_path(path) as temporary, open(temporary, "wb") as file:
        for entry in kept:
            file.write((json.dumps(entry, ensure_ascii=False) + "\n").encode())
        file.flush()
        os.fsync(file.fileno())


def _entry(line: bytes, path: Path, number: int) -> dict[str, Any]:
    try:
        entry = json.loads(line)
    except ValueError:
        entry = None
    if not isinstance(entry, dict):
        raise FileError(
            f"{path} is damaged in line {number}: remove the line; its picture is drawn again."
        )
    return entry


def _not_written(path: Path, error: OSError) -> FileError:
    return FileError(
        f"Cannot write {path}: {error.strerror or error}; make room or choose another folder, "
        "then go on with --resume."
    )
