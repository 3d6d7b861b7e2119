"""A table of the colours of all drawn parts: what is known of colours without any picture.

It travels with the program (`assets/tables/part_colors.safetensors`), so that colours which a
person left unsaid can be chosen like those of real drawings.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save

from scenegan.atomic_files import write_atomically
from scenegan.data.annotations import body_of
from scenegan.data.cache import Cache, CachedDrawing
from scenegan.errors import DataError

TABLE_FORMAT = "scenegan/part-colors@1"

_NO_PARENT = -1


@dataclass(frozen=True)
class PartColors:
    """Colours of P drawn parts, one row each; Lab values are CIE L*a*b*, rounded to 0.1.

    Attributes:
        drawings: ids of the D drawings.
        kinds: what the creature of each drawing is, D of them.
        part_names: the words that `part` and `parent_part` index.
        drawing: position in `drawings`, [P].
        part: position in `part_names`, [P].
        parent_part: the same of what the part hangs on, -1 for a root, [P].
        main: main colour, [P, 3].
        second: second colour, equal to `main` where there is but one, [P, 3].
        parent_main: main colour of what the part hangs on; of a root, its own, [P, 3].
        body_main: main colour of the creature's torso or body, [P, 3].
        area: share of the drawing's visible pixels that show the part, [P].
    """

    drawings: tuple[str, ...]
    kinds: tuple[str, ...]
    part_names: tuple[str, ...]
    drawing: NDArray[np.int16]
    part: NDArray[np.int16]
    parent_part: NDArray[np.int16]
    main: NDArray[np.float32]
    second: NDArray[np.float32]
    parent_main: NDArray[np.float32]
    body_main: NDArray[np.float32]
    area: NDArray[np.float32]

    def __len__(self) -> int:
        """Number of parts."""
        return len(self.part)


def part_colors_of(cache: Cache) -> PartColors:
    """Collects the colours of all parts of the train split of a cache.

    Raises:
        DataError: if the cache has no drawing of that split.
    """
    drawings = cache.of_split("train")
    if not drawings:
        raise DataError("The cache has no drawing of the train split.")
    part_names = tuple(sorted({name for drawing in drawings for name in drawing.part_names}))
    columns = [_columns(number, drawing, part_names) for number, drawing in enumerate(drawings)]
    joined = {name: np.concatenate([column[name] for column in columns]) for name in columns[0]}
    return PartColors(
        drawings=tuple(drawing.id for drawing in drawings),
        kinds=tuple(drawing.drawing.kind for drawing in drawings),
        part_names=part_names,
        drawing=joined["drawing"].astype(np.int16),
        part=joined["part"].astype(np.int16),
        parent_part=joined["parent_part"].astype(np.int16),
        main=_rounded(joined["main"]),
        second=_rounded(joined["second"]),
        parent_main=_rounded(joined["parent_main"]),
        body_main=_rounded(joined["body_main"]),
        area=np.round(joined["area"], 4).astype(np.float32),
    )


def write_part_colors(path: Path, table: PartColors) -> None:
    """Writes a table; Lab values as tenths and areas as ten-thousandths, in whole numbers.

    Raises:
        FileError: if it cannot be written.
    """
    arrays: dict[str, NDArray[np.int16]] = {
        "drawing": table.drawing,
        "part": table.part,
        "parent_part": table.parent_part,
        "area": np.round(table.area * 10000).astype(np.int16),
    }
    for name in ("main", "second", "parent_main", "body_main"):
        # safetensors writes the bytes as they lie in memory, whatever the order of the axes.
        arrays[name] = np.ascontiguousarray(np.round(getattr(table, name) * 10), np.int16)
    facts = {
        "format": TABLE_FORMAT,
        "drawings": json.dumps(table.drawings),
        "kinds": json.dumps(table.kinds),
        "part_names": json.dumps(table.part_names),
        "units": "main, second, parent_main, body_main: Lab * 10; area: share * 10000",
    }
    write_atomically(path, save(arrays, facts))


def read_part_colors(path: Path) -> PartColors:
    """Reads a table.

    Raises:
        DataError: if there is no table, or it is damaged or of another version.
    """
    if not path.is_file():
        raise DataError(f"There is no colour table {path}: make it with `scenegan data tables`.")
    try:
        with safe_open(path, framework="numpy") as file:
            facts: Mapping[str, str] = file.metadata() or {}
            if facts.get("format") != TABLE_FORMAT:
                raise DataError(f"{path} is no colour table of format {TABLE_FORMAT}.")
            arrays = {name: file.get_tensor(name) for name in file.keys()}
            lab = {
                name: (arrays[name] / 10.0).astype(np.float32)
                for name in ("main", "second", "parent_main", "body_main")
            }
            return PartColors(
                drawings=tuple(json.loads(facts["drawings"])),
                kinds=tuple(json.loads(facts["kinds"])),
                part_names=tuple(json.loads(facts["part_names"])),
                drawing=arrays["drawing"],
                part=arrays["part"],
                parent_part=arrays["parent_part"],
                area=(arrays["area"] / 10000.0).astype(np.float32),
                **lab,
            )
    except (SafetensorError, KeyError, ValueError) as error:
        raise DataError(f"The colour table {path} is damaged ({error}).") from error


def _columns(
    number: int, drawing: CachedDrawing, part_names: tuple[str, ...]
) -> dict[str, NDArray[np.generic]]:
    """The rows of one drawing."""
    parents = drawing.parents
    part = np.array([part_names.index(name) for name in drawing.part_names])
    main = drawing.colors[:, :3]
    rooted = parents >= 0
    index_map = drawing.index_map()
    counts = np.bincount(index_map[index_map < len(part)], minlength=len(part))
    body = body_of(drawing.part_names, parents.tolist())
    return {
        "drawing": np.full(len(part), number),
        "part": part,
        "parent_part": np.where(rooted, part[parents], _NO_PARENT),
        "main": main,
        "second": drawing.colors[:, 3:],
        "parent_main": np.where(rooted[:, None], main[parents], main),
        "body_main": np.broadcast_to(main[body], main.shape),
        "area": counts / max(counts.sum(), 1),
    }


def _rounded(lab: NDArray[np.generic]) -> NDArray[np.float32]:
    return np.round(lab.astype(np.float64), 1).astype(np.float32)
