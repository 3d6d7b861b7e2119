"""From a planned document to pixels."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor

from scenegan.completion.expression import with_expression
from scenegan.graph import Document
from scenegan.nn.cascade import STAGES, Painter, stages_of
from scenegan.nn.composition import shrunk_map
from scenegan.nn.graph_tensors import encode_graphs
from scenegan.nn.layout_choice import map_of_drawing
from scenegan.nn.layout_model import LayoutModel
from scenegan.rendering.enlarging import enlarged
from scenegan.rendering.layout_records import layout_of
from scenegan.rendering.looks import LookChooser


@torch.inference_mode()
def paint_stages(
    model: LayoutModel,
    painter: Painter,
    looks: LookChooser | None,
    document: Document,
    side: int,
    only_last: bool = False,
) -> tuple[NDArray[np.uint8], Iterator[NDArray[np.uint8]]]:
    """Composes the part map of a document and starts painting it.

    Args:
        model: knows the shapes of parts.
        painter: paints.
        looks: knows what is painted inside parts.
        document: a planned document.
        side: of the picture that is wanted; stages after one of this side are not painted.
        only_last: whether all pictures but the last of them are left out.

    Returns:
        The part map [256, 256] (255 where there is nothing), and an iterator over RGBA pictures
        [64, 64, 4], [128, 128, 4] and [256, 256, 4] that paints each as it is asked for, or
        fewer of them, or smaller ones if the painter was trained for these.
    """
    batch = encode_graphs([with_expression(document.graph)], model.words)
    layout = layout_of(document)
    part_map = map_of_drawing(model, layout, batch)
    asked = shrunk_map(part_map, painter.side)
    sides = stages_of(painter.side)
    count = sides.index(side) + 1 if side in sides else len(sides)
    finest_alone = only_last and count == len(sides)

    def painted() -> Iterator[NDArray[np.uint8]]:
        with torch.inference_mode():
            layers = None if looks is None else looks.layers(document, batch.part)
            colors = layout.colors
            stages = painter.stages(
                batch, layout.box, asked, colors, None, layers, cropped=True, only_last=finest_alone
            )
            first = count - 1 if only_last and not finest_alone else 0
            for stage in islice(stages, first, count):
                yield _pixels(stage[0])

    return part_map[0].numpy().copy(), painted()


def resized(rgba: NDArray[np.uint8], side: int) -> NDArray[np.uint8]:
    """Scales a picture [S, S, 4] to another side; colours do not bleed from transparent pixels.

    A picture of the last stage is enlarged with sharp edges.
    """
    if rgba.shape[0] == side:
        return rgba
    if rgba.shape[0] == STAGES[-1] < side:
        return enlarged(rgba, side)
    premultiplied = Image.fromarray(rgba).convert("RGBa")
    scaled = premultiplied.resize((side, side), Image.Resampling.LANCZOS).convert("RGBA")
    return np.asarray(scaled)


def _pixels(stage: Tensor) -> NDArray[np.uint8]:
    """RGBA [4, S, S] in 0..1 -> [S, S, 4]; wholly transparent pixels carry no colour."""
    values = (stage.permute(1, 2, 0) * 255).clamp_(0, 255).round_().to(torch.uint8).contiguous()
    values.view(torch.int32).masked_fill_(values[..., 3:] == 0, 0)  # All four bytes at once.
    return values.numpy()
