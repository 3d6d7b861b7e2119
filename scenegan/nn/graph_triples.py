"""Graph convolution over triples of subject, predicate and object.

Johnson et al. 2018, "Image Generation from Scene Graphs", section 3, "Graph Convolution Network".
For every edge one function sees the three vectors, (v_i, v_r, v_j), and puts out a candidate for
the subject, a new predicate, and a candidate for the object; a thing's new vector is a function of
the mean of all its candidates, whether it was subject or object.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn

from scenegan.nn.graph_batch import SIBLING, GraphBatch

HANGS_ON, TWIN_OF, IN_PICTURE = range(3)
"""Predicates: a part hangs on another, is its twin, and belongs to the picture."""
N_PREDICATES = 3


class Triples(NamedTuple):
    """The edges of B graphs whose N parts, and a node for the picture, are numbered in one row.

    Attributes:
        subject: [T] numbers of things, b * (N + 1) + node.
        predicate: [T] kind of each edge.
        object: [T] numbers of things; the picture of graph b is b * (N + 1) + N.
    """

    subject: Tensor
    predicate: Tensor
    object: Tensor

    @classmethod
    def of(cls, graphs: GraphBatch) -> Triples:
        """Writes the edges of graphs as triples."""
        n = graphs.n_nodes
        start = torch.arange(len(graphs), device=graphs.device) * (n + 1)
        hanging = ((graphs.parent >= 0) & ~graphs.pad).nonzero()
        parents = graphs.parent[hanging[:, 0], hanging[:, 1]]
        twins = (graphs.relations() == SIBLING).triu(1).nonzero()
        present = (~graphs.pad).nonzero()
        subject = [start[x[:, 0]] + x[:, 1] for x in (hanging, twins, present)]
        things = [
            start[hanging[:, 0]] + parents,
            start[twins[:, 0]] + twins[:, 2],
            start[present[:, 0]] + n,
        ]
        kinds = [
            torch.full_like(rows, kind)
            for kind, rows in zip((HANGS_ON, TWIN_OF, IN_PICTURE), subject, strict=True)
        ]
        return cls(torch.cat(subject), torch.cat(kinds), torch.cat(things))


class TripleConvolution(nn.Module):
    """One step of message passing over triples."""

    def __init__(self, width: int, hidden: int) -> None:
        """Makes a step of `width` numbers a thing, by way of `hidden` numbers a candidate."""
        super().__init__()
        self.on_edges = nn.Sequential(
            nn.Linear(3 * width, hidden),
            nn.ReLU(),
            nn.Linear(hidden, 2 * hidden + width),
            nn.ReLU(),
        )
        self.on_things = nn.Sequential(
            nn.Linear(hidden, hidden), nn.ReLU(), nn.Linear(hidden, width), nn.ReLU()
        )
        self._widths = [hidden, width, hidden]
        for layer in (*self.on_edges, *self.on_things):
            if isinstance(layer, nn.Linear):
                # The usual start shrinks what differs between things at each layer: after five
                # steps all of them are one to the heads that read them.
                nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")

    def forward(self, things: Tensor, predicates: Tensor, edges: Triples) -> tuple[Tensor, Tensor]:
        """Passes messages once.

        Args:
            things: [M, C].
            predicates: [T, C] vector of each edge.
            edges: which things it joins.

        Returns:
            New things [M, C] and new predicates [T, C]. A thing without edges gets the value of
            no candidate at all.
        """
        joined = torch.cat([things[edges.subject], predicates, things[edges.object]], 1)
        as_subject, renewed, as_object = self.on_edges(joined).split(self._widths, 1)
        candidates = torch.cat([as_subject, as_object])
        receivers = torch.cat([edges.subject, edges.object])
        total = candidates.new_zeros(len(things), candidates.shape[1])
        total = total.index_add(0, receivers, candidates)
        count = candidates.new_zeros(len(things))
        count = count.index_add(0, receivers, torch.ones_like(candidates[:, 0]))
        return self.on_things(total / count.clamp(min=1)[:, None]), renewed
