"""What the whole way makes of captions: the first of the test split, none picked."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from scenegan.atomic_files import write_atomically
from scenegan.evaluation.held_out import HeldOut
from scenegan.rendering.contact_sheet import contact_sheet
from scenegan.rendering.pipeline import Pipeline

COUNT = 64
"""Captions of the sheet."""

_COLUMNS = 8
_SIDE = 160
_WORDS = 26


@dataclass(frozen=True)
class CaptionPicture:
    """A picture that was drawn from a caption as a user would have it.

    Attributes:
        id: drawing that the caption describes.
        caption: the text.
        rgba: [256, 256, 4].
    """

    id: str
    caption: str
    rgba: NDArray[np.uint8]


def draw_captions(
    held: Sequence[HeldOut], pipeline: Pipeline, seed: int, tell: Callable[[int, int], None]
) -> list[CaptionPicture]:
    """Draws the shortest caption of each of the first graphs: read, completed, laid out, painted.

    Args:
        held: the graphs.
        pipeline: draws.
        seed: the same for all.
        tell: is told how many of how many are done.
    """
    from scenegan.language import parse

    chosen = [h for h in held if h.captions][:COUNT]
    drawn = []
    for done, one in enumerate(chosen):
        graph = parse(one.captions[0])
        if not graph.is_empty:
            picture = pipeline.draw(graph, seed=seed)
            drawn.append(CaptionPicture(one.id, one.captions[0], picture.rgba))
        tell(done + 1, len(chosen))
    return drawn


def save_sheet(pictures: Sequence[CaptionPicture], path: Path) -> None:
    """Writes pictures side by side with the beginnings of their captions, as WebP.

    Raises:
        FileError: if the file cannot be written.
    """
    images = [Image.fromarray(p.rgba).convert("RGBa") for p in pictures]
    small = [i.resize((_SIDE, _SIDE), Image.Resampling.LANCZOS).convert("RGBA") for i in images]
    captions = [
        p.caption if len(p.caption) <= _WORDS else p.caption[:_WORDS] + " ..." for p in pictures
    ]
    sheet = contact_sheet(small, captions, _COLUMNS).convert("RGB")
    out = io.BytesIO()
    sheet.save(out, "WEBP", quality=85, method=6)
    write_atomically(path, out.getvalue())
