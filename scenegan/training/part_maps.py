"""Part maps of layouts whose shapes are codes, as the painter will meet them."""

from __future__ import annotations

import torch
from torch import Tensor

from scenegan.nn.composition import index_map
from scenegan.nn.even_rows import evened
from scenegan.nn.graph_batch import GraphBatch
from scenegan.nn.layout_tokens import Layout
from scenegan.nn.shape_code import SHAPE_SIDE, ShapeCode

_OUTSIDE = -9.0


@torch.no_grad()
def compose_layout(code: ShapeCode, graphs: GraphBatch, layouts: Layout, size: int = 256) -> Tensor:
    """Decodes all shapes and stacks them: uint8 [B, size, size]."""
    present = ~graphs.pad
    logits = torch.full((*present.shape, SHAPE_SIDE, SHAPE_SIDE), _OUTSIDE, device=graphs.device)
    shape, part = layouts.shape[present], graphs.part[present]
    logits[present] = code.decode(evened(shape), evened(part))[: len(part)]
    return index_map(logits, layouts.box, layouts.depth, graphs.pad, size)


def blurred_layout(layouts: Layout, strength: Tensor, generator: torch.Generator) -> Layout:
    """Disturbs shapes and boxes as sampled layouts are disturbed.

    Args:
        layouts: B layouts.
        strength: [B] 0 for none; 1 moves edges by about a pixel and shapes by their usual error.
        generator: source of the random numbers.
    """
    device = layouts.box.device
    shape_noise = torch.randn(layouts.shape.shape, device=device, generator=generator)
    box_noise = torch.randn(layouts.box.shape, device=device, generator=generator)
    amount = strength[:, None, None]
    return Layout(
        box=layouts.box + 0.005 * amount * box_noise,
        depth=layouts.depth,
        shape=layouts.shape + 0.4 * amount * shape_noise,
        colors=layouts.colors,
    )
