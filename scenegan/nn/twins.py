"""Twins, the same part on the same parent, look alike: they share size, shape and colours."""

from __future__ import annotations

from typing import Protocol

import torch
from torch import Tensor

from scenegan.nn.graph_batch import GraphBatch
from scenegan.nn.layout_tokens import TOKEN_FIELDS, Layout

_SHARED = (
    slice(2, 4),  # size, without the place
    TOKEN_FIELDS["shape"],
    TOKEN_FIELDS["main_color"],
    TOKEN_FIELDS["second_color"],
)


class Mirroring(Protocol):
    """What mirrors shapes, such as `ShapeCode` or `DecodedShapes`."""

    def mirrored(self, code: Tensor, part: Tensor) -> Tensor:
        """Returns the codes [K, 32] of the same shapes mirrored left to right."""


def twin_pairs(batch: GraphBatch, shape_fixed: Tensor | None = None) -> Tensor:
    """Finds twins: same part, same parent, same attributes.

    Args:
        batch: the graphs.
        shape_fixed: [B, N] true where the shape is given; such a part leads its twins and is
            never led.

    Returns:
        [T, 3] graph, leader and follower of each pair.
    """
    pairs = []
    for b in range(len(batch)):
        groups: dict[tuple[int, int, bytes], list[int]] = {}
        part, parent = batch.part[b].tolist(), batch.parent[b].tolist()
        for k, words in enumerate(batch.attributes[b].cpu().numpy()):
            if parent[k] >= 0:
                groups.setdefault((part[k], parent[k], words.tobytes()), []).append(k)
        for nodes in groups.values():
            if len(nodes) == 1:
                continue
            held = [k for k in nodes if shape_fixed is not None and shape_fixed[b, k]]
            leader = held[0] if held else nodes[0]
            pairs += [(b, leader, k) for k in nodes if k != leader and k not in held]
    return torch.tensor(pairs, dtype=torch.long, device=batch.device).view(-1, 3)


def tie_noise(noise: Tensor, pairs: Tensor) -> Tensor:
    """Gives twins one noise for size, shape and colours: [B, N, 43] -> [B, N, 43]."""
    graph, leader, follower = pairs.T
    tied = noise.clone()
    for where in _SHARED:
        tied[graph, follower, where] = tied[graph, leader, where]
    return tied


def stand_opposite(box: Tensor, batch: GraphBatch, pairs: Tensor) -> Tensor:
    """Tells for each pair whether the two stand on opposite sides of their parent: [T]."""
    graph, leader, follower = pairs.T
    center = (box[..., 0] + box[..., 2]) / 2
    axis = center[graph, batch.parent[graph, leader].clamp(min=0)]
    return (center[graph, leader] - axis) * (center[graph, follower] - axis) < 0


def share_shapes(layout: Layout, batch: GraphBatch, pairs: Tensor, shapes: Mirroring) -> Layout:
    """Gives twins the shape of their leader, mirrored where they stand on opposite sides."""
    if not len(pairs):
        return layout
    graph, leader, follower = pairs.T
    own, part = layout.shape[graph, leader], batch.part[graph, leader]
    opposite = stand_opposite(layout.box, batch, pairs)
    shape = layout.shape.clone()
    shape[graph, follower] = own
    if opposite.any():
        turned = shapes.mirrored(own[opposite], part[opposite])
        shape[graph[opposite], follower[opposite]] = turned
    return Layout(layout.box, layout.depth, shape, layout.colors)
