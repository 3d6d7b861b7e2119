"""The measured colours of all drawn parts, as the prior for colours that are left unsaid."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError, safe_open

from scenegan.assets import asset
from scenegan.completion.library import Array
from scenegan.errors import DataError

_FORMAT = "scenegan/part-colors@1"
_LAB = ("main", "second", "parent_main", "body_main")


@dataclass(frozen=True)
class DrawnColors:
    """Colours of P parts of D drawings; Lab values are CIE L*a*b*.

    Attributes:
        drawings: ids of the drawings, D of them.
        body: [D, 3] main colour of each creature's torso or body.
        main: [P, 3] main colour of each part.
        second: [P, 3] second colour, equal to `main` where there is but one.
        parent: [P, 3] main colour of what the part hangs on; of a root, its own.
        has: part word -> [D] whether each creature has such a part.
        first: part word -> [D, 3] main colour of the first such part; 0 where there is none.
        rows: (position of the drawing, part word) -> rows of its instances with the words of
            what they hang on ("" for a root).
    """

    drawings: tuple[str, ...]
    body: Array
    main: Array
    second: Array
    parent: Array
    has: Mapping[str, npt.NDArray[np.bool_]]
    first: Mapping[str, Array]
    rows: Mapping[tuple[int, str], tuple[tuple[int, str], ...]]

    def rows_of(self, drawing: int, word: str, parent: str) -> list[int]:
        """Rows of a part word in one drawing, those that hang on the same word first."""
        found = self.rows.get((drawing, word), ())
        return [row for row, above in sorted(found, key=lambda pair: pair[1] != parent)]


@cache
def drawn_colors() -> DrawnColors:
    """Returns the table that travels with the program, read once.

    Raises:
        DataError: if it is damaged or of another version.
        FileError: if it is missing.
    """
    return read_drawn_colors(asset("tables", "part_colors.safetensors"))


def read_drawn_colors(path: Path) -> DrawnColors:
    """Reads a table as `scenegan data tables` writes it.

    Raises:
        DataError: if it is damaged or of another version.
    """
    try:
        with safe_open(path, framework="numpy") as file:
            facts: Mapping[str, str] = file.metadata() or {}
            if facts.get("format") != _FORMAT:
                raise DataError(
                    f"{path} is no colour table of format {_FORMAT}: "
                    "make it again with `scenegan data tables`."
                )
            lab = {name: file.get_tensor(name) / 10.0 for name in _LAB}
            places = {n: file.get_tensor(n).tolist() for n in ("drawing", "part", "parent_part")}
            drawings = tuple(json.loads(facts["drawings"]))
            words = [*json.loads(facts["part_names"]), ""]
    except (SafetensorError, KeyError, ValueError) as error:
        raise DataError(f"The colour table {path} is damaged ({error}).") from error
    rows: dict[tuple[int, str], list[tuple[int, str]]] = {}
    body = np.zeros((len(drawings), 3))
    for row, (drawing, part, above) in enumerate(zip(*places.values(), strict=True)):
        rows.setdefault((drawing, words[part]), []).append((row, words[above]))
        body[drawing] = lab["body_main"][row]
    has = {word: np.zeros(len(drawings), dtype=np.bool_) for word in words}
    first = {word: np.zeros((len(drawings), 3)) for word in words}
    for (drawing, word), found in rows.items():
        has[word][drawing] = True
        first[word][drawing] = lab["main"][found[0][0]]
    return DrawnColors(
        drawings=drawings,
        body=body,
        main=lab["main"],
        second=lab["second"],
        parent=lab["parent_main"],
        has=has,
        first=first,
        rows={key: tuple(found) for key, found in rows.items()},
    )
