"""Draws the templates of the editor with the program itself: `make docs`.

What they are is in `assets/templates/templates.json`; each picture carries its document, so
that `scenegan draw` and the editor draw it again.
"""

from __future__ import annotations

import json

from scenegan import Pipeline
from scenegan.assets import asset
from scenegan.atomic_files import write_atomically
from scenegan.language import read


def main() -> None:
    """Writes one PNG for each line of the list."""
    listed = asset("templates", "templates.json")
    pipeline = Pipeline.load()
    size = 0
    for entry in json.loads(listed.read_text(encoding="utf-8")):
        reading = read(entry["text"])
        document = pipeline.document(reading.graph, entry["text"], reading.reading)
        picture = pipeline.draw(document, seed=entry["seed"])
        data = picture.png()
        write_atomically(listed.with_name(f"{entry['file']}.png"), data)
        size += len(data)
        print(f"{entry['file']}.png: {len(data) // 1024} kB")
    print(f"{size // 1024} kB in all")


if __name__ == "__main__":
    main()
