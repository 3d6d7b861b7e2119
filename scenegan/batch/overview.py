"""The contact sheet of a run: its first pictures, small, on one page."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from scenegan.atomic_files import write_atomically
from scenegan.batch.gallery import first_entries
from scenegan.batch.planning import SHEET_STEM
from scenegan.rendering.contact_sheet import contact_sheet

MOST_ON_SHEET = 144
_SIDE = 128


def write_contact_sheet(folder: Path) -> Path | None:
    """Writes `contact-sheet.png` from the pictures that the manifest names; none without any.

    Raises:
        FileError: if it cannot be written.
    """
    shown = first_entries(folder, MOST_ON_SHEET)
    if not shown:
        return None
    images = [_thumbnail(folder / entry["file"]) for entry in shown]
    sheet = contact_sheet(images, [f"{entry['item']} · {entry['seed']}" for entry in shown])
    out = io.BytesIO()
    sheet.save(out, "PNG")
    path = folder / f"{SHEET_STEM}.png"
    write_atomically(path, out.getvalue())
    return path


def _thumbnail(path: Path) -> Image.Image:
    """Opens a picture small; of an OpenRaster file the merged one."""
    if path.suffix == ".ora":
        from scenegan.rendering.openraster import merged_image

        image = merged_image(path)
    else:
        with Image.open(path) as file:
            image = file.convert("RGBA")
    small = image.convert("RGBa").resize((_SIDE, _SIDE), Image.Resampling.LANCZOS)
    return small.convert("RGBA")
