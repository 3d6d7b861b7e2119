"""What is measured: pictures with their part maps, drawn by the model or by a person."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray

from scenegan.evaluation.held_out import HeldOut
from scenegan.graph import Document, Recipe, SceneGraph
from scenegan.nn.composition import EMPTY, part_masks
from scenegan.nn.graph_tensors import encode_graphs
from scenegan.rendering.layout_records import layout_of
from scenegan.rendering.picture import Picture
from scenegan.rendering.pipeline import Pipeline

SIDE = 256
"""Side of all pictures that are measured, in pixels."""


@dataclass(frozen=True)
class Specimen:
    """One picture of a known graph.

    Attributes:
        number: position of the graph among those that are measured on.
        seed: seed of the picture; 0 for a person's drawing.
        graph: the graph that it shows; arrays below follow its parts.
        rgba: [256, 256, 4] uint8, straight alpha.
        part_map: [256, 256] uint8 part that each pixel shows, 255 for none.
        boxes: [N, 4] left, top, right, bottom of each whole part as shares of the side.
        depths: [N] larger is nearer.
        visible: [N] share of each whole part that is not hidden.
        document: what draws it again; None for a person's drawing.
    """

    number: int
    seed: int
    graph: SceneGraph
    rgba: NDArray[np.uint8]
    part_map: NDArray[np.uint8]
    boxes: NDArray[np.float64]
    depths: NDArray[np.float64]
    visible: NDArray[np.float64]
    document: Document | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """Word of each part."""
        return tuple(p.part for p in self.graph.parts)

    @property
    def parents(self) -> tuple[int, ...]:
        """Position of the part that each part hangs on, -1 for a root."""
        place = {p.id: i for i, p in enumerate(self.graph.parts)}
        return tuple(-1 if p.on is None else place[p.on] for p in self.graph.parts)

    def painted(self, rgba: NDArray[np.uint8]) -> Specimen:
        """Returns the same layout with another picture."""
        return replace(self, rgba=rgba)


def draw_specimen(pipeline: Pipeline, graph: SceneGraph, number: int, seed: int) -> Specimen:
    """Draws a graph as it is: nothing is completed."""
    asked = pipeline.document(graph)
    recipe = Recipe(seed=seed, model=pipeline.name, size=SIDE)
    picture = pipeline.redraw(asked.model_copy(update={"recipe": recipe}), graph)
    document = picture.document
    places = [document.layout[p.id] for p in graph.parts]
    return Specimen(
        number=number,
        seed=seed,
        graph=graph,
        rgba=picture.rgba,
        part_map=picture.part_map,
        boxes=np.array([p.box for p in places], np.float64),
        depths=np.array([p.depth for p in places], np.float64),
        visible=visible_shares(pipeline, document, picture.part_map),
        document=document,
    )


def real_specimen(held: HeldOut, number: int) -> Specimen:
    """Returns a person's drawing of a held-out graph.

    Raises:
        ValueError: if there is no cache.
    """
    cached = held.cached
    if cached is None:
        raise ValueError(f"the drawing {held.id} is not at hand")
    part_map, n = cached.index_map(), len(held.boxes)
    logits = torch.from_numpy(cached.shapes().astype(np.float32) / 127.5 - 1) * 4
    return Specimen(
        number=number,
        seed=0,
        graph=held.graph,
        rgba=cached.picture(),
        part_map=part_map,
        boxes=held.boxes,
        depths=np.linspace(-1, 1, n) if n > 1 else np.zeros(n),
        visible=_visible(logits, torch.from_numpy(held.boxes).float(), part_map),
    )


def visible_shares(
    pipeline: Pipeline, document: Document, part_map: NDArray[np.uint8]
) -> NDArray[np.float64]:
    """Returns which share of each part of a drawn document can be seen, [N] in 0..1."""
    model = pipeline.planner.model
    layout = layout_of(document)
    logits = model.shapes(layout, encode_graphs([document.graph], model.words))[0]
    return _visible(logits, layout.box[0], part_map)


def _visible(
    logits: torch.Tensor, box: torch.Tensor, part_map: NDArray[np.uint8]
) -> NDArray[np.float64]:
    """Share of each part's pixels that the part map shows, in 0..1."""
    areas = part_masks(logits, box, SIDE).sum((1, 2)).numpy()
    shown = np.bincount(part_map[part_map != EMPTY], minlength=len(areas))[: len(areas)]
    shares: NDArray[np.float64] = np.minimum(shown / np.maximum(areas, 1), 1.0)
    return shares


def packed(specimen: Specimen) -> bytes:
    """Writes a drawn specimen as an npz archive, to be read by `unpacked`."""
    assert specimen.document is not None
    text = specimen.document.model_dump_json().encode()
    buffer = io.BytesIO()
    np.savez_compressed(
        buffer,
        rgba=specimen.rgba,
        part_map=specimen.part_map,
        visible=specimen.visible,
        document=np.frombuffer(text, np.uint8),
    )
    return buffer.getvalue()


def unpacked(content: bytes, number: int) -> Specimen:
    """Reads a specimen that `packed` wrote.

    Raises:
        ValueError: if it is damaged.
    """
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as archive:
            arrays = {name: archive[name] for name in archive.files}
    except (zipfile.BadZipFile, zlib.error) as error:
        raise ValueError(str(error)) from error
    document = Document.model_validate_json(arrays["document"].tobytes())
    places = [document.layout[p.id] for p in document.graph.parts]
    return Specimen(
        number=number,
        seed=document.recipe.seed,
        graph=document.graph,
        rgba=arrays["rgba"],
        part_map=arrays["part_map"],
        boxes=np.array([p.box for p in places], np.float64),
        depths=np.array([p.depth for p in places], np.float64),
        visible=arrays["visible"],
        document=document,
    )


def picture_of(specimen: Specimen) -> Picture:
    """Returns a drawn specimen as the picture that it is.

    Raises:
        ValueError: if it is a person's drawing.
    """
    if specimen.document is None:
        raise ValueError("a person's drawing has no document")
    nodes = tuple(p.id for p in specimen.graph.parts)
    return Picture(specimen.rgba, specimen.part_map, nodes, specimen.document)


def stacked(specimens: Sequence[Specimen]) -> torch.Tensor:
    """Returns pictures as the judges take them: [B, 4, 256, 256] in 0..1, straight alpha."""
    pixels = np.stack([s.rgba for s in specimens])
    return torch.from_numpy(pixels).permute(0, 3, 1, 2).float() / 255
