"""Files are written beside their name, flushed, and renamed: a reader never sees half a file."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from scenegan.errors import FileError


def write_atomically(path: Path, content: bytes | str) -> None:
    """Writes a file so that it is there whole or not at all.

    Raises:
        FileError: if the folder is missing or cannot be written to, or the disk is full.
    """
    with atomic_path(path) as temporary:
        data = content.encode("utf-8") if isinstance(content, str) else content
        with open(temporary, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())


@contextmanager
def atomic_path(path: Path) -> Iterator[Path]:
    """Gives a temporary name in the same folder, renamed to `path` if the block succeeds.

    Raises:
        FileError: as `write_atomically`.
    """
    path = Path(path)
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise FileError(_explained(path, error)) from None
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, path)
    except OSError as error:
        raise FileError(_explained(path, error)) from None
    finally:
        with suppress(FileNotFoundError):
            temporary.unlink()


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def _explained(path: Path, error: OSError) -> str:
    if not path.parent.is_dir():
        return f"Cannot write {path}: there is no folder {path.parent}; create it first."
    if path.is_dir():
        return f"Cannot write {path}: it is a folder; name a file in it."
    if isinstance(error, PermissionError) or error.errno in (13, 30):
        return f"Cannot write {path}: the folder {path.parent} is read-only; choose another one."
    return f"Cannot write {path}: {error.strerror or error}; nothing was changed."
