"""Looks for mistakes in a folder of one's own drawings: in words, polygons and pictures."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from scenegan.data.annotations import Drawing, Fault, faults_of
from scenegan.data.own_vocabulary import FILE, faults_of_words, learn_own_vocabulary
from scenegan.data.sources import PICTURE_SUFFIXES, picture_file
from scenegan.data.squares import PICTURE_SIZE, square_of_file
from scenegan.errors import DataError

ANNOTATIONS = "annotations.jsonl"

_OPAQUE = 100
_LEAST_ON_DRAWING = 0.5
"""Share of a polygon that has to lie on what is drawn; less is told."""
_LEAST_FOUND = 0.85
"""Share of what is drawn that the polygons have to cover; less is told."""


@dataclass(frozen=True)
class CheckedDrawing:
    """A drawing whose annotation is sound.

    Attributes:
        drawing: the annotation.
        picture: [256, 256, 4] its square; None if it cannot be read.
        faults: mistakes that keep it from being learned from.
        doubts: what looks wrong and is learned from all the same.
    """

    drawing: Drawing
    picture: NDArray[np.uint8] | None
    faults: tuple[Fault, ...]
    doubts: tuple[Fault, ...]


@dataclass(frozen=True)
class CheckedFolder:
    """A folder of drawings after the check.

    Attributes:
        faults: mistakes in `vocabulary.json` and `annotations.jsonl`.
        drawings: the drawings whose annotations are sound.
    """

    faults: tuple[Fault, ...]
    drawings: tuple[CheckedDrawing, ...]

    @property
    def all_faults(self) -> list[Fault]:
        """All mistakes, those of the files first."""
        return [*self.faults, *(fault for d in self.drawings for fault in d.faults)]

    @property
    def all_doubts(self) -> list[Fault]:
        """All that looks wrong."""
        return [doubt for d in self.drawings for doubt in d.doubts]


def check_folder(folder: Path) -> CheckedFolder:
    """Checks a folder with `annotations.jsonl`, pictures, and perhaps `vocabulary.json`.

    Raises:
        DataError: if there is no annotation file, or it cannot be read.
    """
    path = folder / ANNOTATIONS
    words = [Fault(folder / FILE, 1, f.field, f.message) for f in faults_of_words(folder)]
    if not words:
        learn_own_vocabulary(folder)
    faults = faults_of(path)
    faulty = {fault.line for fault in faults}
    drawings = [_checked(folder, path, line, drawing) for line, drawing in _sound(path, faulty)]
    if not drawings and not faults:
        faults = [Fault(path, 1, "", "there is no annotated drawing in it")]
    return CheckedFolder((*words, *faults), tuple(drawings))


def _sound(path: Path, faulty: set[int]) -> Iterator[tuple[int, Drawing]]:
    for line, text in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if text.strip() and line not in faulty:
            yield line, Drawing.model_validate(json.loads(text))


def _checked(folder: Path, path: Path, line: int, drawing: Drawing) -> CheckedDrawing:
    file = picture_file(folder, drawing.id)
    if not file.is_file():
        forms = ", ".join(f"{drawing.id}{suffix}" for suffix in PICTURE_SUFFIXES)
        missing = Fault(path, line, "id", f"there is no picture: expected one of {forms}")
        return CheckedDrawing(drawing, None, (missing,), ())
    try:
        picture = square_of_file(file)
    except DataError as error:
        return CheckedDrawing(drawing, None, (Fault(path, line, "id", str(error)),), ())
    opaque = picture[..., 3] > _OPAQUE
    masks = [_filled(part.poly) for part in drawing.parts]
    faults, doubts = [], []
    if _is_full(file):
        faults.append(Fault(path, line, "id", f"the background of {file.name} is not transparent"))
    for number, (part, mask) in enumerate(zip(drawing.parts, masks, strict=True)):
        where = f"parts.{number}.poly"
        share = (mask & opaque).sum() / max(mask.sum(), 1)
        if share == 0:
            message = f"no point of the {part.part} lies on what is drawn"
            faults.append(Fault(path, line, where, message))
        elif share < _LEAST_ON_DRAWING:
            message = f"only {share:.0%} of the {part.part} lies on what is drawn"
            doubts.append(Fault(path, line, where, message))
    found = (np.any(masks, 0) & opaque).sum() / max(opaque.sum(), 1)
    if found < _LEAST_FOUND:
        message = f"the polygons cover only {found:.0%} of what is drawn: is a part missing?"
        doubts.append(Fault(path, line, "parts", message))
    return CheckedDrawing(drawing, picture, tuple(faults), tuple(doubts))


def _filled(polygon: tuple[tuple[float, float], ...]) -> NDArray[np.bool_]:
    mask = Image.new("L", (PICTURE_SIZE, PICTURE_SIZE), 0)
    points = [(x * PICTURE_SIZE / 100, y * PICTURE_SIZE / 100) for x, y in polygon]
    ImageDraw.Draw(mask).polygon(points, fill=1)
    filled: NDArray[np.bool_] = np.asarray(mask) > 0
    return filled


def _is_full(file: Path) -> bool:
    """Whether a picture made of pixels has no transparent one, so that it has no outline."""
    if file.suffix == ".svg":
        return False
    with Image.open(file) as picture:
        lowest = picture.convert("RGBA").getchannel("A").getextrema()[0]
    return lowest == 255
