"""What to export and under what name; plain Python."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scenegan.errors import FileError
from scenegan.graph import Document

if TYPE_CHECKING:
    from scenegan.rendering.picture import Picture

FORMATS: Mapping[str, str] = {
    ".png": "PNG",
    ".webp": "WebP",
    ".svg": "SVG",
    ".ora": "OpenRaster",
}
"""Endings and names of the formats; how each is written is the business of the rendering."""

SCALES = (1, 2, 3, 4, 8)
BACKGROUNDS: Mapping[str, str] = {"": "Transparent", "#ffffff": "White", "#000000": "Black"}
FIELDS = ("name", "kind", "seed", "size", "date", "number")
"""What may stand in braces in the pattern of a name."""

_FIELD = re.compile(r"\{(\w+)\}")
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_LARGEST = 4096
_TRIES = 10_000


@dataclass(frozen=True)
class ExportChoice:
    """One way to export; kept between the runs of the program.

    Attributes:
        ending: one of `FORMATS`.
        scale: how many times 256 pixels the picture's side is.
        background: hex value of the ground; empty for transparent.
        pattern: the file's name without its ending, with `FIELDS` in braces.
        layers: also write each part as a picture of its own; an OpenRaster file has them inside.
        folder: where the files go; empty until the user chose one.
    """

    ending: str = ".png"
    scale: int = 1
    background: str = ""
    pattern: str = "{name}"
    layers: bool = False
    folder: str = ""

    @classmethod
    def read(cls, raw: object) -> ExportChoice:
        """Reads what `kept` gave; whatever cannot be used is as it was at first."""
        given = raw if isinstance(raw, dict) else {}
        made = cls()
        checks: dict[str, Callable[[Any], object]] = {
            "ending": lambda v: v in FORMATS,
            "scale": lambda v: v in SCALES,
            "background": lambda v: isinstance(v, str) and re.fullmatch("(#[0-9a-f]{6})?", v),
            "pattern": lambda v: isinstance(v, str) and not pattern_fault(v),
            "layers": lambda v: isinstance(v, bool),
            "folder": lambda v: isinstance(v, str),
        }
        for name, fits in checks.items():
            if name in given and fits(given[name]):
                made = replace(made, **{name: given[name]})
        return made

    @property
    def kept(self) -> dict[str, Any]:
        """What is kept in the settings."""
        return asdict(self)


def pattern_fault(pattern: str) -> str:
    """Returns the first piece of a pattern that cannot be used; empty where all is well."""
    unknown = [f for f in _FIELD.findall(pattern) if f not in FIELDS]
    if unknown:
        return f"{{{unknown[0]}}}"
    rest = _FIELD.sub("", pattern)
    found = _FORBIDDEN.search(rest) or re.search(r"[{}]", rest)
    if found:
        return found[0]
    return "" if pattern.strip(" .") else " "


def file_name(choice: ExportChoice, name: str, document: Document, number: int = 1) -> str:
    """Returns the name of the file that a document would be exported to.

    Args:
        choice: with the pattern of the name.
        name: what the document is called.
        document: what is exported.
        number: of this file among those of the same pattern.
    """
    values = {
        "name": name,
        "kind": document.graph.creature.kind or "creature",
        "seed": str(document.recipe.seed),
        "size": str(256 * choice.scale),
        "date": time.strftime("%Y-%m-%d"),
        "number": f"{number:03d}",
    }
    filled = _FIELD.sub(lambda field: values[field[1]], choice.pattern)
    safe = _FORBIDDEN.sub("-", filled).strip(" .") or "creature"
    return f"{safe}{choice.ending}"


def free_path(choice: ExportChoice, name: str, document: Document) -> Path:
    """Returns where an export goes; with `{number}` in the pattern, the first free number's place.

    Raises:
        FileError: if all numbers are in use.
    """
    folder = Path(choice.folder)
    for number in range(1, _TRIES):
        path = folder / file_name(choice, name, document, number)
        if "{number}" not in choice.pattern or not path.exists():
            return path
    raise FileError(f"All numbers are in use in {folder}: choose another folder or name.")


def prepared(picture: Picture, choice: ExportChoice) -> Picture:
    """Returns a picture at the size and on the ground of a choice; its document says so too."""
    side = min(_LARGEST, 256 * choice.scale)
    fields = {"size": side, "background": choice.background or None}
    recipe = picture.document.recipe.model_copy(update=fields)
    document = picture.document.model_copy(update={"recipe": recipe})
    rgba = picture.rgba
    if rgba.shape[0] != side:
        from scenegan.rendering.enlarging import enlarged

        rgba = enlarged(rgba, side)
    return replace(picture, rgba=rgba, document=document)


def write_export(picture: Picture, choice: ExportChoice, path: Path) -> list[Path]:
    """Writes a picture, and its parts beside it where they are asked for.

    The last folder of the path is made where it is missing, as one for pictures may be at first.

    Returns:
        All files that were written, the picture first.

    Raises:
        FileError: if one cannot be written.
    """
    made = prepared(picture, choice)
    with suppress(OSError):  # What cannot be made is told when it is written into.
        path.parent.mkdir(exist_ok=True)
    written = [made.save(path)]
    if choice.layers and choice.ending in (".png", ".webp"):
        for node, part in part_pictures(made).items():
            written.append(part.save(path.with_name(f"{path.stem}.{node}{path.suffix}")))
    return written


def part_pictures(picture: Picture) -> dict[str, Picture]:
    """Returns each visible part alone on transparent ground, at its place in the whole square."""
    import numpy as np

    side = picture.rgba.shape[0]
    places = np.arange(side) * picture.part_map.shape[0] // side
    owner = picture.part_map[places][:, places]
    recipe = picture.document.recipe.model_copy(update={"background": None})
    document = picture.document.model_copy(update={"recipe": recipe})
    found = {}
    for index, node in enumerate(picture.nodes):
        mask = owner == index
        if (picture.rgba[..., 3][mask] > 0).any():
            rgba = np.where(mask[..., None], picture.rgba, np.uint8(0))
            found[node] = replace(picture, rgba=rgba, document=document)
    return found
