"""Draws the pictures of the README with the program itself: `make docs`."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from scenegan import Pipeline, parse
from scenegan.atomic_files import write_atomically
from scenegan.language import read_edit
from scenegan.rendering.contact_sheet import contact_sheet

FOLDER = Path(__file__).parent / "pictures"
LIZARD = (
    "a small orange lizard with a cream belly, big blue eyes and a flame at the tip of its tail"
)
GALLERY = {
    LIZARD: 8,
    "a green dragon with large purple wings, two curved horns and a cream belly": 3,
    "a blue fish with orange fins and white stripes": 4,
    "a black cat with yellow eyes and a red gem on its forehead": 1,
    "a purple ghost with big red eyes and a wide smile": 4,
    "a red mushroom with white spots and tiny feet": 3,
    "a brown owl with a yellow beak and big eyes": 6,
    "a pink rabbit with long ears and a fluffy white tail": 3,
}


def main() -> None:
    """Writes `gallery.png` and `edit.png`."""
    FOLDER.mkdir(exist_ok=True)
    pipeline = Pipeline.load()
    drawn = [pipeline.draw(parse(text), seed) for text, seed in GALLERY.items()]
    _save("gallery.png", [p.image for p in drawn], [""] * len(drawn), columns=4)
    first = pipeline.draw(parse(LIZARD), GALLERY[LIZARD]).document
    teal = pipeline.redraw(first, read_edit("tail teal", first.graph))
    winged = pipeline.redraw(first, read_edit("add two large wings", first.graph))
    gone = pipeline.redraw(first, read_edit("remove flame", first.graph))
    shown = [pipeline.draw(first), teal, winged, gone]
    captions = ["drawn", "tail teal", "add two large wings", "remove flame"]
    _save("edit.png", [p.image for p in shown], captions, columns=4)


def _save(name: str, images: list[Image.Image], captions: list[str], columns: int) -> None:
    sheet = contact_sheet(images, captions, columns).convert("RGB")
    out = io.BytesIO()
    sheet.quantize(256).save(out, "PNG", optimize=True)
    write_atomically(FOLDER / name, out.getvalue())
    print(f"{FOLDER / name}: {len(out.getvalue()) // 1024} kB")


if __name__ == "__main__":
    main()
