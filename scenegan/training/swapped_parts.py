"""Parts that pass from drawing to drawing, so that a few hundred layouts teach more.

A network that sees each graph with one layout learns that layout by heart, and draws the mean of
what it knows for other graphs. Here the same graph gets the legs of one drawing, the head of
another: outlines, proportions and places on what they hang on, with the attributes that belong
to them (as cut and paste for pictures: Ghiasi et al. 2021, "Simple Copy-Paste").
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import torch
from torch import Tensor

from scenegan.nn.filling_square import extent
from scenegan.nn.graph_batch import GraphBatch
from scenegan.nn.layout_tokens import Layout

_LIMBS = 8
"""Parts that may hang on one another in a row; deeper ones come to lie a little beside."""
_DONORS = 8
"""Layouts from which the one that shares most parts is chosen."""
_SAME_VIEW = 100
_SMALLEST = 0.008


def with_swapped_parts(
    graphs: GraphBatch,
    layouts: Layout,
    others: tuple[GraphBatch, Layout],
    share: float,
    generator: torch.Generator,
) -> tuple[GraphBatch, Layout]:
    """Gives parts the outline, size and place that such parts have in other drawings.

    A part changes places with parts of the same word on the same parent's word, and only where
    both drawings have as many of them; all parts of a word change together, so twins stay twins.
    A root keeps its place and area and gets the outline and proportions. What hangs on a changed
    part keeps its place on it. The longer side of the whole creature stays as long as it was.

    Args:
        graphs: B graphs of N nodes.
        layouts: their layouts.
        others: graphs and layouts to take parts from, such as all that there are.
        share: share of layouts in which parts change; how many do is random.
        generator: source of the random numbers.

    Returns:
        Graphs in which changed parts have the attributes of those whose shape they got, and the
        layouts. Colours stay.
    """
    b, device = len(graphs), graphs.device

    def random(*size: int) -> Tensor:
        return torch.rand(*size, device=device, generator=generator)

    chosen = _donors(graphs, others[0], random(b, _DONORS), random(b, _DONORS))
    given, lent = others[0][chosen], others[1][chosen]
    place, found = _counterparts(graphs, given)
    rate = random(b, 1) * (random(b, 1) < share)
    swapped = found & (random(b, graphs.n_parts + 1).gather(1, graphs.part) < rate)

    def mixed(own: Tensor, other: Tensor) -> Tensor:
        wide = (..., *(None,) * (own.ndim - 2))
        index = place[wide].expand(*place.shape, *own.shape[2:])
        return torch.where(swapped[wide], other.gather(1, index), own)

    hung, changed = _Hung.of(graphs, layouts), swapped.any(1)[:, None]
    parts = (mixed(x, y) for x, y in zip(hung, _Hung.of(given, lent), strict=True))
    box, depth = _Hung(*parts).rooted_as(hung, graphs).laid_out(graphs)
    box = _as_long_as(layouts.box, box, graphs.pad)
    return (
        replace(graphs, attributes=mixed(graphs.attributes, given.attributes)),
        replace(
            layouts,
            box=torch.where(changed[..., None], box, layouts.box),
            depth=torch.where(changed, depth, layouts.depth),
            shape=mixed(layouts.shape, lent.shape),
        ),
    )


def _kinds_of_place(graphs: GraphBatch) -> Tensor:
    """`GraphBatch.places`, -1 where there is no part: [B, N]."""
    return graphs.places().masked_fill(graphs.pad, -1)


def _donors(graphs: GraphBatch, others: GraphBatch, drawn: Tensor, chance: Tensor) -> Tensor:
    """The row of the layout that lends its parts to each graph: [B].

    Of some at random (`drawn` in 0..1, [B, K]) the one that is seen from the same side, then the
    one with most of the same parts; `chance` [B, K] decides between equals.
    """
    rows = (drawn * len(others)).long()
    mine, theirs = _kinds_of_place(graphs), _kinds_of_place(others)[rows]
    shared = (mine[:, None, :, None] == theirs[:, :, None]).any(-1) & ~graphs.pad[:, None]
    same_view = others.view[rows] == graphs.view[:, None]
    best = (shared.sum(-1) + _SAME_VIEW * same_view + chance).argmax(1)
    return rows.gather(1, best[:, None])[:, 0]


def _counterparts(graphs: GraphBatch, given: GraphBatch) -> tuple[Tensor, Tensor]:
    """For each part the position of its like in the other graph, and whether there is one."""

    def counted(kind: Tensor) -> tuple[Tensor, Tensor]:
        same = kind[:, :, None] == kind[:, None]
        return same.tril(-1).sum(2), same.sum(2)

    mine, theirs = _kinds_of_place(graphs), _kinds_of_place(given)
    like = (mine[:, :, None] == theirs[:, None]) & (mine >= 0)[:, :, None]
    for own, other in zip(counted(mine), counted(theirs), strict=True):
        like &= own[:, :, None] == other[:, None]
    return like.int().argmax(2), like.any(2)


class _Hung(NamedTuple):
    """Layouts as each part is seen from what it hangs on; roots from the picture.

    Attributes:
        offset: [B, N, 2] between their middles, in sizes of the parent.
        size: [B, N, 2] logarithm of width and height against those of the parent.
        depth: [B, N] how much nearer.
    """

    offset: Tensor
    size: Tensor
    depth: Tensor

    @classmethod
    def of(cls, graphs: GraphBatch, layouts: Layout) -> _Hung:
        center = (layouts.box[..., :2] + layouts.box[..., 2:]) / 2
        size = (layouts.box[..., 2:] - layouts.box[..., :2]).clamp(min=_SMALLEST)
        parent, hangs = graphs.parent.clamp(min=0), graphs.parent >= 0
        wide = parent[..., None].expand(-1, -1, 2)
        above = size.gather(1, wide)
        return cls(
            torch.where(hangs[..., None], (center - center.gather(1, wide)) / above, center),
            torch.where(hangs[..., None], size / above, size).log(),
            torch.where(hangs, layouts.depth - layouts.depth.gather(1, parent), layouts.depth),
        )

    def rooted_as(self, own: _Hung, graphs: GraphBatch) -> _Hung:
        """Leaves roots where they were, and as large, whatever proportions they have now."""
        root = graphs.parent < 0
        as_large = self.size + (own.size - self.size).mean(-1, keepdim=True)
        return _Hung(
            torch.where(root[..., None], own.offset, self.offset),
            torch.where(root[..., None], as_large, self.size),
            torch.where(root, own.depth, self.depth),
        )

    def laid_out(self, graphs: GraphBatch) -> tuple[Tensor, Tensor]:
        """Boxes [B, N, 4] and depths [B, N], from the roots outwards."""
        parent, hangs = graphs.parent.clamp(min=0), (graphs.parent >= 0)[..., None]
        wide = parent[..., None].expand(-1, -1, 2)
        center, size, depth = self
        for _ in range(_LIMBS):
            above = size.gather(1, wide)
            center = torch.where(
                hangs, center.gather(1, wide) + self.offset * above.exp(), self.offset
            )
            size = torch.where(hangs, above + self.size, self.size)
            depth = torch.where(hangs[..., 0], depth.gather(1, parent) + self.depth, self.depth)
        half = size.exp() / 2
        return torch.cat([center - half, center + half], -1), depth


def _as_long_as(old: Tensor, new: Tensor, pad: Tensor) -> Tensor:
    """Scales and moves whole layouts until their longer sides and their middles are as before."""
    (old_low, old_high), (low, high) = extent(old, pad), extent(new, pad)
    longest = (high - low).amax(-1, keepdim=True).clamp(min=_SMALLEST)
    zoom = (old_high - old_low).amax(-1, keepdim=True) / longest
    shift = (old_low + old_high) / 2 - zoom * (low + high) / 2
    return new * zoom + shift.repeat(1, 1, 2)
