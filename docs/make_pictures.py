"""Draws the pictures of the README with the program itself: `make docs`."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from scenegan import Pipeline, parse
from scenegan.atomic_files import write_atomically
from scenegan.graph import Color, SceneGraph, edits
from scenegan.rendering.contact_sheet import contact_sheet

FOLDER = Path(__file__).parent / "pictures"
LIZARD = (
    "a small orange lizard with a cream belly, big blue eyes and a flame at the tip of its tail"
)
GALLERY = {
    LIZARD: 4,
    "a green dragon with large purple wings, two curved horns and a cream belly": 2,
    "a blue fish with orange fins and white stripes": 3,
    "a black cat with yellow eyes and a red gem on its forehead": 1,
    "a purple ghost with big red eyes and a wide smile": 5,
    "a red mushroom with white spots and tiny feet": 1,
    "a brown owl with a yellow beak and big eyes": 2,
    "a pink rabbit with long ears and a fluffy white tail": 6,
}


def main() -> None:
    """Writes `gallery.png` and `edit.png`."""
    FOLDER.mkdir(exist_ok=True)
    pipeline = Pipeline.load()
    drawn = [pipeline.draw(parse(text), seed) for text, seed in GALLERY.items()]
    _save("gallery.png", [p.image for p in drawn], [""] * len(drawn), columns=4)
    first = pipeline.draw(parse(LIZARD), GALLERY[LIZARD]).document
    teal = pipeline.redraw(first, _recoloured(first.graph, "tail", "teal", "#1f8a8a"))
    winged = pipeline.redraw(first, edits.add_part(first.graph, "wing", on=_root(first.graph)))
    shown = [pipeline.draw(first), teal, winged]
    _save("edit.png", [p.image for p in shown], ["drawn", "tail teal", "add wing"], columns=3)


def _recoloured(graph: SceneGraph, part: str, name: str, value: str) -> SceneGraph:
    for p in graph.of(part):
        graph = edits.recolour(graph, p.id, [Color(name=name, hex=value)])
    return graph


def _root(graph: SceneGraph) -> str:
    return next(p.id for p in graph.parts if p.on is None)


def _save(name: str, images: list[Image.Image], captions: list[str], columns: int) -> None:
    sheet = contact_sheet(images, captions, columns).convert("RGB")
    out = io.BytesIO()
    sheet.quantize(256).save(out, "PNG", optimize=True)
    write_atomically(FOLDER / name, out.getvalue())
    print(f"{FOLDER / name}: {len(out.getvalue()) // 1024} kB")


if __name__ == "__main__":
    main()
