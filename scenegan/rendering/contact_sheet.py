"""Several pictures on one sheet, each with a caption."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from scenegan.atomic_files import write_atomically
from scenegan.rendering.picture import Picture

_GAP = 12
_CAPTION = 22
_PAPER = "#f9f8f5"
_INK = "#5f5a52"


def save_contact_sheet(pictures: Sequence[Picture], captions: Sequence[str], path: Path) -> None:
    """Writes pictures side by side, in about as many rows as columns.

    Raises:
        FileError: if the file cannot be written.
    """
    sheet = contact_sheet([p.image for p in pictures], captions)
    out = io.BytesIO()
    sheet.save(out, "WEBP" if path.suffix.lower() == ".webp" else "PNG", lossless=True)
    write_atomically(path, out.getvalue())


def contact_sheet(
    images: Sequence[Image.Image], captions: Sequence[str], columns: int | None = None
) -> Image.Image:
    """Sets pictures of one size side by side on paper, with captions below."""
    columns = columns or math.ceil(math.sqrt(len(images)))
    rows = math.ceil(len(images) / columns)
    side = images[0].width
    cell_w, cell_h = side + _GAP, images[0].height + _GAP + _CAPTION
    sheet = Image.new("RGBA", (columns * cell_w + _GAP, rows * cell_h + _GAP), _PAPER)
    pen = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(12)
    for i, (image, caption) in enumerate(zip(images, captions, strict=True)):
        x, y = _GAP + i % columns * cell_w, _GAP + i // columns * cell_h
        sheet.alpha_composite(image.convert("RGBA"), (x, y))
        pen.text((x + side / 2, y + image.height + 4), caption, _INK, font, anchor="ma")
    return sheet
