"""Makes the table of creature graphs that completion learns from, out of PokéScene.

Run as `python -m scenegan.completion.library_build` after the annotations have changed. Only the
training split goes in. The table leaves out outlines and captions, which are most of the
annotations and which completion does not need, so that it is read in a few milliseconds.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from scenegan.assets import asset, assets_folder
from scenegan.atomic_files import write_atomically

LIBRARY_FORMAT = "scenegan/creature_graphs@2"
ROOTS = ("torso", "body")
"""Parts that everything else hangs on; a drawing is turned so that its root is one of them."""

_HEIGHTS = ((0.4, "tiny"), (0.9, "small"), (1.7, "medium"), (3.0, "large"))
_ON_TRUNK = frozenset(["head", "neck", "arm", "leg", "foot", "tail", "wing", "belly", "tentacle"])


def size_of_height(metres: float) -> str:
    """Returns the word for a creature's size."""
    return next((word for limit, word in _HEIGHTS if metres < limit), "huge")


def build_library(splits: Sequence[str] = ("train",)) -> dict[str, Any]:
    """Returns the table: one row a drawing with its facts and its tree of parts."""
    species = {s["id"]: s for s in _read_json(asset("pokescene", "species.json"))}
    text = asset("pokescene", "annotations.jsonl").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in text.splitlines() if line]
    drawings = [_row(r, species[int(r["id"].split("-")[0])]) for r in rows if r["split"] in splits]
    return {
        "format": LIBRARY_FORMAT,
        "columns": ["id", "kind", "view", "pose", "mood", "size", "types", "parts"],
        "part_columns": ["part", "on", "area", "width", "height", "attrs"],
        "drawings": drawings,
    }


def write_library(path: Path) -> None:
    """Writes the table of the training split."""
    table = build_library()
    rows = ",\n".join(json.dumps(row, separators=(",", ":")) for row in table.pop("drawings"))
    head = json.dumps(table, separators=(",", ":")).removesuffix("}")
    write_atomically(path, f'{head},"drawings":[\n{rows}\n]}}\n')


def _row(drawing: dict[str, Any], species: dict[str, Any]) -> list[Any]:
    parts = [
        [p["part"], p["on"], _area(p["poly"]), *_extent(p["poly"]), p["attrs"]]
        for p in drawing["parts"]
    ]
    return [
        drawing["id"],
        drawing["kind"],
        drawing["view"],
        drawing["pose"],
        drawing["mood"],
        size_of_height(species["height_m"]),
        species["types"],
        _with_trunk(parts),
    ]


def _with_trunk(parts: list[list[Any]]) -> list[list[Any]]:
    """Makes a torso or a body the root of every tree, parents before children.

    A few drawings hang on a head, a shell or a wheel. They are turned over so that their torso
    or body comes first; where they have none, a head or stem becomes the body, and any other
    root is hung on a new one.
    """
    root = next(i for i, p in enumerate(parts) if p[1] < 0)
    if parts[root][0] not in ROOTS:
        words = [p[0] for p in parts]
        trunk = next((words.index(w) for w in ROOTS if w in words), None)
        if trunk is not None:
            _turn_over(parts, trunk)
        elif words[root] in ("head", "stem"):
            parts[root][0] = (
                "torso" if {"head", "neck"} & {*words[:root], *words[root + 1 :]} else "body"
            )
        else:
            _insert_trunk(parts, root, "torso" if "head" in words else "body")
    return _parents_first(parts)


def _turn_over(parts: list[list[Any]], trunk: int) -> None:
    """Reverses the attachments on the way from a part up to the root."""
    below, node = -1, trunk
    while node >= 0:
        above = parts[node][1]
        parts[node][1] = below
        below, node = node, above


def _insert_trunk(parts: list[list[Any]], root: int, word: str) -> None:
    parts.append([word, -1, 0.0, 0.0, 0.0, []])
    new = len(parts) - 1
    for part in parts[:new]:
        if part[1] == root and part[0] in _ON_TRUNK:
            part[1] = new
    parts[root][1] = new


def _parents_first(parts: list[list[Any]]) -> list[list[Any]]:
    order: list[int] = [i for i, p in enumerate(parts) if p[1] < 0]
    for node in order:
        order.extend(i for i, p in enumerate(parts) if p[1] == node)
    place = {old: new for new, old in enumerate(order)}
    return [[p[0], place.get(p[1], -1), *p[2:]] for p in (parts[i] for i in order)]


def _area(polygon: Sequence[Sequence[float]]) -> float:
    """Share of the square that a polygon in 0..100 covers (shoelace formula)."""
    turned = [*polygon[1:], polygon[0]]
    double = sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(polygon, turned, strict=True))
    return round(abs(double) / 2.0 / 10_000.0, 5)


def _extent(polygon: Sequence[Sequence[float]]) -> tuple[float, float]:
    """Width and height of a polygon in 0..100, as shares of the square's side."""
    across, down = ([point[axis] for point in polygon] for axis in (0, 1))
    return round((max(across) - min(across)) / 100, 3), round((max(down) - min(down)) / 100, 3)


def _read_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    write_library(assets_folder() / "tables" / "creature_graphs.json")
