"""Graph convolution over the parts of a creature.

Relational graph convolution of Schlichtkrull et al. 2018 ("Modeling Relational Data with Graph
Convolutional Networks"), which takes the place that the graph network has in Johnson et al. 2018
(sg2im): every node gathers what it hangs on, what hangs on it, its twins and its namesakes.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from scenegan.nn.graph_batch import MESSAGE_RELATIONS, GraphBatch

Gather = Callable[[Tensor], Tensor]
"""From features [B, N, C] to the mean over the senders of each relation, [B, N, 4 * C]."""


class RelationalConvolution(nn.Module):
    """A weight for a node itself, and one for the mean over its senders in each relation.

    The operator, and the names of its parameters, are those of torch-geometric's `RGCNConv`.
    """

    def __init__(self, width: int) -> None:
        """Makes a convolution of `width` channels."""
        super().__init__()
        self.weight = nn.Parameter(torch.empty(len(MESSAGE_RELATIONS), width, width))
        self.root = nn.Parameter(torch.empty(width, width))
        self.bias = nn.Parameter(torch.zeros(width))
        limit = (3 / width) ** 0.5  # Glorot & Bengio 2010
        for weight in (self.weight, self.root):
            nn.init.uniform_(weight, -limit, limit)

    def forward(self, h: Tensor, gather: Gather) -> Tensor:
        """Convolves [B, N, C] to [B, N, C]."""
        return h @ self.root + gather(h) @ self.weight.flatten(0, 1) + self.bias


class RelationalLayer(nn.Module):
    """One residual step of message passing: `h + silu(norm(conv(h)))`."""

    def __init__(self, width: int) -> None:
        """Makes a layer of `width` channels."""
        super().__init__()
        self.conv = RelationalConvolution(width)
        self.norm = nn.LayerNorm(width)

    def forward(self, h: Tensor, gather: Gather) -> Tensor:
        """Passes messages once: [B, N, C] -> [B, N, C]."""
        message: Tensor = self.norm(self.conv(h, gather))
        return h + F.silu(message)


class GraphEncoder(nn.Module):
    """Several steps of relational message passing over a batch of graphs."""

    def __init__(self, width: int, depth: int = 3) -> None:
        """Makes `depth` layers of `width` channels."""
        super().__init__()
        self.layers = nn.ModuleList(RelationalLayer(width) for _ in range(depth))

    def forward(self, h: Tensor, batch: GraphBatch) -> Tensor:
        """Encodes nodes with their surroundings.

        Messages are passed by torch-geometric where something is learned. For the few small graphs
        of a drawing a product of matrices takes a fraction of the time, and torch-geometric need
        not be imported, which takes longer than to draw.

        Args:
            h: [B, N, C] features of each node alone.
            batch: the graphs.

        Returns:
            [B, N, C] embeddings; what stands at padded nodes is of no meaning.
        """
        gather = passed_messages(batch) if torch.is_grad_enabled() else multiplied_messages(batch)
        for layer in self.layers:
            h = layer(h, gather)
        return h


def passed_messages(batch: GraphBatch) -> Gather:
    """Gathers along the edges, by torch-geometric."""
    edge_index, edge_type = batch.edges()
    n_nodes, n_relations = batch.part.numel(), len(MESSAGE_RELATIONS)
    inbox = edge_index[1] * n_relations + edge_type
    edges, size = torch.stack([edge_index[0], inbox]), (n_nodes, n_nodes * n_relations)

    def gather(h: Tensor) -> Tensor:
        means: Tensor = _mean_messages()((h.flatten(0, 1), None), edges, size=size)
        return means.view(*h.shape[:2], -1)

    return gather


def multiplied_messages(batch: GraphBatch) -> Gather:
    """Gathers as `passed_messages` does, by a matrix that holds every sender's share."""
    relation = batch.relations()[:, :, None]
    sends = relation == relation.new_tensor(MESSAGE_RELATIONS)[:, None]
    shares = sends / sends.sum(-1, keepdim=True).clamp(min=1)
    shares = shares.flatten(1, 2)

    def gather(h: Tensor) -> Tensor:
        return (shares.to(h.dtype) @ h).view(*h.shape[:2], len(MESSAGE_RELATIONS) * h.shape[2])

    return gather


@cache
def _mean_messages() -> Any:
    """Message passing without weights: each node gets the mean of what it is sent."""
    from torch_geometric.nn.conv import SimpleConv

    return SimpleConv("mean")
