"""Reads graphs as texts are read: a vector for each node, and one for the whole.

It stands in the place of the text encoder of Xu et al. 2018 (AttnGAN), section 3.2, so that a
picture can be asked for the nodes of its graph as for the words of a caption.
"""

from __future__ import annotations

from torch import Tensor, nn

from scenegan.nn.graph_batch import GraphBatch
from scenegan.nn.graph_encoder import GraphEncoder
from scenegan.nn.text_encoder import TextFeatures

_KIND_DIMS, _COLOR_DIMS = 48, 6
_COLOR_SCALE = 50.0


class NodeReader(nn.Module):
    """Part, attributes and colours of each node, with messages from its surroundings."""

    def __init__(self, n_parts: int, n_attributes: int, width: int = 64) -> None:
        """Makes the network.

        Args:
            n_parts: number of part words.
            n_attributes: number of attribute words.
            width: features of a node and of a graph.
        """
        super().__init__()
        self.part_embedding = nn.Embedding(n_parts + 1, width)
        self.attribute_projection = nn.Linear(n_attributes, width)
        self.color_projection = nn.Linear(_COLOR_DIMS, width)
        self.kind_projection = nn.Linear(_KIND_DIMS, width)
        self.encoder = GraphEncoder(width, depth=1)

    def forward(self, batch: GraphBatch, colors: Tensor) -> TextFeatures:
        """Reads graphs.

        Args:
            batch: B graphs of at most N nodes.
            colors: [B, N, 6] main and second colour of each part in Lab.

        Returns:
            [B, N, D] features of nodes, zeros at padding; [B, D] features of graphs.
        """
        nodes = self.part_embedding(batch.part) + self.attribute_projection(batch.attributes)
        nodes = nodes + self.color_projection(colors / _COLOR_SCALE)
        words = self.encoder(nodes, batch).masked_fill(batch.pad[..., None], 0.0)
        count = (~batch.pad).sum(1, keepdim=True).clamp(min=1)
        whole: Tensor = words.sum(1) / count + self.kind_projection(batch.kind)
        return TextFeatures(words, whole, batch.pad)
