"""From files to records: one for each creature to draw, in order, read only as they are needed."""

from __future__ import annotations

import glob
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from scenegan.batch.tables import Table, description_column
from scenegan.errors import FileError
from scenegan.text_files import encoding_of, errors_of, has_stray_bytes

TEXT_ENDINGS = (".txt", ".text")
TABLE_ENDINGS = (".csv", ".tsv")
LINES_ENDINGS = (".jsonl", ".ndjson")
JSON_ENDINGS = (".json",)
SINGLE_ENDINGS = (".scenegan", ".png", ".webp", ".svg", ".ora")
ENDINGS = TEXT_ENDINGS + TABLE_ENDINGS + LINES_ENDINGS + JSON_ENDINGS + SINGLE_ENDINGS

_STRAY = "The line has bytes that are no text in the encoding of the file."


@dataclass(frozen=True)
class Source:
    """A file with records.

    Attributes:
        path: where it lies.
        name: what it is called in messages and in the manifest.
        form: its ending, or that of the form that was found in standard input.
    """

    path: Path
    name: str
    form: str


@dataclass(frozen=True)
class Record:
    """One creature as it stands in a file, not looked into yet.

    Attributes:
        number: its place among all records of the run, counted from 1; broken ones count too.
        source: file and line, for messages.
        content: a description, a JSON value, or the path of a picture or document.
        cells: the other columns of a table.
        fault: why it cannot be read, or nothing.
    """

    number: int
    source: str
    content: Any
    cells: dict[str, str] = field(default_factory=dict)
    fault: str = ""

    @property
    def keys(self) -> frozenset[str]:
        """Names of what else it says: other columns, or keys of an object."""
        if isinstance(self.content, dict):
            return frozenset(self.content)
        return frozenset(self.cells)


def find_sources(names: Sequence[str]) -> list[Source]:
    """Returns the files that some names and patterns (`*.csv`) stand for, in order.

    Raises:
        FileError: if a file is missing, or of a kind that is not read.
    """
    found: list[Source] = []
    for name in names:
        matches = [name] if Path(name).exists() else sorted(glob.glob(name, recursive=True))
        if not matches:
            raise FileError(f"There is no file {name}.")
        found += [_source(Path(match)) for match in matches]
    return found


def read_records(sources: Sequence[Source], column: str | None = None) -> Iterator[Record]:
    """Yields the records of all files in order.

    Raises:
        FileError: if a file cannot be read at all, or the column is missing.
    """
    number = 0
    for source in sources:
        for line, content, cells, fault in _contents(source, column):
            number += 1
            where = f"{source.name}:{line}" if line else source.name
            yield Record(number, where, content, cells, fault)


Content = tuple[int, Any, dict[str, str], str]
"""Line, content, other cells, fault."""


def _source(path: Path) -> Source:
    if path.is_dir():
        raise FileError(f"{path} is a folder: name the files in it, such as '{path}/*.txt'.")
    suffix = path.suffix.lower()
    if suffix not in ENDINGS:
        raise FileError(f"{path} is of no kind that is read: {', '.join(ENDINGS)}.")
    return Source(path, str(path), suffix)


def _contents(source: Source, column: str | None) -> Iterator[Content]:
    if source.form in SINGLE_ENDINGS:
        yield 0, source.path, {}, ""
        return
    encoding = encoding_of(source.path)
    newline = "" if source.form in TABLE_ENDINGS else None
    try:
        with open(
            source.path, encoding=encoding, errors=errors_of(encoding), newline=newline
        ) as file:
            if source.form in TABLE_ENDINGS:
                yield from _table(file, source, column)
            elif source.form in JSON_ENDINGS:
                yield from _json_file(file, source)
            else:
                yield from _lines(file, source.form in LINES_ENDINGS)
    except OSError as error:
        raise FileError(f"{source.name} cannot be read: {error.strerror}.") from None


def _lines(file: TextIO, as_json: bool) -> Iterator[Content]:
    for number, line in enumerate(file, 1):
        text = line.strip()
        if not text or (text.startswith("#") and not as_json):
            continue
        if has_stray_bytes(text):
            yield number, None, {}, _STRAY
        elif as_json:
            yield number, *_decoded(text)
        else:
            yield number, text, {}, ""


def _table(file: TextIO, source: Source, column: str | None) -> Iterator[Content]:
    table = Table(file, source.name, "\t" if source.form == ".tsv" else None)
    chosen = description_column(table.columns, column, source.name)
    for row in table:
        fault = row.fault
        if any(has_stray_bytes(cell) for cell in row.cells.values()):
            fault = _STRAY
        others = {name: cell for name, cell in row.cells.items() if name != chosen}
        yield row.line, row.cells.get(chosen, "").strip(), others, fault


def _json_file(file: TextIO, source: Source) -> Iterator[Content]:
    try:
        content = json.load(file)
    except (ValueError, RecursionError) as error:
        yield 0, None, {}, f"This is not valid JSON: {error}."
        return
    if not isinstance(content, list):
        yield 0, content, {}, ""
        return
    for place, value in enumerate(content, 1):
        yield place, value, {}, ""


def _decoded(text: str) -> tuple[Any, dict[str, str], str]:
    try:
        return json.loads(text), {}, ""
    except (ValueError, RecursionError) as error:
        return None, {}, f"The line is not valid JSON: {error}."
