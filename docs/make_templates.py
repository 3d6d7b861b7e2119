"""Draws the templates of the editor with the program itself: `make docs`.

What they are is in `assets/templates/templates.json`; each picture carries its document, so
that `scenegan draw` and the editor draw it again. The part of each pixel lies beside it, so that
a template can be pointed at before the painter is loaded.
"""

from __future__ import annotations

import io
import json

from PIL import Image

from gui.templates.templates import PARTS_SUFFIX
from scenegan import Pipeline
from scenegan.assets import asset
from scenegan.atomic_files import write_atomically
from scenegan.language import read
from scenegan.rendering.picture import Picture


def main() -> None:
    """Writes two PNGs for each line of the list."""
    listed = asset("templates", "templates.json")
    pipeline = Pipeline.load()
    size = 0
    for entry in json.loads(listed.read_text(encoding="utf-8")):
        reading = read(entry["text"])
        document = pipeline.document(reading.graph, entry["text"], reading.reading)
        picture = pipeline.draw(document, seed=entry["seed"])
        data, parts = picture.png(), parts_png(picture)
        write_atomically(listed.with_name(f"{entry['file']}.png"), data)
        write_atomically(listed.with_name(entry["file"] + PARTS_SUFFIX), parts)
        size += len(data) + len(parts)
        print(f"{entry['file']}.png: {(len(data) + len(parts)) // 1024} kB")
    print(f"{size // 1024} kB in all")


def parts_png(picture: Picture) -> bytes:
    """Encodes the place of each pixel's part among the parts of the graph, 255 for none."""
    assert picture.nodes == tuple(p.id for p in picture.document.graph.parts)
    out = io.BytesIO()
    Image.fromarray(picture.part_map).save(out, "PNG", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    main()
