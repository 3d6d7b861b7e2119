"""Rows of CSV and TSV files, also as spreadsheets export them, also with broken lines in them."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TextIO

from scenegan.errors import FileError

DESCRIPTION_COLUMNS = ("description", "text", "caption", "prompt", "描述", "说明")
"""Columns that are taken for the description if none is named, the first that is there."""

_LONGEST_RECORD = 50
_DELIMITERS = (",", ";", "\t", "|")


@dataclass(frozen=True)
class Row:
    """One record of a table.

    Attributes:
        line: number of its first line in the file, counted from 1.
        cells: the value in each column; empty if the record is broken.
        fault: what is wrong with it, or nothing.
    """

    line: int
    cells: dict[str, str]
    fault: str = ""


class Table:
    """A table with a header, read once from front to back.

    A quotation mark that is never closed spoils its own line only, not the rest of the file.
    """

    def __init__(self, file: TextIO, name: str, delimiter: str | None = None) -> None:
        """Reads the header.

        Args:
            file: opened with `newline=""`.
            name: of the file, for messages.
            delimiter: between the cells; by default what the header has most of.

        Raises:
            FileError: if there is no header.
        """
        self._lines = enumerate(file, 1)
        self._ahead: deque[tuple[int, str]] = deque()
        header = next((line for _, line in self._lines if line.strip()), "")
        if header.lower().startswith("sep=") and len(header.strip()) == 5:
            delimiter = header[4]
            header = next((line for _, line in self._lines if line.strip()), "")
        self._delimiter = delimiter or max(_DELIMITERS, key=header.count)
        try:
            names = self._cells(header)
        except csv.Error as error:
            raise FileError(f"The header of {name} cannot be read: {error}.") from None
        if not header.strip():
            raise FileError(f"{name} is empty: its first line must name the columns.")
        self.columns = [column.strip() for column in names]

    def __iter__(self) -> Iterator[Row]:
        """Yields the records; empty lines are passed over."""
        while (first := self._next_line()) is not None:
            if first[1].strip():
                yield self._record(*first)

    def _record(self, number: int, line: str) -> Row:
        try:
            return self._row(number, self._cells(line))
        except csv.Error as error:
            if "unexpected end" not in str(error):
                return Row(number, {}, "A quotation mark stands in the wrong place.")
        return self._joined(number, line)

    def _joined(self, number: int, line: str) -> Row:
        """Reads a cell with line breaks in it, which ends some lines further on."""
        taken: list[tuple[int, str]] = []
        text = line
        while len(taken) < _LONGEST_RECORD and (following := self._next_line()) is not None:
            taken.append(following)
            text += following[1]
            try:
                row = self._row(number, self._cells(text))
            except csv.Error as error:
                if "unexpected end" in str(error):
                    continue
                break
            if row.fault:
                break
            return row
        self._ahead.extendleft(reversed(taken))
        return Row(number, {}, "A quotation mark is not closed.")

    def _row(self, number: int, cells: list[str]) -> Row:
        surplus = [cell for cell in islice(cells, len(self.columns), None) if cell.strip()]
        if surplus:
            fault = (
                f"The line has {len(cells)} cells, the header {len(self.columns)}: "
                "put quotation marks around a cell with commas in it."
            )
            return Row(number, {}, fault)
        cells += [""] * (len(self.columns) - len(cells))
        return Row(number, dict(zip(self.columns, cells, strict=False)))

    def _cells(self, text: str) -> list[str]:
        reader = csv.reader(text.splitlines(keepends=True), delimiter=self._delimiter, strict=True)
        return next(reader, [])

    def _next_line(self) -> tuple[int, str] | None:
        return self._ahead.popleft() if self._ahead else next(self._lines, None)


def description_column(columns: list[str], asked: str | None, name: str) -> str:
    """Returns which column holds the descriptions.

    Raises:
        FileError: if it is not there, or cannot be told.
    """
    known = ", ".join(f"'{column}'" for column in columns)
    if asked is not None:
        if asked in columns:
            return asked
        raise FileError(f"{name} has no column '{asked}': choose --column from {known}.")
    lower = {column.lower(): column for column in reversed(columns)}
    for likely in DESCRIPTION_COLUMNS:
        if likely in lower:
            return lower[likely]
    if len(columns) == 1:
        return columns[0]
    raise FileError(f"Which column of {name} has the descriptions? Choose --column from {known}.")
