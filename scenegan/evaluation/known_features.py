"""Features of drawings that were looked at before: they change with the judges' backbone alone."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from scenegan.atomic_files import write_atomically
from scenegan.evaluation.work_folder import make_folder

_SAVE_AFTER = 64
"""New ones after which the file is written, so that a stopped evaluation loses few."""

Row = NDArray[np.floating]


class KnownFeatures:
    """Features by the bytes of pictures, kept in one file."""

    def __init__(self, path: Path) -> None:
        """Reads the file; one that is missing or damaged counts as empty."""
        self._path = path
        self._rows: dict[str, Row] = {}
        self._new = 0
        try:
            with np.load(path, allow_pickle=False) as archive:
                keys, rows = archive["keys"], archive["rows"]
            self._rows = {str(key): row for key, row in zip(keys, rows, strict=True)}
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            pass

    def of(self, picture: bytes, look: Callable[[], Row]) -> Row:
        """Returns the features [D] of an encoded picture; `look` finds those not known yet.

        Raises:
            FileError: if the file cannot be written.
        """
        key = hashlib.blake2b(picture, digest_size=16).hexdigest()
        if key not in self._rows:
            self._rows[key] = look()
            self._new += 1
            if self._new >= _SAVE_AFTER:
                self.save()
        return self._rows[key]

    def save(self) -> None:
        """Writes what is new.

        Raises:
            FileError: if the file cannot be written.
        """
        if not self._new:
            return
        buffer = io.BytesIO()
        rows = np.stack(list(self._rows.values())).astype(np.float32)
        np.savez(buffer, keys=np.array(list(self._rows)), rows=rows)
        make_folder(self._path.parent)
        write_atomically(self._path, buffer.getvalue())
        self._new = 0
