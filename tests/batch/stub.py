"""A painter that needs no model: a flat tile whose colour tells graph and seed apart."""

from __future__ import annotations

import hashlib
import json
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from scenegan.batch.drawing import Painter
from scenegan.batch.run import Options, Summary, render_files
from scenegan.errors import GraphError
from scenegan.graph import Document, NodeLayout, to_json
from scenegan.rendering.picture import Picture

SIDE = 8


@dataclass(frozen=True)
class StubSource:
    """Loads the stub; see `StubPainter`."""

    delay: float = 0.0
    log: Path | None = None
    name: str = "stub"

    def load(self) -> Painter:
        return StubPainter(self)

    def digest(self) -> str:
        return self.name


@dataclass(frozen=True)
class StubPainter:
    """Paints tiles; a `web` cannot be drawn, a `bell` kills the process that draws it."""

    source: StubSource

    def draw(self, what: Document, seed: int | None = None, size: int | None = None) -> Picture:
        if any(part.part == "bell" for part in what.graph.parts):
            os._exit(9)
        if any(part.part == "web" for part in what.graph.parts):
            raise GraphError("A web cannot be drawn.")
        if self.source.log is not None:
            with open(self.source.log, "ab") as log:
                log.write(b"x")
        if self.source.delay:
            time.sleep(self.source.delay)
        asked = {k: v for k, v in (("seed", seed), ("size", size)) if v is not None}
        recipe = what.recipe.model_copy(update={**asked, "model": "stub"})
        places = {
            part.id: NodeLayout(box=(0.0, 0.0, 1.0, 1.0), depth=0.5) for part in what.graph.parts
        }
        document = what.model_copy(update={"recipe": recipe, "layout": places})
        color = hashlib.sha256(f"{to_json(what.graph)}{recipe.seed}".encode()).digest()[:4]
        rgba = np.broadcast_to(np.frombuffer(color, np.uint8), (SIDE, SIDE, 4)).copy()
        nodes = tuple(part.id for part in what.graph.parts)
        return Picture(rgba, np.zeros((256, 256), np.uint8), nodes, document)


def graph_line(number: int, part: str = "tail") -> str:
    """A line of JSON with a small graph."""
    graph = {
        "format": "scenegan/graph@1",
        "creature": {"kind": ("cat", "dog", "fish")[number % 3]},
        "parts": [{"id": f"{part}-1", "part": part, "attrs": [], "colors": [], "on": None}],
    }
    return json.dumps({"graph": graph, "number": number})


def render(source: Path | tuple[Path, ...], folder: Path, **more: Any) -> Summary:
    """Renders with the stub, in this process if not asked otherwise."""
    paths = source if isinstance(source, tuple) else (source,)
    asked: dict[str, Any] = {"painter": StubSource(), "workers": 1, "gallery": False, **more}
    return render_files(Options(tuple(map(str, paths)), folder, **asked))


def entries(folder: Path, name: str = "manifest.jsonl") -> list[dict[str, Any]]:
    """The entries of a journal, in order of items, without times."""
    path = folder / name
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    found = [json.loads(line) for line in lines]
    for entry in found:
        entry.pop("seconds", None)
    return sorted(found, key=lambda entry: (entry["item"], entry.get("variant", -1)))


def pictures(folder: Path) -> dict[str, bytes]:
    """All files of a run but its journals, settings and lock, by their path in the folder."""
    own = {"manifest.jsonl", "errors.jsonl", "run.json", ".lock"}
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in own
    }
