"""The contact sheet of a run: its first pictures, small, on one page."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from PIL import Image

from scenegan.atomic_files import write_atomically
from scenegan.batch.gallery import first_entries
from scenegan.batch.planning import SHEET_STEM
from scenegan.rendering.contact_sheet import contact_sheet
from scenegan.rendering.picture_files import read_image

MOST_ON_SHEET = 144
_SIDE = 128


def write_contact_sheet(folder: Path) -> Path | None:
    """Writes `contact-sheet.png` from the pictures that the manifest names; none without any.

    Raises:
        FileError: if it cannot be written.
    """
    shown = first_entries(folder, MOST_ON_SHEET, lambda entry: (entry["file"], _caption(entry)))
    if not shown:
        return None
    images = [_thumbnail(folder / file) for file, _ in shown]
    sheet = contact_sheet(images, [caption for _, caption in shown])
    out = io.BytesIO()
    sheet.save(out, "PNG")
    path = folder / f"{SHEET_STEM}.png"
    write_atomically(path, out.getvalue())
    return path


def _thumbnail(path: Path) -> Image.Image:
    small = read_image(path).convert("RGBa").resize((_SIDE, _SIDE), Image.Resampling.LANCZOS)
    return small.convert("RGBA")


def _caption(entry: dict[str, Any]) -> str:
    palette = f" · {entry['palette']}" if entry["palette"] else ""
    return f"{entry['item']} · {entry['seed']}{palette}"
