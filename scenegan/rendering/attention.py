"""What the painter's pixels attend to, for looking into it."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray

from scenegan.completion.expression import with_expression
from scenegan.graph import Document
from scenegan.nn.cascade import Painter
from scenegan.nn.composition import shrunk_map
from scenegan.nn.graph_tensors import encode_graphs
from scenegan.nn.layout_choice import compose_layouts
from scenegan.nn.layout_model import LayoutModel
from scenegan.rendering.layout_records import layout_of


@torch.inference_mode()
def attention_maps(
    model: LayoutModel, painter: Painter, document: Document
) -> dict[str, NDArray[np.float32]]:
    """Returns where the picture of a document asks each of its nodes.

    The node attention of the painter is that of AttnGAN with parts in the place of words (Xu et
    al. 2018, section 3.1).

    Args:
        model: composes the part map.
        painter: whose attention it is.
        document: one whose parts all have their places.

    Returns:
        [32, 32] for each node; at each place the maps of all nodes add up to 1.
    """
    batch = encode_graphs([with_expression(document.graph)], model.words)
    layout = layout_of(document)
    part_map = compose_layouts(model, layout, model.shapes(layout, batch), batch)
    asked = shrunk_map(part_map, painter.side)
    maps = painter.attention(batch, layout.box, asked, layout.colors)[0].float().numpy()
    return {part.id: maps[k] for k, part in enumerate(document.graph.parts)}
