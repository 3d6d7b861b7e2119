"""What pictures are compared with: plain fill on the same layouts, and true layouts painted."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from scipy import ndimage

from scenegan.data.part_colors import DARK, lab_of
from scenegan.evaluation.held_out import HeldOut
from scenegan.evaluation.specimens import Specimen
from scenegan.graph import Document, NodeLayout, Recipe
from scenegan.graph.color_values import lab_to_hex
from scenegan.nn.composition import EMPTY
from scenegan.nn.graph_tensors import encode_graphs
from scenegan.nn.layout_tokens import SHAPE_DIGITS
from scenegan.rendering.layout_records import layout_of
from scenegan.rendering.pipeline import Pipeline
from scenegan.rendering.seeds import derived_seed

_OPAQUE = 128

Mask = NDArray[np.bool_]


def outline_of(real: Sequence[Specimen]) -> tuple[float, NDArray[np.uint8]]:
    """Measures the dark outline of drawings: how far it reaches inwards, in pixels, and its RGB.

    The reach is the median over drawings of the depth, below the edge of the alpha mask, at
    which half of the pixels are no longer dark.
    """
    reaches, colors = [], []
    for specimen in real:
        opaque = specimen.rgba[..., 3] >= _OPAQUE
        dark = (lab_of(specimen.rgba)[..., 0] < DARK) & opaque
        below = ndimage.distance_transform_edt(opaque)
        shares = [dark[(below > d - 1) & (below <= d)].mean() for d in range(1, 9)]
        reaches.append(float(np.argmax(np.array([*shares, 0.0]) < 0.5)))
        if dark.any():
            colors.append(np.median(specimen.rgba[..., :3][dark], axis=0))
    return float(np.median(reaches)), np.median(colors, axis=0).astype(np.uint8)


def flat_fill(specimen: Specimen, reach: float, ink: NDArray[np.uint8]) -> Specimen:
    """Fills each part of a layout with its asked colour and draws dark outlines around all parts.

    Args:
        specimen: gives the layout.
        reach: how far the outline reaches into the creature, in pixels; between two parts it is
            as wide, half of it on either side.
        ink: RGB of the outline.
    """
    inside = specimen.part_map != EMPTY
    table = np.array([_rgb(_color(specimen, k)) for k in range(len(specimen.graph.parts))])
    owner = np.where(inside, specimen.part_map, 0)
    rgba = np.dstack([table[owner], np.full(inside.shape, 255)]).astype(np.uint8)
    border = ndimage.distance_transform_edt(~_borders(specimen.part_map)) < reach / 2
    rim = ndimage.distance_transform_edt(inside) <= reach
    rgba[(border | rim) & inside, :3] = ink
    rgba[~inside] = 0
    return specimen.painted(rgba)


def painted_truth(held: HeldOut, real: Specimen, pipeline: Pipeline, seed: int) -> Specimen:
    """Paints the true layout of a held-out drawing with the model's painter.

    Args:
        held: the drawing.
        real: the same as a specimen.
        pipeline: paints; looks are chosen as for any creature.
        seed: of the looks.
    """
    document = _true_document(held, real, pipeline, seed)
    batch = encode_graphs([held.graph], pipeline.planner.model.words)
    layout = layout_of(document)
    part_map = torch.from_numpy(real.part_map)[None]
    looks = pipeline.looks
    with torch.inference_mode():
        layers = None if looks is None else looks.layers(document, batch.part)
        (last,) = pipeline.painter.stages(
            batch,
            layout.box,
            part_map,
            layout.colors,
            layers=layers,
            cropped=True,
            only_last=True,
        )
    pixels = (last[0].clamp(0, 1) * 255).round().to(torch.uint8).permute(1, 2, 0).numpy()
    return real.painted(np.ascontiguousarray(pixels))


def _true_document(held: HeldOut, real: Specimen, pipeline: Pipeline, seed: int) -> Document:
    if held.cached is None:
        raise ValueError(f"the drawing {held.id} is not at hand")
    model, graph = pipeline.planner.model, held.graph
    batch = encode_graphs([graph], model.words)
    shapes = torch.from_numpy(held.cached.shapes().astype(np.float32) / 255)
    with torch.inference_mode():
        codes = model.shape_code.encode(shapes, batch.part[0])[0].tolist()
    places = {}
    for k, part in enumerate(graph.parts):
        main, second = held.cached.colors[k, :3], held.cached.colors[k, 3:]
        places[part.id] = NodeLayout(
            box=tuple(float(v) for v in held.boxes[k]),
            depth=float(real.depths[k]),
            shape=tuple(round(v, SHAPE_DIGITS) for v in codes[k]),
            colors=(lab_to_hex(main), lab_to_hex(second)),
            seed=derived_seed(seed, part.id),
        )
    if pipeline.looks is not None:
        places = pipeline.looks.choose(graph, places, list(places))
    return Document(graph=graph, recipe=Recipe(seed=seed, model=pipeline.name), layout=places)


def _borders(part_map: NDArray[np.uint8]) -> Mask:
    """Pixels whose right or lower neighbour shows another part."""
    result = np.zeros(part_map.shape, dtype=bool)
    result[:, :-1] |= part_map[:, :-1] != part_map[:, 1:]
    result[:-1] |= part_map[:-1] != part_map[1:]
    return result


def _color(specimen: Specimen, k: int) -> str:
    """The colour that a part was to be painted in."""
    part = specimen.graph.parts[k]
    if specimen.document is not None:
        return specimen.document.layout[part.id].colors[0]
    asked = specimen.graph.colors_of(part)
    return asked[0].hex if asked else "#808080"


def _rgb(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)
