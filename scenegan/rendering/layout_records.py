"""Layouts as tensors and as what a document stores; both hold exactly the same numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import torch
from torch import Tensor

from scenegan.graph import Document, NodeLayout
from scenegan.graph.color_values import hex_to_lab
from scenegan.nn.layout_tokens import SHAPE_DIGITS, SHAPE_DIMS, Layout

_BOX_DIGITS, _DEPTH_DIGITS = 5, 4


def layout_of(document: Document) -> Layout:
    """Returns the layout of a planned document as tensors of one creature, in graph order."""
    return layout_tensors([document.layout[p.id] for p in document.graph.parts])


def layout_tensors(places: Sequence[NodeLayout]) -> Layout:
    """Returns stored places as a layout of one creature: box [1, N, 4], shape [1, N, 32], ..."""
    return Layout(
        box=_tensor([p.box for p in places]).view(1, -1, 4),
        depth=_tensor([p.depth for p in places]).view(1, -1),
        shape=_tensor([p.shape for p in places]).view(1, -1, SHAPE_DIMS),
        colors=_tensor([_lab(p.colors) for p in places]).view(1, -1, 6),
    )


def stored_places(
    nodes: Sequence[str],
    layout: Layout,
    colors: Mapping[str, tuple[str, ...]],
    seeds: Mapping[str, int],
) -> dict[str, NodeLayout]:
    """Returns the places of one creature as a document stores them.

    Numbers are rounded here, before anything is painted: what is painted now is what a reader of
    the document will paint.

    Args:
        nodes: ids in the order of the layout.
        layout: of one creature.
        colors: main and second colour of each node.
        seeds: seed that each node was sampled with.
    """

    def rounded(row: list[float], digits: int) -> tuple[float, ...]:
        return tuple(round(v, digits) for v in row)

    places = {}
    columns = (layout.box, layout.depth, layout.shape)
    for node, box, depth, shape in zip(nodes, *(c[0].tolist() for c in columns), strict=True):
        x0, y0, x1, y1 = rounded(box, _BOX_DIGITS)
        places[node] = NodeLayout(
            box=(x0, y0, x1, y1),
            depth=round(depth, _DEPTH_DIGITS),
            shape=rounded(shape, SHAPE_DIGITS),
            colors=colors[node],
            seed=seeds[node],
        )
    return places


def _tensor(rows: Sequence[object]) -> Tensor:
    return torch.tensor(rows, dtype=torch.float32)


def _lab(colors: Sequence[str]) -> list[float]:
    """Main and second colour in CIE Lab; a missing second one is the main one."""
    main, second = colors[0], colors[1] if len(colors) > 1 else colors[0]
    return [float(v) for v in (*hex_to_lab(main), *hex_to_lab(second))]
