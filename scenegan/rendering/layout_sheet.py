"""The layout beside the picture: which part is where, with its name."""

from __future__ import annotations

import colorsys
import io
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from scenegan.atomic_files import write_atomically
from scenegan.rendering.picture import Picture

_SIDE = 512


def save_layout_sheet(picture: Picture, path: Path) -> None:
    """Writes the part map of a picture with names and boxes.

    Raises:
        FileError: if the file cannot be written.
    """
    out = io.BytesIO()
    layout_sheet(picture).save(out, "PNG")
    write_atomically(path, out.getvalue())


def layout_sheet(picture: Picture) -> Image.Image:
    """Draws each part in its own colour, its box as a thin frame, and its name in its middle."""
    tints = np.array([_tint(i) for i in range(len(picture.nodes))] + [(255, 255, 255)], np.uint8)
    index = np.where(picture.part_map == 255, len(picture.nodes), picture.part_map)
    sheet = Image.fromarray(tints[index]).resize((_SIDE, _SIDE), Image.Resampling.NEAREST)
    pen = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(12)
    for i, node in enumerate(picture.nodes):
        x0, y0, x1, y1 = (value * _SIDE for value in picture.boxes[node])
        pen.rectangle((x0, y0, x1, y1), outline=tuple(int(c * 0.6) for c in _tint(i)))
    for i, node in enumerate(picture.nodes):
        rows, columns = np.nonzero(picture.part_map == i)
        if len(rows):
            middle = (columns.mean() * _SIDE / 256, rows.mean() * _SIDE / 256)
            pen.text(middle, node, "#1e1c19", font, anchor="mm", stroke_width=2, stroke_fill="#fff")
    return sheet


def _tint(i: int) -> tuple[int, int, int]:
    """Light colours that differ well from their neighbours: steps of the golden angle in hue."""
    r, g, b = colorsys.hls_to_rgb(i * 0.381966 % 1.0, 0.72 + 0.08 * (i % 3 - 1), 0.65)
    return int(r * 255), int(g * 255), int(b * 255)
