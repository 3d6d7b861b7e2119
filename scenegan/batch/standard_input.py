"""Standard input as a file: it is read more than once, and its form is told by its beginning."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from scenegan.batch.records import Source

NAME = "standard input"


@contextmanager
def kept_on_disk(stream: BinaryIO, is_table: bool) -> Iterator[Source]:
    """Copies a stream to a temporary file for the time of a run.

    Args:
        stream: what is read.
        is_table: whether it is a table; else `{` begins JSON lines, `[` a JSON list, and anything
            else is one description a line.
    """
    with tempfile.TemporaryDirectory(prefix="scenegan-") as folder:
        path = Path(folder) / "input"
        with open(path, "wb") as file:
            shutil.copyfileobj(stream, file)
        with open(path, "rb") as file:
            start = file.read(1024).lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
        forms = {b"{": ".jsonl", b"[": ".json"}
        yield Source(path, NAME, ".csv" if is_table else forms.get(start, ".txt"))
