"""One picture of a batch: drawn, put into the bytes of a file, and described for the manifest."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from scenegan.graph import Document
from scenegan.rendering.picture import Picture

if TYPE_CHECKING:
    from scenegan.rendering import Pipeline


class Painter(Protocol):
    """What draws; `scenegan.rendering.Pipeline` is one."""

    def draw(self, what: Document, seed: int | None = None, size: int | None = None) -> Picture:
        """Draws a document."""
        ...


class PainterSource(Protocol):
    """What gives each worker its painter; it is sent to other processes."""

    def load(self) -> Painter:
        """Loads the painter: called once in each worker, when the first picture is due."""
        ...

    def digest(self) -> str:
        """Returns what tells this painter from others that would draw something else."""
        ...


@dataclass(frozen=True)
class PipelineSource:
    """Loads the real pipeline.

    Attributes:
        model: folder of weights; None for those that came with the program.
    """

    model: Path | None = None

    def load(self) -> Painter:
        """Loads the pipeline.

        Raises:
            ModelError: if weights are missing or damaged.
        """
        from scenegan.rendering import Pipeline

        return _OneThread(Pipeline.load(self.model))

    def digest(self) -> str:
        """Returns the SHA-256 of all files of the weights, taken together.

        Raises:
            ModelError: if there are no weights.
        """
        from scenegan.assets import asset
        from scenegan.nn.weights import read_config

        folder = self.model or asset("weights")
        read_config(folder)
        whole = hashlib.sha256()
        for path in sorted(p for p in folder.iterdir() if p.is_file()):
            with open(path, "rb") as file:
                whole.update(path.name.encode() + hashlib.file_digest(file, "sha256").digest())
        return whole.hexdigest()


@dataclass(frozen=True)
class _OneThread:
    """Draws with one thread.

    Sums are taken in another order with another number of threads, and the last bits of a picture
    change with it; so every worker has one, and cores are filled by workers.
    """

    pipeline: Pipeline

    def draw(self, what: Document, seed: int | None = None, size: int | None = None) -> Picture:
        """Draws as the pipeline does, and gives other users of torch their threads back."""
        import torch

        before = torch.get_num_threads()
        torch.set_num_threads(1)
        try:
            return self.pipeline.draw(what, seed, size)
        finally:
            torch.set_num_threads(before)


@dataclass(frozen=True)
class Job:
    """One picture to draw.

    Attributes:
        number: of the item.
        variant: which picture of the item, counted from 0.
        source: file and line.
        stem: name of the picture in the output folder, without its ending.
        format: ending of the picture.
        document: what is drawn.
        seed: seed; None for the document's own.
        size: side in pixels; None for the document's own.
        anchors: whether part anchors are wanted.
        metadata: what else belongs to the item.
    """

    number: int
    variant: int
    source: str
    stem: str
    format: str
    document: Document
    seed: int | None = None
    size: int | None = None
    anchors: bool = False
    metadata: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Drawn:
    """A picture as it goes to the disk.

    Attributes:
        files: bytes by name in the output folder; the picture is the last.
        entry: its line in the manifest.
    """

    files: Mapping[str, bytes]
    entry: Mapping[str, Any]


def draw_job(painter: Painter, job: Job) -> Drawn:
    """Draws one picture.

    Raises:
        SceneGANError: if the item cannot be drawn.
    """
    start = time.perf_counter()
    document = job.document if job.seed is None else job.document.unplaced()
    picture = painter.draw(document, job.seed, job.size)
    seconds = time.perf_counter() - start
    name = job.stem + job.format
    files: dict[str, bytes] = {}
    if job.anchors:
        files[job.stem + ".anchors.json"] = _anchors(picture, name)
    files[name] = encoded(picture, job.format)
    return Drawn(files, _entry(job, picture, name, files[name], seconds))


def encoded(picture: Picture, format: str) -> bytes:
    """Returns a picture as the bytes of a file of some format, with the document inside."""
    from scenegan.rendering import picture_files

    if format == ".webp":
        return picture_files.webp_bytes(picture.image, picture.document)
    if format == ".ora":
        from scenegan.rendering.openraster import openraster_bytes

        return openraster_bytes(picture)
    return picture_files.png_bytes(picture.image, picture.document)


def _anchors(picture: Picture, name: str) -> bytes:
    from scenegan.rendering.anchors import anchors

    return json.dumps({"picture": name, **anchors(picture)}, ensure_ascii=False).encode() + b"\n"


def _entry(job: Job, picture: Picture, name: str, content: bytes, seconds: float) -> dict[str, Any]:
    document = picture.document
    reading = document.reading
    return {
        "item": job.number,
        "variant": job.variant,
        "source": job.source,
        "file": name,
        "seed": document.recipe.seed,
        "size": document.recipe.size,
        "sha256": hashlib.sha256(content).hexdigest(),
        "bytes": len(content),
        "seconds": round(seconds, 3),
        "text": document.text,
        "kind": document.graph.creature.kind,
        "graph": json.loads(document.graph.model_dump_json()),
        "mapped": [[m.word, m.to] for m in reading.mapped],
        "unknown": [u.word for u in reading.unknown],
        "doubts": list(reading.doubts),
        "metadata": dict(job.metadata),
    }
