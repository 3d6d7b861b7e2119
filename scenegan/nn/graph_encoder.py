"""Graph convolution over the parts of a creature.

Relational graph convolution of Schlichtkrull et al. 2018 ("Modeling Relational Data with Graph
Convolutional Networks"), which takes the place that the graph network has in Johnson et al. 2018
(sg2im): every node gathers what it hangs on, what hangs on it, its twins and its namesakes.
"""

from __future__ import annotations

import torch.nn.functional as F
from torch import Tensor, nn
from torch_geometric.nn.conv import RGCNConv

from scenegan.nn.graph_batch import MESSAGE_RELATIONS, GraphBatch


class RelationalLayer(nn.Module):
    """One residual step of message passing: `h + silu(norm(conv(h)))`."""

    def __init__(self, width: int) -> None:
        """Makes a layer of `width` channels."""
        super().__init__()
        self.conv = RGCNConv(width, width, num_relations=len(MESSAGE_RELATIONS), aggr="mean")
        self.norm = nn.LayerNorm(width)

    def forward(self, h: Tensor, edge_index: Tensor, edge_type: Tensor) -> Tensor:
        """Passes messages once: h [M, C], edge_index [2, E], edge_type [E] -> [M, C]."""
        message: Tensor = self.norm(self.conv(h, edge_index, edge_type))
        return h + F.silu(message)


class GraphEncoder(nn.Module):
    """Several steps of relational message passing over a batch of graphs."""

    def __init__(self, width: int, depth: int = 3) -> None:
        """Makes `depth` layers of `width` channels."""
        super().__init__()
        self.layers = nn.ModuleList(RelationalLayer(width) for _ in range(depth))

    def forward(self, h: Tensor, batch: GraphBatch) -> Tensor:
        """Encodes nodes with their surroundings.

        Args:
            h: [B, N, C] features of each node alone.
            batch: the graphs.

        Returns:
            [B, N, C] embeddings; what stands at padded nodes is of no meaning.
        """
        edge_index, edge_type = batch.edges()
        flat = h.flatten(0, 1)
        for layer in self.layers:
            flat = layer(flat, edge_index, edge_type)
        return flat.view_as(h)
