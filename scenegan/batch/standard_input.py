"""Standard input as a file: it is read more than once, and its form is told by its beginning."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from scenegan.batch.records import Source
from scenegan.batch.tables import DESCRIPTION_COLUMNS
from scenegan.text_files import encoding_of

NAME = "standard input"


@contextmanager
def kept_on_disk(stream: BinaryIO, is_table: bool) -> Iterator[Source]:
    """Copies a stream to a temporary file for the time of a run.

    Args:
        stream: what is read.
        is_table: whether it is known to be a table. Else a header with a usual column, such as
            `description`, begins a table, `{` JSON lines, `[` a JSON list, and anything else is one
            description a line.
    """
    with tempfile.TemporaryDirectory(prefix="scenegan-") as folder:
        path = Path(folder) / "input"
        with open(path, "wb") as file:
            shutil.copyfileobj(stream, file)
        with open(path, "rb") as file:
            start = file.read(1024).lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
        forms = {b"{": ".jsonl", b"[": ".json"}
        table = is_table or _has_header(path)
        yield Source(path, NAME, ".csv" if table else forms.get(start, ".txt"))


def _has_header(path: Path) -> bool:
    """Whether the first line names the column of descriptions, as no description does."""
    with open(path, encoding=encoding_of(path), errors="replace", newline="") as file:
        first = file.readline(4096).removeprefix("\ufeff").strip().lower()
        if first.startswith("sep="):
            return True
    cells = {cell.strip(' "') for cell in re.split(r"[,;\t|]", first)}
    return not cells.isdisjoint(DESCRIPTION_COLUMNS)
