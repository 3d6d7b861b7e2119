"""Draws the templates of the editor with the program itself: `make docs`.

What they are is in `assets/templates/templates.json`; each picture carries its document, so
that `scenegan draw` and the editor draw it again. The part of each pixel lies beside it, so that
a template can be pointed at before the painter is loaded. How its Chinese sentence is read lies in
one file for all, because the window shows it before anything can read.
"""

from __future__ import annotations

import io
import json
from pathlib import Path

from PIL import Image

from gui.templates.templates import CHINESE, PARTS_SUFFIX
from scenegan import Pipeline
from scenegan.assets import asset
from scenegan.atomic_files import write_atomically
from scenegan.graph import SceneGraph
from scenegan.language import read
from scenegan.rendering.picture import Picture


def main() -> None:
    """Writes two PNGs for each line of the list, and the Chinese sentences."""
    listed = asset("templates", "templates.json")
    write_chinese(listed)
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


def write_chinese(listed: Path) -> None:
    """Writes how the Chinese sentences are read that say just what the English ones say."""
    found = {}
    for entry in json.loads(listed.read_text(encoding="utf-8")):
        if "zh" in entry:
            english, chinese = read(entry["text"]), read(entry["zh"])
            assert said(english.graph) == said(chinese.graph), f"{entry['zh']} says something else"
            reading = chinese.reading.model_dump(mode="json")
            found[entry["file"]] = {"text": entry["zh"], "reading": reading}
    text = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    write_atomically(listed.with_name(CHINESE), text.encode())


def said(graph: SceneGraph) -> dict[str, object]:
    """Returns what a graph says, whatever the order of its attributes."""
    parts = [{**p.model_dump(), "attrs": sorted(p.attrs)} for p in graph.parts]
    return {**graph.model_dump(exclude={"parts"}), "parts": sorted(parts, key=lambda p: p["id"])}


def parts_png(picture: Picture) -> bytes:
    """Encodes the place of each pixel's part among the parts of the graph, 255 for none."""
    assert picture.nodes == tuple(p.id for p in picture.document.graph.parts)
    out = io.BytesIO()
    Image.fromarray(picture.part_map).save(out, "PNG", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    main()
