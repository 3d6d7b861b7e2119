"""`scenegan evaluate --systems`: trained runs side by side."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from scenegan.cli.console import say

if TYPE_CHECKING:
    from scenegan.evaluation.context import Context

_WIDTH = 200
"""Characters of the table where nobody's terminal says otherwise."""


def compare_systems(context: Context, folders: Sequence[Path], target: Path) -> None:
    """Compares the systems in folders and prints the table.

    Args:
        context: creatures, judges and seed.
        folders: of runs or weights; `scenegan` stands for the weights of the program.
        target: takes the figures as JSON; a sheet of pictures goes beside it.

    Raises:
        DataError: if there are no drawings or no judges.
        FileError: if a file cannot be written.
        ModelError: if a folder holds no system.
    """
    from scenegan.evaluation.systems.comparison_table import COLUMNS, curve_of, rows_of
    from scenegan.evaluation.systems.run import compare, write_comparison

    standings = compare(context, folders, context.tell)
    sheet = write_comparison(context, standings, target)
    _print([[column.title for column in COLUMNS], *rows_of(standings)])
    if curve := curve_of(standings):
        _print(curve)
    say(f"Figures: {target}\nPictures: {sheet}")


def _print(rows: list[list[str]]) -> None:
    """Prints a table, its heads first."""
    table = Table(*rows[0], box=None, pad_edge=False)
    for row in rows[1:]:
        table.add_row(*row)
    Console(highlight=False, width=None if sys.stdout.isatty() else _WIDTH).print(table)
