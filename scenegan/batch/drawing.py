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
from scenegan.nn.threads import one_thread
from scenegan.rendering.palettes import repainted
from scenegan.rendering.picture import Picture
from scenegan.rendering.picture_files import picture_bytes

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
        from scenegan.nn.weights import read_config, weights_folder

        folder = weights_folder(self.model) if self.model else asset("weights")
        read_config(folder)
        whole = hashlib.sha256()
        for path in sorted(p for p in folder.iterdir() if p.is_file()):
            with open(path, "rb") as file:
                whole.update(path.name.encode() + hashlib.file_digest(file, "sha256").digest())
        return whole.hexdigest()


@dataclass(frozen=True)
class _OneThread:
    """Draws with one thread; cores are filled by workers."""

    pipeline: Pipeline

    def draw(self, what: Document, seed: int | None = None, size: int | None = None) -> Picture:
        """Draws as the pipeline does."""
        with one_thread():
            return self.pipeline.draw(what, seed, size)


@dataclass(frozen=True)
class Shot:
    """One picture of a job.

    Attributes:
        variant: which picture of the item, counted from 0.
        stem: name of the picture in the output folder, without its ending.
        palette: 0 for the creature's own colours, else which other ones.
    """

    variant: int
    stem: str
    palette: int = 0


@dataclass(frozen=True)
class Job:
    """One creature to draw, in one or more palettes.

    Attributes:
        number: of the item.
        source: file and line.
        shots: its pictures, at least one.
        format: ending of the pictures.
        document: what is drawn.
        seed: seed; None for the document's own.
        size: side in pixels; None for the document's own.
        anchors: whether part anchors are wanted.
        metadata: what else belongs to the item.
    """

    number: int
    source: str
    shots: tuple[Shot, ...]
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


def draw_job(painter: Painter, job: Job) -> tuple[Drawn, ...]:
    """Draws the pictures of a job.

    Raises:
        SceneGANError: if the item cannot be drawn.
    """
    document = job.document if job.seed is None else job.document.unplaced()
    start = time.perf_counter()
    own = painter.draw(document, job.seed, job.size)
    found = []
    for shot in job.shots:
        picture = own
        if shot.palette:
            picture = painter.draw(repainted(own.document, shot.palette))
        found.append(_drawn(job, shot, picture, time.perf_counter() - start))
        start = time.perf_counter()
    return tuple(found)


def _drawn(job: Job, shot: Shot, picture: Picture, seconds: float) -> Drawn:
    name = shot.stem + job.format
    files: dict[str, bytes] = {}
    if job.anchors:
        files[shot.stem + ".anchors.json"] = _anchors(picture, name)
    files[name] = picture_bytes(picture, job.format)
    return Drawn(files, _entry(job, shot, picture, name, files[name], seconds))


def _anchors(picture: Picture, name: str) -> bytes:
    from scenegan.rendering.anchors import anchors

    return json.dumps({"picture": name, **anchors(picture)}, ensure_ascii=False).encode() + b"\n"


def _entry(
    job: Job, shot: Shot, picture: Picture, name: str, content: bytes, seconds: float
) -> dict[str, Any]:
    document = picture.document
    reading = document.reading
    return {
        "item": job.number,
        "variant": shot.variant,
        "source": job.source,
        "file": name,
        "seed": document.recipe.seed,
        "size": document.recipe.size,
        "palette": shot.palette,
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
